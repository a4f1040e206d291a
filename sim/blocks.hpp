#pragma once

#include <cstddef>
#include <vector>

namespace sim {

/// An array that grows by blocks which never move, so that it never lies twice in memory while it grows. A plain value.
template <class T>
class Blocks {
 public:
  T& operator[](std::size_t i) { return blocks_[i / block][i % block]; }
  const T& operator[](std::size_t i) const { return blocks_[i / block][i % block]; }
  std::size_t size() const { return size_; }
  /// Adds one with its initial value. \return its number
  std::size_t add() {
    if (size_ % block == 0) blocks_.emplace_back(block);
    return size_++;
  }
  bool operator==(const Blocks&) const = default;

 private:
  static constexpr std::size_t block = 1024;
  std::vector<std::vector<T>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace sim
