#include "models/abuse/appraise.hpp"

#include "models/economics/prices.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace {

std::int64_t pence(const abuse::Plan& plan, const abuse::Outcome& outcome, std::size_t system,
                   const std::string& metric, std::size_t row) {
  return std::llround(100 * small::value(plan, outcome, system, metric, row));
}

/// Settings under which no saving is cash, and then those given.
std::vector<std::string> nothing_cashable(const std::vector<std::string>& but) {
  std::vector<std::string> sets;
  for (const char* profile : {"care_placement", "social_work", "support_contracts", "police_time", "justice_time",
                              "custody_places", "health_care", "benefits"})
    for (const char* share : {"first_year", "full"})
      sets.push_back("appraisal.cashability." + std::string(profile) + "." + share + "=0");
  sets.insert(sets.end(), but.begin(), but.end());
  return sets;
}

}  // namespace

TEST_CASE("what is saved is discounted by the schedule that the scenario names") {
  const auto discounted = [](const std::vector<std::string>& sets) {
    const auto plan = small::plan(sets);
    const auto outcome = abuse::replicate(plan, 1);
    const std::size_t s = plan->baseline == 0 ? 1 : 0;
    const double first = small::value(*plan, outcome, s, "net_saving", 0),
                 second = small::value(*plan, outcome, s, "net_saving", 1);
    CHECK(second != 0);
    return std::array{small::value(*plan, outcome, s, "net_saving_discounted"), first, second};
  };
  const auto none = discounted({"appraisal.discounting.schedules.standard.steps.0.rate=0 %"});
  CHECK(none[0] == doctest::Approx(none[1] + none[2]));
  const auto other = discounted({"appraisal.discounting.standard=without_catastrophe"});
  CHECK(other[0] == doctest::Approx(other[1] + other[2] / 1.03));
  const auto step = discounted({"appraisal.discounting.schedules.standard.steps.1.from_year=1"});
  CHECK(step[0] == doctest::Approx(step[1] + step[2] / 1.03));
}

TEST_CASE("a value is the metric times what one is worth in real prices, and over the horizon the years added up") {
  const auto plan = small::plan();
  const auto outcome = abuse::replicate(plan, 2);
  const economics::Prices prices(2012, {{2012, 71.929}, {2016, 76.455}});
  const double each = 0.39 * static_cast<double>(prices.real(724'500, 2016)) / 100;
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    double sum = 0;
    for (std::size_t y = 0; y < plan->years; ++y) {
      const double value = small::value(*plan, outcome, s, "value.lost_output", y);
      CHECK(value == doctest::Approx(each * small::value(*plan, outcome, s, "incidents", y)));
      CHECK(value > 0);
      sum += value;
    }
    CHECK(small::value(*plan, outcome, s, "value.lost_output") == doctest::Approx(sum));
  }
}

TEST_CASE("doubling what a unit is worth doubles that value and nothing else") {
  const auto once = small::plan(), twice = small::plan({"appraisal.values.quality_of_life.per_unit=£140000"});
  const auto a = abuse::replicate(once, 3), b = abuse::replicate(twice, 3);
  const auto& metrics = once->catalogue.metrics();
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const auto& metric = metrics[i % metrics.size()];
    if (std::isnan(a.values[i])) continue;
    CAPTURE(metric.name);
    if (metric.name == "value.quality_of_life")
      CHECK(b.values[i] == doctest::Approx(2 * a.values[i]).epsilon(1e-6));  // each is whole pence
    else
      CHECK(a.values[i] == b.values[i]);
  }
}

TEST_CASE("the baseline compared with itself saves no cash, redirects nothing and takes no new money") {
  const auto plan = small::plan();
  const auto outcome = abuse::replicate(plan, 4);
  for (const char* metric : {"cashable_saving", "new_money", "redirected_money", "cashable_saving.police"})
    for (std::size_t row = 0; row <= plan->years; ++row)
      CHECK(small::value(*plan, outcome, plan->baseline, metric, row) == 0);
}

TEST_CASE("what agencies can give up adds up to the cash saved, to the penny, in every year") {
  const auto plan = small::plan();
  const auto outcome = abuse::replicate(plan, 4);
  for (std::size_t s = 0; s < plan->systems.size(); ++s)
    for (std::size_t y = 0; y < plan->years; ++y) {
      std::int64_t sum = 0;
      for (const std::string& agency : plan->agencies) sum += pence(*plan, outcome, s, "cashable_saving." + agency, y);
      CHECK(sum == pence(*plan, outcome, s, "cashable_saving", y));
      if (s != plan->baseline) CHECK(sum != 0);
    }
}

TEST_CASE("the cash in a line is its profile's share, from the first year's to the full one") {
  const auto plan = small::plan(nothing_cashable(
      {"appraisal.cashability.custody_places.full=1", "appraisal.cashability.custody_places.reached_after=1 year"}));
  const auto outcome = abuse::replicate(plan, 5);
  bool any = false;
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    std::int64_t saved = 0;
    for (const char* line : {"cost_line.prison", "cost_line.youth custody"})
      saved += pence(*plan, outcome, plan->baseline, line, 1) - pence(*plan, outcome, s, line, 1);
    CHECK(pence(*plan, outcome, s, "cashable_saving.justice", 0) == 0);
    CHECK(pence(*plan, outcome, s, "cashable_saving.justice", 1) == saved);
    CHECK(pence(*plan, outcome, s, "cashable_saving", 1) == saved);
    any = any || saved != 0;
  }
  CHECK(any);
}

TEST_CASE("a saving on staff is cash in whole posts only") {
  // One line alone: others of the agency have posts of their own.
  const std::vector<std::string> all_of_it = nothing_cashable(
      {"appraisal.cashability.support_contracts.first_year=1", "appraisal.cashability.support_contracts.full=1"});
  const auto cash = [&](const std::string& post) {
    std::vector<std::string> sets = all_of_it;
    for (const char* service :
         {"systems.six_route.services.idva", "systems.option_1.services.idva", "systems.option_2.services.idva",
          "systems.option_1.services.family_safety_unit", "systems.option_2.services.family_safety_unit"})
      sets.push_back(service + std::string(".cost.post=") + post);
    for (const char* option : {"option_1", "option_2"})
      sets.push_back("systems." + std::string(option) + ".services.idva.capacity.fte=1");
    const auto plan = small::plan(sets);
    const auto outcome = abuse::replicate(plan, 5);
    const std::size_t s = plan->baseline + 1;
    const std::int64_t saved =
        pence(*plan, outcome, plan->baseline, "cost_line.IDVA", 1) - pence(*plan, outcome, s, "cost_line.IDVA", 1);
    return std::pair{pence(*plan, outcome, s, "cashable_saving.council", 1), saved};
  };
  const auto [any, saved] = cash("£0");
  REQUIRE(saved > 0);
  CHECK(cash("£" + std::to_string(saved / 100 + 1)).first == any - saved);
  CHECK(cash("£" + std::to_string(saved / 200 + 1)).first == any - saved + (saved / 200 + 1) * 100);
}

TEST_CASE("new money is the new model's cost less what the baseline spends on lines that have stopped") {
  const auto plan = small::plan();
  const auto outcome = abuse::replicate(plan, 6);
  for (std::size_t s = 0; s < plan->systems.size(); ++s)
    for (std::size_t row = 0; row <= plan->years; ++row) {
      std::int64_t stopped = 0;
      for (const char* line :
           {"desk: police protection unit", "desk: probation", "desk: community safety", "desk: children's services",
            "desk: housing", "desk: health", "contract: outreach", "contract: floating support"})
        stopped += pence(*plan, outcome, plan->baseline, "cost_line." + std::string(line), row) -
                   pence(*plan, outcome, s, "cost_line." + std::string(line), row);
      CHECK(pence(*plan, outcome, s, "redirected_money", row) == stopped);
      CHECK(pence(*plan, outcome, s, "new_money", row) == pence(*plan, outcome, s, "cost_new_model", row) - stopped);
      if (s != plan->baseline) CHECK(stopped > 0);
    }
}

TEST_CASE("the share of care that is counted moves money in or out of the headline, and none is lost") {
  const auto some = small::plan({"areas.west_cheshire.residents=120000"});
  std::vector<std::string> all{"areas.west_cheshire.residents=120000"};
  for (const char* system : {"six_route", "option_1", "option_2"})
    for (const char* service : {"foster_care", "residential_care"})
      all.push_back("systems." + std::string(system) + ".services." + service + ".cost.counted=1");
  const auto whole = small::plan(all);
  const auto a = abuse::replicate(some, 7), b = abuse::replicate(whole, 7);
  for (std::size_t s = 0; s < some->systems.size(); ++s)
    for (std::size_t row = 0; row <= some->years; ++row) {
      const auto inside = pence(*some, a, s, "cost_total", row),
                 outside = pence(*some, a, s, "cost_outside_headline", row);
      CHECK(inside + outside ==
            pence(*whole, b, s, "cost_total", row) + pence(*whole, b, s, "cost_outside_headline", row));
      const double care = small::value(*whole, b, s, "cost_line.children: care", row);
      CHECK(care > 0);
      CHECK(small::value(*some, a, s, "cost_line.children: care", row) == doctest::Approx(0.55 * care).epsilon(1e-6));
    }
}

TEST_CASE("a benefit is cash for the agency that pays it, and in no total of public spending") {
  const auto plan =
      small::plan(nothing_cashable({"appraisal.cashability.benefits.first_year=1",
                                    "appraisal.cashability.benefits.full=1", "abuse.consequences.lost_work.share=1"}));
  const auto outcome = abuse::replicate(plan, 8);
  for (std::size_t s = 0; s < plan->systems.size(); ++s)
    for (std::size_t y = 0; y < plan->years; ++y) {
      const double saved = small::value(*plan, outcome, plan->baseline, "value.jobseekers_allowance", y) -
                           small::value(*plan, outcome, s, "value.jobseekers_allowance", y);
      CHECK(small::value(*plan, outcome, s, "value.jobseekers_allowance", y) ==
            doctest::Approx(10.14 * small::value(*plan, outcome, s, "days_on_jobseekers_allowance", y)));
      CHECK(std::abs(small::value(*plan, outcome, s, "cashable_saving.dwp", y) - saved) < 0.0051);
      CHECK(small::value(*plan, outcome, s, "cost_agency.dwp", y) == 0);
      if (s != plan->baseline && y + 1 == plan->years) CHECK(saved != 0);
    }
}
