#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim::design {

/// A design over factors that each take one of a few levels, the levels by number from 0.
struct Levels {
  std::size_t points = 0, factors = 0;
  std::vector<std::uint32_t> values;  ///< point after point; shape (points x factors)

  std::uint32_t& at(std::size_t point, std::size_t factor) { return values[point * factors + factor]; }
  std::uint32_t at(std::size_t point, std::size_t factor) const { return values[point * factors + factor]; }
  bool operator==(const Levels&) const = default;
};

}  // namespace sim::design
