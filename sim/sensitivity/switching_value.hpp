#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sim::sensitivity {

/// The level of a one-factor sweep at which each metric, a difference, reaches zero. The differences are first made
/// monotone, rising or falling, whichever lies nearer to them by least squares, so that chance makes no second
/// crossing; between levels the curve is straight.
/// \param levels  shape (points), finite, in any order; points of equal level count as one with their mean difference,
///                and with the weight of all of them
/// \param y       shape (points, metrics), NaN for a missing difference
/// \return for each metric; none if the curve does not reach zero between the least and the greatest level, or is zero
///         all over. Where it stays at zero over a stretch, that stretch's middle
/// \throws std::invalid_argument for shapes that do not fit or values that are not finite
/// \source Barlow, Bartholomew, Bremner and Brunk 1972, Statistical Inference under Order Restrictions (pooling
///         adjacent violators)
std::vector<std::optional<double>> switching_values_of_sweep(std::span<const double> levels, const Matrix& y);

/// The value of one factor at which a metric, a difference, reaches zero with all other factors at their mean.
struct SwitchingValue {
  std::size_t factor, metric;
  double slope;                 ///< of the metric on the factor, the others held; NaN if the design does not give it
  std::optional<double> value;  ///< none if it does not lie within the factor's range in the design
};

/// Switching values of a many-factor design by linear regression of each metric on all factors together. Trust it as
/// far as the metric is linear in them.
/// \param x  shape (points, factors)
/// \param y  shape (points, metrics), NaN for a missing difference; means and ranges of the factors are those of the
///           points that have one
/// \return one for each factor and metric, by factor, then metric
/// \throws std::invalid_argument for shapes that do not fit or values that are not finite
std::vector<SwitchingValue> switching_values(const Matrix& x, const Matrix& y);

}  // namespace sim::sensitivity
