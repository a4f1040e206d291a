#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <vector>

namespace sim::sensitivity {

/// A correlation of ranks; NaN where it is not defined or the points are too few.
struct Correlation {
  double value;            ///< in [-1, 1]
  double ci_low, ci_high;  ///< 95 %, by Fisher's z with Bonett and Wright's standard error for ranks; none (NaN) of 1
                           ///< or -1, where z is infinite and would leave no doubt
  double p_value;          ///< two-sided, of no correlation, by Student's t
};

struct RankCorrelation {
  std::size_t factor, metric;
  std::size_t n;        ///< points with an outcome
  Correlation simple;   ///< Spearman's
  Correlation partial;  ///< of what the other factors' ranks, linearly, leave of the two
};

/// Spearman's and partial rank correlation (PRCC) of every factor with every metric, equal values sharing their mean
/// rank. They speak of monotone influence: a factor whose influence turns may have none. A factor or metric that does
/// not vary has neither; a factor that the others give exactly, or a metric that the others give exactly, has no
/// partial one.
/// \param x  shape (points, factors)
/// \param y  shape (points, metrics), NaN for a missing outcome
/// \return one for each factor and metric, by factor, then metric
/// \throws std::invalid_argument for shapes that do not fit or values that are not finite
/// \source Marino, Hogue, Ray and Kirschner 2008, A methodology for performing global uncertainty and sensitivity
///         analysis in systems biology, Journal of Theoretical Biology 254(1) (PRCC, Student's t with n - 2 less the
///         factors held); Bonett and Wright 2000, Sample size requirements for estimating Pearson, Kendall and Spearman
///         correlations, Psychometrika 65(1) (variance of z (1 + r^2 / 2) / (n - 3))
std::vector<RankCorrelation> rank_correlations(const Matrix& x, const Matrix& y);

}  // namespace sim::sensitivity
