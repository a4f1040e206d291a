#pragma once

#include <cstdint>
#include <vector>

namespace abuse {

/// A place for somebody new, given back by somebody who is gone or added at the end. \return its number
template <class T>
std::uint32_t take_place(std::vector<T>& places, std::vector<std::uint32_t>& free) {
  if (free.empty()) {
    places.emplace_back();
    return static_cast<std::uint32_t>(places.size() - 1);
  }
  const std::uint32_t place = free.back();
  free.pop_back();
  places[place] = {};
  return place;
}

}  // namespace abuse
