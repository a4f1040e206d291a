#pragma once

#include <cstddef>
#include <span>

namespace sim {

/// A ratio of sums over replications.
struct PooledRatio {
  std::size_t n = 0;                          ///< replications
  double ratio = 0, ci_low = 0, ci_high = 0;  ///< NaN without a denominator; the interval needs 2 replications
};

/// The sum of the parts over the sum of the wholes, with a Student t interval over replications from the spread of
/// part - ratio x whole. Sums run in the order given.
/// \param parts, wholes  one entry a replication; finite, wholes at least 0
/// \param confidence  in (0, 1)
/// \throws std::invalid_argument if they differ in length
/// \source Cochran 1977, Sampling Techniques, chapter 6: the ratio estimate and its variance by linearisation
PooledRatio pooled_ratio(std::span<const double> parts, std::span<const double> wholes, double confidence = 0.95);

}  // namespace sim
