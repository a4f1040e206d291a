#include "models/economics/impact_bond.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <stdexcept>
#include <vector>

using namespace economics;

namespace {

const Discounting standard({{0, 0.035}});
const std::vector<Pence> cost{1'000, 1'000, 0}, paid{0, 500, 1'750}, saving{200, 900, 2'500};

Pence sum(const std::vector<Pence>& amounts) { return std::accumulate(amounts.begin(), amounts.end(), Pence{0}); }

}  // namespace

TEST_CASE("an investor who pays at the start is out of pocket until the payments come") {
  const BondFlow flow = impact_bond({1, Drawdown::at_start}, cost, paid, saving, standard);
  CHECK(flow.investor == std::vector<Pence>{-2'000, 500, 1'750});
  CHECK(flow.commissioners == std::vector<Pence>{200, 400, 750});
  CHECK(*flow.rate_of_return == doctest::Approx(0.0687293).epsilon(1e-6));  // 2000 r^2 + 3500 r - 250 = 0 in r
  CHECK(flow.investor_net == doctest::Approx(-2'000 + 500 / 1.035 + 1'750 / 1.035 / 1.035));
  CHECK(flow.commissioners_net == doctest::Approx(200 + 400 / 1.035 + 750 / 1.035 / 1.035));
}

TEST_CASE("money drawn as it is spent returns more for the same payments") {
  const BondFlow flow = impact_bond({1, Drawdown::as_spent}, cost, paid, saving, standard);
  CHECK(flow.investor == std::vector<Pence>{-1'000, -500, 1'750});
  CHECK(*flow.rate_of_return > *impact_bond({1, Drawdown::at_start}, cost, paid, saving, standard).rate_of_return);
}

TEST_CASE("commissioners pay what the investor does not, and no money is made or lost between them") {
  for (const double financed : {0.0, 0.333, 1.0})
    for (const Drawdown drawdown : {Drawdown::at_start, Drawdown::as_spent}) {
      CAPTURE(financed);
      const BondFlow flow = impact_bond({financed, drawdown}, cost, paid, saving, standard);
      CHECK(sum(flow.investor) + sum(flow.commissioners) == sum(saving) - sum(cost));
      CHECK(sum(flow.investor) == sum(paid) - 2 * rounded(1'000 * financed));
    }
}

TEST_CASE("an investor who is never repaid has no rate of return") {
  const std::vector<Pence> none{0, 0, 0};
  CHECK_FALSE(impact_bond({}, cost, none, saving, standard).rate_of_return.has_value());
}

TEST_CASE("a bond over other years or of more than the cost is refused") {
  CHECK_THROWS_AS(impact_bond({1.2, Drawdown::at_start}, cost, paid, saving, standard), std::invalid_argument);
  CHECK_THROWS_AS(impact_bond({}, cost, paid, std::vector<Pence>{1}, standard), std::invalid_argument);
}
