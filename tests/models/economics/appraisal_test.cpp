#include "models/economics/appraisal.hpp"

#include "sim/random.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

using namespace economics;

namespace {

const Discounting standard({{0, 0.035}}), health({{0, 0.015}}), nothing({{0, 0}});

Stream cost(std::size_t agency, std::vector<Pence> amounts, double factor = 1) {
  return {.name = "cost", .agency = agency, .cost = true, .factor = factor, .amounts = std::move(amounts)};
}

Stream saving(std::size_t agency, std::vector<Pence> amounts, double factor = 1) {
  return {.name = "saving", .agency = agency, .factor = factor, .amounts = std::move(amounts)};
}

Stream wider(Gain gain, std::vector<Pence> amounts) {
  return {.name = "wider", .gain = gain, .amounts = std::move(amounts)};
}

/// Every field but the names drawn.
Stream drawn(std::uint64_t i, std::size_t agencies, std::size_t years) {
  std::uint32_t occurrence = 0;
  const auto u = [&] { return sim::uniform(20121101, {.entity = i, .occurrence = occurrence++}); };
  Stream s{.name = "stream " + std::to_string(i)};
  s.cost = u() < 0.4;
  s.gain = static_cast<Gain>(static_cast<int>(u() * 3));
  s.spend = static_cast<Spend>(static_cast<int>(u() * 3));
  s.factor = s.cost ? 1 + 0.4 * u() : 1 - 0.4 * u();
  const bool fiscal = !s.cost && s.gain == Gain::fiscal;
  if (s.cost || fiscal) s.agency = static_cast<std::size_t>(u() * static_cast<double>(agencies));
  s.transfer = (s.cost || fiscal) && u() < 0.2;
  for (std::size_t y = 0; y < years; ++y) {
    s.amounts.push_back(rounded((s.cost ? u() : u() - 0.3) * 1e10));
    if (fiscal) s.cashable.push_back(s.amounts.back() / 3);
  }
  return s;
}

Appraisal of(const std::vector<Stream>& streams, std::size_t years = 2, const Discounting& at = standard) {
  return appraise(streams, 2, years, at, health);
}

}  // namespace

TEST_CASE("agencies and kinds of spending add up to the totals in every cell, to the penny") {
  constexpr std::size_t agencies = 7, years = 5;
  std::vector<Stream> streams;
  for (std::uint64_t i = 0; i < 500; ++i) streams.push_back(drawn(i, agencies, years));
  const Appraisal a = appraise(streams, agencies, years, standard, health);
  for (std::size_t y = 0; y < years; ++y) {
    CAPTURE(y);
    Pence costs = 0, benefits = 0, cashable = 0, net = 0, spent = 0, streams_cost = 0, streams_benefit = 0;
    for (const Stream& s : streams) {
      const Pence amount = rounded(static_cast<double>(s.amounts[y]) * s.factor);
      if (s.cost) streams_cost += amount;
      if (!s.cost && s.gain == Gain::fiscal) streams_benefit += amount;
    }
    for (const Account& agency : a.agencies) {
      costs += agency.cost[y];
      benefits += agency.benefit[y];
      cashable += agency.cashable[y];
      net += agency.net[y];
      CHECK(agency.net[y] == agency.benefit[y] - agency.cost[y]);
    }
    for (const auto& kind : a.cost_by_spend) spent += kind[y];
    CHECK(streams_cost == a.total.cost[y]);
    CHECK(streams_benefit == a.total.benefit[y]);
    CHECK(costs == a.total.cost[y]);
    CHECK(benefits == a.total.benefit[y]);
    CHECK(cashable == a.total.cashable[y]);
    CHECK(net == a.total.net[y]);
    CHECK(spent == a.total.cost[y]);
  }
  const Pence whole = std::accumulate(a.total.net.begin(), a.total.net.end(), Pence{0});
  CHECK(a.undiscounted.net_present_budget_impact == static_cast<double>(-whole));
  double agency_net = 0;
  for (const double n : a.discounted.agency_net) agency_net += n;
  CHECK(agency_net == doctest::Approx(-a.discounted.net_present_budget_impact).epsilon(1e-12));
}

TEST_CASE("a correction is rounded to the penny by stream and year, so that cells add up as printed") {
  const Appraisal a = of({saving(0, {1, 5}, 0.5), saving(1, {1, 5}, 0.5)});
  CHECK(a.agencies[0].benefit == std::vector<Pence>{1, 3});  // halves away from zero
  CHECK(a.total.benefit == std::vector<Pence>{2, 6});
}

TEST_CASE("no effect gives no benefit, no return and no payback") {
  Stream none = saving(1, {0, 0});
  none.cashable = {0, 0};
  const Appraisal a = of({cost(0, {100, 100}), none, wider(Gain::social, {0, 0})});
  CHECK(a.discounted.fiscal == 0);
  CHECK(a.discounted.social == 0);
  CHECK(a.discounted.financial_return == 0);
  CHECK(a.discounted.cashable_return == 0);
  CHECK(a.discounted.net_present_budget_impact == a.discounted.cost);
  CHECK_FALSE(a.discounted.payback.has_value());
}

TEST_CASE("doubling one line doubles its cells and changes no other agency's") {
  const std::vector<Stream> streams{cost(0, {100, 70}), saving(0, {50, 60}, 0.5), saving(1, {31, 77}, 0.75)};
  std::vector<Stream> doubled = streams;
  for (Pence& amount : doubled[1].amounts) amount *= 2;
  const Appraisal once = of(streams), twice = of(doubled);
  for (std::size_t y = 0; y < 2; ++y) CHECK(twice.agencies[0].benefit[y] == 2 * once.agencies[0].benefit[y]);
  CHECK(twice.agencies[0].cost == once.agencies[0].cost);
  CHECK(twice.agencies[1] == once.agencies[1]);
}

TEST_CASE("at a rate of nought the discounted figures are the plain ones") {
  const Appraisal a = appraise(std::vector{cost(0, {100, 70}), saving(1, {50, 161}), wider(Gain::social, {3, 4})}, 2, 2,
                               nothing, nothing);
  CHECK(a.discounted.net_present_budget_impact == -41);
  CHECK(a.discounted.net_present_public_value == a.undiscounted.net_present_public_value);
  CHECK(a.discounted.payback == a.undiscounted.payback);
}

TEST_CASE("a transfer counts for the agency and not for the public") {
  Stream benefit = saving(1, {60, 0}), paid_out = cost(0, {20, 0});
  benefit.transfer = paid_out.transfer = true;
  const Appraisal a = of({cost(0, {100, 0}), saving(0, {150, 0}), benefit, paid_out});
  CHECK(a.agencies[1].benefit[0] == 60);
  CHECK(a.discounted.net_present_budget_impact == 120 - 210);
  CHECK(a.discounted.net_present_public_value == 150 - 100);
  CHECK(*a.discounted.public_value_ratio == 1.5);
  CHECK(*a.discounted.financial_return == 210.0 / 120);
}

TEST_CASE("economic and social gains count for the public and for no agency") {
  const Appraisal a =
      of({cost(0, {100, 0}), saving(1, {30, 0}), wider(Gain::economic, {50, 0}), wider(Gain::social, {40, 0})});
  CHECK(a.total.benefit[0] == 30);
  CHECK(a.economic[0] == 50);
  CHECK(a.social[0] == 40);
  CHECK(a.discounted.net_present_budget_impact == 70);
  CHECK(a.discounted.net_present_public_value == 20);
  CHECK(*a.discounted.public_value_ratio == 1.2);
}

TEST_CASE("only what is valued as health is discounted at the health rate") {
  Stream lives = wider(Gain::social, {0, 1'000'000});
  lives.health = true;
  const Appraisal a = of({lives, wider(Gain::social, {0, 1'000'000}), saving(0, {0, 1'000'000})});
  CHECK(a.discounted.social == doctest::Approx(1e6 / 1.015 + 1e6 / 1.035));
  CHECK(a.discounted.fiscal == doctest::Approx(1e6 / 1.035));
}

TEST_CASE("a released line is a benefit, and for new money it is taken off the cost instead") {
  Stream desk = saving(0, {163, 0});
  desk.released = true;
  const Appraisal a = of({cost(0, {200, 0}), desk, saving(1, {74, 0})});
  CHECK(a.released[0] == 163);
  CHECK(*a.discounted.financial_return == 237.0 / 200);
  CHECK(*a.discounted.return_on_new_money == 2);  // 74 for 37
  desk.amounts[0] = 200;
  CHECK_FALSE(of({cost(0, {200, 0}), desk}).discounted.return_on_new_money.has_value());
}

TEST_CASE("cash has its own return, impact and payback, and is corrected like its benefit") {
  Stream s = saving(1, {300, 300}, 0.5);
  s.cashable = {40, 200};
  const Figures f = of({cost(0, {50, 40}), s}).undiscounted;
  CHECK(f.cashable == 120);
  CHECK(f.cashable_budget_impact == -30);
  CHECK(*f.cashable_return == 120.0 / 90);
  CHECK(*f.payback == 0);
  CHECK(*f.cashable_payback == 1.5);  // 30 short after the first year, 60 gained in the second
}

TEST_CASE("ratios of a case without cost are none, not infinite") {
  const Figures f = of({saving(0, {10, 10})}).discounted;
  CHECK_FALSE(f.financial_return.has_value());
  CHECK_FALSE(f.cashable_return.has_value());
  CHECK_FALSE(f.return_on_new_money.has_value());
  CHECK_FALSE(f.public_value_ratio.has_value());
}

TEST_CASE("cost is split by what sort of spending it is") {
  Stream hub = cost(0, {70, 0}), volunteers = cost(1, {5, 6});
  hub.spend = Spend::capital;
  volunteers.spend = Spend::in_kind;
  const Appraisal a = of({hub, volunteers, cost(1, {20, 30})});
  CHECK(a.cost_by_spend[static_cast<std::size_t>(Spend::revenue)] == std::vector<Pence>{20, 30});
  CHECK(a.cost_by_spend[static_cast<std::size_t>(Spend::capital)] == std::vector<Pence>{70, 0});
  CHECK(a.cost_by_spend[static_cast<std::size_t>(Spend::in_kind)] == std::vector<Pence>{5, 6});
}

TEST_CASE("streams whose marks contradict each other are refused") {
  const auto refused = [](Stream s) { CHECK_THROWS_AS(of({s}), std::invalid_argument); };
  Stream s = saving(0, {1});
  refused(s);  // one amount for two years
  refused(saving(2, {1, 1}));
  refused(saving(society, {1, 1}));
  refused(cost(society, {1, 1}));
  s = wider(Gain::social, {1, 1});
  s.transfer = true;
  refused(s);
  s = saving(0, {1, 1});
  s.health = true;
  refused(s);
  s = cost(0, {1, 1});
  s.released = true;
  refused(s);
  s.released = false;
  s.cashable = {1, 1};
  refused(s);
  s = saving(0, {1, 1});
  s.cashable = {1};
  refused(s);
  refused(saving(0, {1, 1}, -0.1));
}
