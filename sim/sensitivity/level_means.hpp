#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace sim::sensitivity {

/// What a metric came to while a categorical factor was at one of its levels.
struct LevelMean {
  std::size_t factor, metric;
  double level;
  std::size_t points;  ///< with an outcome
  double mean;         ///< of their outcomes; NaN if there is none
};

/// The mean outcome at every level of every categorical factor. Over the points of a full factorial the other factors
/// are the same at each level; over those of another design they need not be, and their influence is in the means.
/// \param x            shape (points, factors)
/// \param y            shape (points, metrics), NaN for a missing outcome
/// \param categorical  shape (factors)
/// \param base         of a design one at a time the row of its base: for each factor only the points that differ from
///                     it in no other one are looked at
/// \return by factor, then metric, then level, ascending
/// \throws std::invalid_argument for shapes that do not fit, values that are not finite, or no such row
std::vector<LevelMean> level_means(const Matrix& x, const Matrix& y, const std::vector<bool>& categorical,
                                   std::optional<std::size_t> base = {});

}  // namespace sim::sensitivity
