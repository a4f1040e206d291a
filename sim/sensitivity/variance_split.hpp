#pragma once

#include "sim/matrix.hpp"
#include "sim/sensitivity/bootstrap.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sim::sensitivity {

/// Where the variance of a metric comes from when its parameters are drawn anew at each point and chance is drawn anew
/// at each replication; in the metric's unit squared. NaN where the points are too few to say.
struct VarianceSplit {
  std::size_t metric;
  std::size_t n;                 ///< points with a mean
  Estimate parameters;           ///< variance over points of the expected outcome, at least 0
  Estimate chance;               ///< variance of one replication about it, the mean over points
  Estimate share_of_parameters;  ///< of their sum; NaN if that is 0. The rest is chance's
};

/// One-way random effects by unweighted means: the variance over points of the means, less what chance gives a mean of
/// so many replications; unbiased (but for the floor at 0) whatever the numbers of replications, and with a variance of
/// its own at each point, as long as neither goes with the other. Intervals over resampled points.
/// \param mean          over replications; shape (points, metrics), NaN for a missing point
/// \param variance      over the replications of a point, divided by n - 1; NaN where fewer than 2 have a value: the
///                      mean over points then stands for it
/// \param replications  with a value, at least 1 where there is a mean; shape (points, metrics)
/// \param shared        by metric, the part of a replication's variance that all points have in common (SharedChance),
///                      which adds nothing to the variance of their means; none if empty
/// \return one for each metric
/// \throws std::invalid_argument for shapes that do not fit, an infinite number, a negative variance, or a mean of less
///         than one replication
/// \source Searle, Casella and McCulloch 1992, Variance Components, 3.6 (unbalanced one-way classification)
std::vector<VarianceSplit> variance_split(const Matrix& mean, const Matrix& variance, const Matrix& replications,
                                          const Bootstrap& bootstrap = {}, std::span<const double> shared = {});

}  // namespace sim::sensitivity
