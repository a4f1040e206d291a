#pragma once

#include "sim/matrix.hpp"
#include "sim/sensitivity/evpi.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace economics {

/// Where draws lie on the plane of extra cost against extra effect; shares that sum to 1, NaN without a draw. A draw on
/// an axis counts by the other one: cheaper and no less effective is better, dearer and no more effective is worse.
struct Quadrants {
  double cheaper_and_better = 0, dearer_and_better = 0, cheaper_and_worse = 0, dearer_and_worse = 0;
  double same = 0;  ///< neither differs
};

/// One option against the baseline.
struct CostEffectiveness {
  std::vector<double> cost, effect;  ///< this option's less the baseline's; shape (complete draws)
  double mean_cost = 0, mean_effect = 0;
  std::optional<double> ratio;  ///< of the means: cost of a unit of effect; none unless it is dearer and better
  Quadrants quadrants;
};

/// \param cost    of each option, money; shape (draws, options); NaN marks a missing one, whose draw is left out
/// \param effect  of each option, more is better; same shape
/// \return one for each option; the baseline's is nought
/// \throws std::invalid_argument for shapes that do not fit, an infinite number or a baseline that is not there
std::vector<CostEffectiveness> cost_effectiveness(const sim::Matrix& cost, const sim::Matrix& effect,
                                                  std::size_t baseline);

/// What to choose if a unit of effect is worth so much.
struct Acceptability {
  double willingness_to_pay = 0;   ///< money for a unit of effect
  std::vector<double> p_best;      ///< share of draws in which the option has the largest net benefit; shape (options)
  std::vector<double> expected;    ///< mean net benefit, money; shape (options)
  std::size_t frontier = 0;        ///< the option with the largest mean net benefit, the first among equals
  double perfect_information = 0;  ///< expected value, money
};

/// Acceptability curve and frontier: net benefit is willingness to pay times effect less cost. Parameters as above.
/// \param willingness_to_pay  each at least 0 and finite
/// \return one for each willingness to pay
/// \source Fenwick, Claxton and Sculpher 2001, Representing uncertainty: the role of cost-effectiveness acceptability
///         curves, Health Economics 10(8)
std::vector<Acceptability> acceptability(const sim::Matrix& cost, const sim::Matrix& effect,
                                         std::span<const double> willingness_to_pay);

}  // namespace economics
