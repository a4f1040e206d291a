#pragma once

#include "sim/matrix.hpp"
#include "sim/sensitivity/bootstrap.hpp"

#include <optional>
#include <span>

namespace sim::sensitivity {

/// Where a difference between two things that are simulated side by side reaches zero over a one-factor sweep.
struct Crossing {
  std::optional<double> value;  ///< of the mean over replications; none: not within the range. Never extrapolated
  double ci_low, ci_high;       ///< 95 % percentile interval; NaN if there is no value, and at an end that lies beyond
                                ///< the range, or may
  double crosses;               ///< share of resamples that cross within the range; NaN without resamples
};

/// Whole replications are resampled, the same at every level: at each of them they share their random numbers, and the
/// doubt about where curves cross is less than that about each. The crossing is that of switching_values_of_sweep.
/// \param levels       shape (points), finite
/// \param differences  shape (points, replications), NaN where missing; a column is one replication at every level
/// \throws std::invalid_argument for shapes that do not fit or values that are not finite
Crossing crossing_of_sweep(std::span<const double> levels, const Matrix& differences, const Bootstrap& bootstrap = {});

}  // namespace sim::sensitivity
