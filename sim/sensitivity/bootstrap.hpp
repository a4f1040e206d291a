#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim::sensitivity {

/// How to resample. The resamples depend on the seed, their number within it and the number of things drawn from only.
struct Bootstrap {
  std::uint32_t seed = 1;
  std::size_t resamples = 1000;  ///< 0: no interval (NaN)
};

/// A value with its 95 % percentile interval, which need not be symmetric; NaN where there is none.
struct Estimate {
  double value, ci_low, ci_high;
};

/// How often each of n things is drawn in n draws with replacement; shape (n).
std::vector<double> resample_counts(std::size_t n, std::uint32_t seed, std::size_t resample);

/// The column sums of each resample of the rows. A statistic that is a function of sums is resampled for every column
/// at once in this way.
/// \return shape (resamples, columns of terms)
Matrix resampled_sums(const Matrix& terms, const Bootstrap& bootstrap);

/// \param resampled  the value in each resample; NaN where a resample has none, which is left out
Estimate with_interval(double value, std::vector<double> resampled);

}  // namespace sim::sensitivity
