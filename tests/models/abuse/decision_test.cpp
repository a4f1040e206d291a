#include "models/abuse/decision.hpp"

#include "models/scenario/diagnostics.hpp"
#include "tests/models/abuse/fabricated.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace {

using abuse::DecisionFigure;

DecisionFigure figure(const std::vector<DecisionFigure>& all, const std::string& part, const std::string& system,
                      const std::string& quantity, const std::string& of, double at = DecisionFigure::none) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const DecisionFigure& f) {
    return f.part == part && f.system == system && f.quantity == quantity && f.of == of &&
           (std::isnan(at) || f.at == at);
  });
  if (found == all.end()) throw std::invalid_argument("no figure " + part + " " + quantity + " " + of);
  return *found;
}

/// Four replications: option 1 saves 10, -10, 9m, 8m pounds; option 2 saves 20, 20, -1, 0.
Fabricated four() {
  Fabricated f(small::plan(), 4);
  const double one[] = {10, -10, 9e6, 8e6}, two[] = {20, 20, -1, 0};
  for (std::size_t r = 0; r < 4; ++r) {
    f.put(r, "option_1", 0, "net_saving", one[r]);
    f.put(r, "option_2", 0, "net_saving", two[r]);
    f.put(r, "option_1", 0, "net_saving_discounted", one[r]);
    f.put(r, "option_2", 0, "net_saving_discounted", two[r] - 5);
  }
  return f;
}

}  // namespace

TEST_CASE("decision: the chance of saving is the share of replications that save more than nothing") {
  const Fabricated f = four();
  const auto all = abuse::decide(*f.plan, f.results);
  CHECK(figure(all, "probability", "option_1", "saves", "net_saving").value == 0.75);
  CHECK(figure(all, "probability", "option_2", "saves", "net_saving").value == 0.5);
  CHECK(figure(all, "probability", "option_2", "saves", "net_saving_discounted").value == 0.5);
  CHECK(figure(all, "probability", "option_2", "saves", "net_saving").n == 4);
}

TEST_CASE("decision: the interval of a share is Clopper and Pearson's") {
  Fabricated f(small::plan(), 10);
  for (std::size_t r = 0; r < 5; ++r) f.put(r, "option_1", 0, "net_saving", 1);
  const auto all = abuse::decide(*f.plan, f.results);
  const auto half = figure(all, "probability", "option_1", "saves", "net_saving");
  CHECK(half.low == doctest::Approx(0.187).epsilon(0.001));
  CHECK(half.high == doctest::Approx(0.813).epsilon(0.001));
  const auto none = figure(all, "probability", "option_2", "saves", "net_saving");
  CHECK(none.low == 0);
  CHECK(none.high == doctest::Approx(0.3085).epsilon(0.001));
}

TEST_CASE("decision: the plan's figures are thresholds, read from the scenario") {
  const Fabricated f = four();
  const auto all = abuse::decide(*f.plan, f.results);
  const auto plan = figure(all, "probability", "option_1", "reaches the plan", "net_saving");
  CHECK(plan.at == 7.6e6);
  CHECK(plan.value == 0.5);
  const auto other = abuse::decide(*small::plan({"appraisal.plan.0.money=£8500k"}), f.results);
  CHECK(figure(other, "probability", "option_1", "reaches the plan", "net_saving").value == 0.25);
  // of the cost of the new model it is not said that more is better
  for (const auto& each : all) CHECK(each.of != "cost_new_model");
}

TEST_CASE("decision: a figure of the plan for a year is held against the mean of the counted years") {
  Fabricated f(small::plan(), 1);
  f.put(0, "option_1", 0, "cashable_saving", 1.14e6);  // two years
  f.put(0, "option_2", 0, "cashable_saving", 1.13e6);
  const auto all = abuse::decide(*f.plan, f.results);
  CHECK(figure(all, "probability", "option_1", "reaches the plan, a year", "cashable_saving").value == 1);
  CHECK(figure(all, "probability", "option_2", "reaches the plan, a year", "cashable_saving").value == 0);
}

TEST_CASE("decision: in cash an option saves if the cash is more than the new money") {
  Fabricated f(small::plan(), 2);
  for (std::size_t r = 0; r < 2; ++r) {
    f.put(r, "option_1", 0, "cashable_saving", 100);
    f.put(r, "option_1", 0, "new_money", r == 0 ? 99 : 101);
  }
  const auto all = abuse::decide(*f.plan, f.results);
  CHECK(figure(all, "probability", "option_1", "saves", "cash_less_new_money").value == 0.5);
}

TEST_CASE("decision: public value adds what people gain, health at its own rate, and leaves transfers out") {
  Fabricated f(small::plan(), 1);
  f.put(0, "option_1", 1, "net_saving", 1000);
  f.put(0, "six_route", 1, "value.quality_of_life", 500);
  f.put(0, "six_route", 1, "value.lost_output", 70);
  f.put(0, "six_route", 1, "value.jobseekers_allowance", 1e6);         // a transfer
  f.put(0, "six_route", 1, "value.physical_and_emotional_harm", 1e6);  // beside the headline
  const auto all = abuse::decide(*f.plan, f.results);
  CHECK(figure(all, "choice", "option_1", "expected", "public_value").value ==
        doctest::Approx(1070 / 1.035 + 500 / 1.015).epsilon(1e-9));
}

TEST_CASE("decision: the best is the best of the draw, the baseline among them, and perfect information by hand") {
  const Fabricated f = four();
  const auto all = abuse::decide(*f.plan, f.results);
  CHECK(figure(all, "choice", "option_1", "best", "net_saving").value == 0.5);
  CHECK(figure(all, "choice", "option_2", "best", "net_saving").value == 0.5);
  CHECK(figure(all, "choice", "six_route", "best", "net_saving").value == 0);
  // foreseeing: (20 + 20 + 9m + 8m) / 4; not: option 1 with (10 - 10 + 9m + 8m) / 4
  CHECK(figure(all, "information", "", "perfect", "net_saving").value == doctest::Approx(10));
}

TEST_CASE("decision: effects are counted in their own units, fewer is better, discounted as they are marked") {
  Fabricated f(small::plan(), 1);
  f.put(0, "six_route", 1, "high_risk_years", 20);
  f.put(0, "option_1", 1, "high_risk_years", 12);
  f.put(0, "six_route", 1, "incidents", 100);
  const auto all = abuse::decide(*f.plan, f.results);
  CHECK(figure(all, "plane", "option_1", "extra effect", "high_risk_years").value == doctest::Approx(8 / 1.035));
  CHECK(figure(all, "plane", "option_2", "extra effect", "high_risk_years").value == doctest::Approx(20 / 1.035));
  CHECK(figure(all, "plane", "option_1", "extra effect", "quality_of_life").value ==
        doctest::Approx(100 * 0.086 / 1.015));
  const auto health =
      abuse::decide(*small::plan({"appraisal.decision.effects.high_risk_years.health=true"}), f.results);
  CHECK(figure(health, "plane", "option_1", "extra effect", "high_risk_years").value == doctest::Approx(8 / 1.015));
  // of parameters drawn, the amount is each draw's
  const auto drawn =
      abuse::decide(*f.plan, f.results, {{"appraisal.values.quality_of_life.amount", std::vector<double>{0.5}}});
  CHECK(figure(drawn, "plane", "option_1", "extra effect", "quality_of_life").value == doctest::Approx(50 / 1.015));
}

TEST_CASE("decision: the plane, the ratio and the curve of what one more may cost") {
  Fabricated f(small::plan(), 2);
  for (std::size_t r = 0; r < 2; ++r) {
    f.put(r, "option_1", 0, "net_saving_discounted", -60000);
    f.put(r, "six_route", 0, "high_risk_years", 4);
    f.put(r, "option_2", 0, "high_risk_years", 5);
  }
  f.put(0, "option_2", 0, "net_saving_discounted", 1);
  const auto all = abuse::decide(*f.plan, f.results);
  CHECK(figure(all, "plane", "option_1", "cost of one more", "high_risk_years").value == doctest::Approx(15000));
  CHECK(figure(all, "plane", "option_1", "dearer and better", "high_risk_years").value == 1);
  CHECK(figure(all, "plane", "option_2", "cheaper and worse", "high_risk_years").value == 0.5);
  CHECK(figure(all, "plane", "option_2", "dearer and worse", "high_risk_years").value == 0.5);
  CHECK(std::isnan(figure(all, "plane", "option_2", "cost of one more", "high_risk_years").value));
  CHECK(figure(all, "acceptability", "option_1", "best", "high_risk_years", 10000).value == 0);
  CHECK(figure(all, "acceptability", "option_1", "best", "high_risk_years", 20000).value == 1);
  CHECK(figure(all, "acceptability", "option_1", "expected", "high_risk_years", 20000).value == doctest::Approx(20000));
  CHECK(figure(all, "acceptability", "option_1", "best in the mean", "high_risk_years", 20000).value == 1);
  CHECK(figure(all, "acceptability", "six_route", "best in the mean", "high_risk_years", 20000).value == 0);
}

TEST_CASE("decision: of parameters drawn, learning the one that decides is worth most, and chance is not counted") {
  Fabricated f(small::plan(), 400);
  std::mt19937 engine(1);
  std::uniform_real_distribution<double> uniform(-1, 1);
  std::vector<double> decides, idle;
  for (std::size_t r = 0; r < 400; ++r) {
    decides.push_back(uniform(engine));
    idle.push_back(uniform(engine));
    f.put(r, "option_1", 0, "net_saving", 1000 * decides.back() + 3000 * uniform(engine));
  }
  const auto all =
      abuse::decide(*f.plan, f.results, {{"decides", decides}, {"idle", idle}, {"same", std::vector<double>(400, 1)}});
  const double worth = figure(all, "information", "", "decides", "net_saving").value;
  CHECK(worth == doctest::Approx(250).epsilon(0.35));  // E max(0, 1000 u) = 250, less what is expected of one option
  // one that goes with it by chance alone is not listed, nor one that does not vary
  for (const auto& each : all) CHECK(each.quantity != "idle");
  CHECK(figure(all, "information", "", "perfect", "net_saving").value > 2 * worth);  // luck counts as known there
  for (const auto& each : all) CHECK(each.quantity != "same");
}

TEST_CASE("decision: with one system, or without replications, there is none") {
  const auto plan = small::plan({}, {"six_route"});
  CHECK(abuse::decide(*plan, Fabricated(plan, 3).results).empty());
}

TEST_CASE("decision: an effect needs a metric or a value, and one that there is") {
  const auto said = [](const std::string& set) -> std::string {
    try {
      small::plan({set});
    } catch (const scenario::InputError& error) { return error.what(); }
    return "";
  };
  CHECK(said("appraisal.decision.effects.high_risk_years.metric=high_risk_year").find("high_risk_years") !=
        std::string::npos);
  CHECK(said("appraisal.decision.effects.quality_of_life.value=quality_of_live").find("quality_of_life\"?") !=
        std::string::npos);
  CHECK(said("appraisal.decision.effects.quality_of_life.metric=incidents")
            .find("expected metric or value, one of them") != std::string::npos);
}
