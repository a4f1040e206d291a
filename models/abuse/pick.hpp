#pragma once

#include <cstddef>

namespace abuse {

/// The category whose share of [0, 1) holds u; the last one if rounding leaves a gap.
template <class Shares>
std::size_t pick(double u, const Shares& shares) {
  double cumulative = 0;
  const std::size_t n = shares.size();
  for (std::size_t i = 0; i + 1 < n; ++i)
    if (u < (cumulative += shares[i])) return i;
  return n - 1;
}

}  // namespace abuse
