#include "models/economics/break_even.hpp"

namespace economics {

BreakEven break_even(double benefit, double cost) {
  const double saving = benefit - cost;
  BreakEven shares;
  if (benefit > 0) shares.benefit_cut = saving / benefit;
  if (cost > 0) shares.cost_uplift = saving / cost;
  if (benefit > 0 && cost > 0) shares.both = saving / (benefit + cost);
  return shares;
}

}  // namespace economics
