#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <vector>

namespace sim::sensitivity {

/// A bar of a tornado diagram: what one factor by itself does to one metric. In the unit of the metric, the levels in
/// that of the factor; NaN where every outcome is missing.
struct Swing {
  std::size_t factor, metric;
  double base;  ///< outcome at the base point; NaN if it is missing
  double lowest, level_at_lowest;
  double highest, level_at_highest;
  double swing;  ///< highest less lowest outcome; negative where the outcome falls as the level rises
};

/// The swings of a one-at-a-time design. A factor's levels are the base and the points that differ from it in that
/// factor only; of equal outcomes the first point's counts, the base before all.
/// \param x     shape (points, factors)
/// \param y     shape (points, metrics), NaN for a missing outcome
/// \param base  row of the base point; points equal to it are not looked at
/// \return one for each factor and metric, by factor, then metric
/// \throws std::invalid_argument for shapes that do not fit, values that are not finite, no such row, or a point that
///         differs from the base in more than one factor
std::vector<Swing> tornado(const Matrix& x, const Matrix& y, std::size_t base);

}  // namespace sim::sensitivity
