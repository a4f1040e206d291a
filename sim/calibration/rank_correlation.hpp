#pragma once

#include <span>

namespace sim::calibration {

/// Spearman's rank correlation; equal values share the mean of their ranks.
/// \param a, b  as many of each, at least 2
/// \return in [-1, 1]; 0 if one of them is constant
/// \source Spearman 1904
double rank_correlation(std::span<const double> a, std::span<const double> b);

}  // namespace sim::calibration
