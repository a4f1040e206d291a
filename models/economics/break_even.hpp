#pragma once

#include <optional>

namespace economics {

/// How far benefit and cost may move before a case that saves no longer does. Shares: 0.4 is 40 %; below 0 the case
/// does not save as it stands, and the share says how far it would have to improve.
struct BreakEven {
  std::optional<double> benefit_cut;  ///< of the benefit alone; none if it is not above 0
  std::optional<double> cost_uplift;  ///< of the cost alone; none if it is not above 0
  std::optional<double> both;         ///< the same share off the benefit and on the cost; none if both are not above 0
};

/// \param benefit, cost  in any unit, both discounted or both not
BreakEven break_even(double benefit, double cost);

}  // namespace economics
