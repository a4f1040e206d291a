#pragma once

#include "sim/matrix.hpp"
#include "sim/sensitivity/bootstrap.hpp"
#include "sim/sensitivity/evpi.hpp"

#include <cstddef>
#include <vector>

namespace sim::sensitivity {

/// The value of learning some factors and no others.
struct Evppi {
  std::vector<std::size_t> factors;
  std::size_t n;      ///< points used
  std::size_t basis;  ///< functions in the regression, the constant included
  InformationValue information;
};

/// Expected value of partial perfect information: net benefit regressed on the factors to be learnt; the mean over
/// points of the best fitted option, less that of the option that is best in the mean. Points are independent draws of
/// the factors from their joint distribution.
///
/// The regression averages over the other factors and over chance alike, so few replications a point, or one, are no
/// harm; the value is still biased upwards, by about what fitting noise alone would give: the fit's own variance is the
/// residual variance times `basis` over n. Where that is not small beside the value (a factor that hardly matters) read
/// the value as an upper limit. The standard error holds the choice of basis fixed.
/// \param x            shape (points, factors)
/// \param net_benefit  of each decision option; shape (points, options), at least 1 option. A point where one is
///                     missing (NaN) is left out
/// \param groups       1 or 2 factors each. One factor is fitted by a natural cubic spline of 2 to 10 knots, two by the
///                     products of two splines of 2 to 6; generalised cross-validation of all options chooses how many
/// \return one for each group, in their order; NaN with fewer complete points than the least basis needs
/// \throws std::invalid_argument for shapes that do not fit, values that are not finite, no option, or a group of other
///         size or of unknown or equal factors
/// \source Strong, Oakley and Brennan 2014, Estimating multiparameter partial expected value of perfect information
///         from a probabilistic sensitivity analysis sample: a nonparametric regression approach, Medical Decision
///         Making 34(3); Craven and Wahba 1979, Smoothing noisy data with spline functions, Numerische Mathematik 31
std::vector<Evppi> evppi(const Matrix& x, const Matrix& net_benefit,
                         const std::vector<std::vector<std::size_t>>& groups,
                         const Bootstrap& bootstrap = {.resamples = 200});

}  // namespace sim::sensitivity
