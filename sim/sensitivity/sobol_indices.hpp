#pragma once

#include "sim/matrix.hpp"
#include "sim/sensitivity/bootstrap.hpp"

#include <cstddef>
#include <vector>

namespace sim::sensitivity {

/// Shares of a metric's variance, NaN where it does not vary. Both lie in [0, 1] in truth; their estimates may not.
struct SobolIndex {
  std::size_t factor, metric;
  std::size_t n;   ///< rows used
  Estimate first;  ///< by the factor alone
  Estimate total;  ///< by the factor with all its interactions
};

/// First-order and total-order indices from a radial design of independent factors: rows of A and of B, and of A with
/// the i-th factor taken from B. Intervals are percentiles over resampled rows; on points of a quasi-random sequence
/// they are too wide, since such points lie more evenly than those of a resample.
/// \param y  shape (points, metrics), the points in the order A, B, AB_1, ..., AB_k of as many rows each; a row with an
///           outcome missing (NaN) in any block is left out for that metric
/// \return one for each factor and metric, by factor, then metric
/// \throws std::invalid_argument if the points are not a multiple of factors + 2, for no factor or an infinite outcome
/// \source Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola 2010, Variance based sensitivity analysis of model
///         output, Computer Physics Communications 181(2), table 2 (b) first-order, (f) total-order after Jansen 1999,
///         Analysis of variance designs for model output, same journal 117; outcomes less their mean, since both do not
///         depend on it but the first's error does
std::vector<SobolIndex> sobol_indices(const Matrix& y, std::size_t factors, const Bootstrap& bootstrap = {});

}  // namespace sim::sensitivity
