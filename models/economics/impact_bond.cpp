#include "models/economics/impact_bond.hpp"

#include "models/economics/internal_rate_of_return.hpp"

#include <cstddef>
#include <stdexcept>

namespace economics {

BondFlow impact_bond(const ImpactBond& bond, std::span<const Pence> cost, std::span<const Pence> payments,
                     std::span<const Pence> saving, const Discounting& discounting) {
  const std::size_t years = cost.size();
  if (!(bond.financed >= 0 && bond.financed <= 1)) throw std::invalid_argument("the share financed must be 0 to 1");
  if (payments.size() != years || saving.size() != years)
    throw std::invalid_argument("costs, payments and savings are not of the same years");
  BondFlow flow{std::vector<Pence>(years, 0), std::vector<Pence>(years, 0), std::nullopt, 0, 0};
  for (std::size_t y = 0; y < years; ++y) {
    const Pence invested = rounded(bond.financed * static_cast<double>(cost[y]));
    Pence& paid_in = flow.investor[bond.drawdown == Drawdown::at_start ? 0 : y];
    paid_in = subtract(paid_in, invested);
    flow.investor[y] = add(flow.investor[y], payments[y]);
    flow.commissioners[y] = subtract(subtract(saving[y], subtract(cost[y], invested)), payments[y]);
  }
  const std::vector<double> investor(flow.investor.begin(), flow.investor.end());
  flow.rate_of_return = internal_rate_of_return(investor);
  flow.investor_net = discounting.present_value(std::span<const Pence>(flow.investor));
  flow.commissioners_net = discounting.present_value(std::span<const Pence>(flow.commissioners));
  return flow;
}

}  // namespace economics
