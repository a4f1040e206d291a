#pragma once

#include "sim/matrix.hpp"
#include "sim/sensitivity/bootstrap.hpp"

#include <cstddef>
#include <vector>

namespace sim::sensitivity {

/// Trajectories through the unit cube, each changing every factor once, one at a time: of `factors` steps and one point
/// more, one trajectory after the other. Step s of trajectory t leads from point t (factors + 1) + s to the next.
struct MorrisDesign {
  std::size_t factors = 0;
  std::vector<std::size_t> changed = {};  ///< the factor that each step changes; shape (trajectories, factors)
  std::vector<double> step = {};  ///< by how much, in the unit cube, signed, not 0; shape (trajectories, factors)
};

/// The elementary effects of one factor on one metric, in the metric's unit over the factor's whole range; NaN where
/// too few are known.
struct MorrisEffects {
  std::size_t factor, metric;
  std::size_t n;     ///< elementary effects known
  double mu;         ///< their mean; needs 1
  Estimate mu_star;  ///< the mean of their absolute values, with the interval over resampled trajectories; needs 1
  double sigma;      ///< their standard deviation: interaction or curvature; needs 2
};

/// \param y  shape (points, metrics), NaN for a missing outcome, which takes the steps from and to it away
/// \return one for each factor and metric, by factor, then metric. With few trajectories (10 or so) the interval is
///         somewhat too narrow, as percentile intervals of a mean are
/// \throws std::invalid_argument if the design is not as described or does not fit the outcomes, or for an infinite one
/// \source Morris 1991, Factorial sampling plans for preliminary computational experiments, Technometrics 33(2);
///         Campolongo, Cariboni and Saltelli 2007, An effective screening design for sensitivity analysis of large
///         models, Environmental Modelling & Software 22(10) (mu*)
std::vector<MorrisEffects> morris(const MorrisDesign& design, const Matrix& y, const Bootstrap& bootstrap = {});

}  // namespace sim::sensitivity
