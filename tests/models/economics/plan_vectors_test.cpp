/// Worked cases of a plan of five years that costs 2.0m a year and saves 17.6m: what the method gives, to the last
/// digit printed.
#include "models/economics/appraisal.hpp"
#include "models/economics/break_even.hpp"
#include "models/economics/prices.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace economics;

namespace {

constexpr double million = 1e8;  // pence

std::string millions(double pence, int digits) { return fmt::format("{:.{}f}", pence / million, digits); }

std::string printed(const std::optional<double>& value, int digits) {
  return value ? fmt::format("{:.{}f}", *value, digits) : "none";
}

std::vector<Pence> pence(const std::vector<double>& in_millions) {
  std::vector<Pence> amounts;
  for (const double amount : in_millions) amounts.push_back(rounded(amount * million));
  return amounts;
}

Appraisal plan(const std::vector<double>& cost, const std::vector<double>& benefit, double uplift = 0, double cut = 0) {
  const Stream service{.name = "service", .agency = 0, .cost = true, .factor = 1 + uplift, .amounts = pence(cost)};
  const Stream saving{.name = "saving", .agency = 1, .factor = 1 - cut, .amounts = pence(benefit)};
  return appraise(std::vector{service, saving}, 2, cost.size(), Discounting({{0, 0.035}}), Discounting({{0, 0.015}}));
}

std::vector<double> later(std::vector<double> amounts) {
  amounts.insert(amounts.begin(), 0);
  return amounts;
}

struct Profile {
  std::string name;
  std::vector<double> benefit;  ///< millions, year 1 to 5
  std::string net, pv_cost, pv_benefit, npv, ratio, payback, discounted_payback;
};

const std::vector<double> two_a_year{2, 2, 2, 2, 2};
const std::vector<Profile> profiles{
    {"flat", {3.52, 3.52, 3.52, 3.52, 3.52}, "7.60", "9.346", "16.449", "7.103", "1.760", "0.00", "0.00"},
    {"ramp", {0.9, 2.6, 4.0, 4.9, 5.2}, "7.60", "9.346", "16.097", "6.751", "1.722", "2.25", "2.28"},
    {"slow ramp", {0.3, 1.5, 3.6, 5.4, 6.8}, "7.60", "9.346", "15.906", "6.560", "1.702", "3.18", "3.22"},
};

struct Correction {
  double uplift, cut;
  std::string benefit, cost, net, ratio;
};

const std::vector<Correction> corrections{
    {0, 0, "17.60", "10.0", "7.60", "1.760"},       {0.05, 0.05, "16.72", "10.5", "6.22", "1.592"},
    {0.10, 0.10, "15.84", "11.0", "4.84", "1.440"}, {0.15, 0.15, "14.96", "11.5", "3.46", "1.301"},
    {0.05, 0.25, "13.20", "10.5", "2.70", "1.257"}, {0.10, 0.25, "13.20", "11.0", "2.20", "1.200"},
    {0.25, 0.25, "13.20", "12.5", "0.70", "1.056"}, {0.40, 0.40, "10.56", "14.0", "-3.44", "0.754"},
};

}  // namespace

TEST_CASE("each profile of the plan has the published values, ratio and paybacks") {
  for (const Profile& p : profiles) {
    CAPTURE(p.name);
    const Appraisal a = plan(two_a_year, p.benefit);
    CHECK(millions(-a.undiscounted.net_present_budget_impact, 2) == p.net);
    CHECK(millions(a.discounted.cost, 3) == p.pv_cost);
    CHECK(millions(a.discounted.fiscal, 3) == p.pv_benefit);
    CHECK(millions(-a.discounted.net_present_budget_impact, 3) == p.npv);
    CHECK(millions(a.discounted.net_present_public_value, 3) == p.npv);
    CHECK(printed(a.discounted.financial_return, 3) == p.ratio);
    CHECK(printed(a.discounted.public_value_ratio, 3) == p.ratio);
    CHECK(printed(a.undiscounted.payback, 2) == p.payback);
    CHECK(printed(a.discounted.payback, 2) == p.discounted_payback);
  }
}

TEST_CASE("a plan that begins a year later is worth less by one year's rate, and its ratio is the same") {
  for (const Profile& p : profiles) {
    CAPTURE(p.name);
    const Figures now = plan(two_a_year, p.benefit).discounted;
    const Figures then = plan(later(two_a_year), later(p.benefit)).discounted;
    CHECK(then.cost == doctest::Approx(now.cost / 1.035).epsilon(1e-12));
    CHECK(then.net_present_budget_impact == doctest::Approx(now.net_present_budget_impact / 1.035).epsilon(1e-12));
    CHECK(*then.financial_return == doctest::Approx(*now.financial_return).epsilon(1e-12));
  }
  const Appraisal ramp = plan(later(two_a_year), later(profiles[1].benefit));
  CHECK(millions(-ramp.discounted.net_present_budget_impact, 3) == "6.523");
}

TEST_CASE("each correction for optimism gives the published benefit, cost, net and ratio") {
  for (const Correction& c : corrections) {
    CAPTURE(c.uplift);
    CAPTURE(c.cut);
    const Figures f = plan({10}, {17.6}, c.uplift, c.cut).undiscounted;
    CHECK(millions(f.fiscal, 2) == c.benefit);
    CHECK(millions(f.cost, 1) == c.cost);
    CHECK(millions(-f.net_present_budget_impact, 2) == c.net);
    CHECK(printed(f.financial_return, 3) == c.ratio);
  }
}

TEST_CASE("the plan breaks even at the published shares, and an appraisal made at them saves nothing") {
  const BreakEven shares = break_even(17.6, 10);
  CHECK(fmt::format("{:.1f} %", 100 * *shares.both) == "27.5 %");
  CHECK(fmt::format("{:.1f} %", 100 * *shares.benefit_cut) == "43.2 %");
  CHECK(fmt::format("{:.1f} %", 100 * *shares.cost_uplift) == "76.0 %");
  CHECK(plan({10}, {17.6}, *shares.both, *shares.both).undiscounted.net_present_budget_impact == 0);
  CHECK(plan({10}, {17.6}, 0, *shares.benefit_cut).undiscounted.net_present_budget_impact == 0);
  CHECK(plan({10}, {17.6}, *shares.cost_uplift, 0).undiscounted.net_present_budget_impact == 0);
}

TEST_CASE("the plan's net of 7.6m is 10.57m in prices of 2024") {
  const Prices prices(2024, {{2012, 71.929}, {2024, 100.0}});
  CHECK(millions(static_cast<double>(prices.real(rounded(7.6 * million), 2012)), 2) == "10.57");
}
