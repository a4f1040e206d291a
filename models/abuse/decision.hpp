#pragma once

#include "models/abuse/money_draws.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace abuse {

/// A figure of the choice between the systems.
struct DecisionFigure {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  /// probability, choice, plane, acceptability or information.
  std::string part{};
  std::string system{};    ///< empty: of all together
  std::string quantity{};  ///< what is looked at: saves, best, expected, ...
  std::string of{};        ///< the money, the effect or the parameter
  double at = none;        ///< pounds: a threshold, or what one more of the effect is worth
  std::string unit{};
  std::size_t n = 0;  ///< replications
  double value = none;
  double low = none, high = none;  ///< 95 % interval: of a share by Clopper and Pearson, of a mean by Student's t, of
                                   ///< what information is worth two standard errors either side, at least 0
};

/// Everything that the replications of a run say of the choice: whether each system saves and reaches the plan's
/// figures, which is best, cost against effect, and what it would be worth to know more. Empty without an appraisal, or
/// with one system.
/// \param drawn  of a run with parameters drawn. Without it, what perfect information is worth is the worth of
/// foreseeing
///               chance; with it, of foreseeing chance and knowing every parameter. The worth of single parameters,
///               for those whose rank correlation with a system's money stands out when all are looked at together, is
///               by regression, which averages chance out
std::vector<DecisionFigure> decide(const Plan& plan, const experiment::Results& results, const DrawnValues& drawn = {});

}  // namespace abuse
