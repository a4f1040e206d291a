#include "sim/tally.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cmath>

TEST_CASE("stays that outlast the warm-up, and those that follow on them, begin at their stationary numbers") {
  std::vector<std::string> sets{"run.warm_up=2 years", "run.horizon=4 years"};
  for (const char* set :
       {"care_entry.next={foster_care: 0.9, residential_care: 0.1}",
        "foster_care.duration={exponential: {mean: 3 years}}", "foster_care.next={returned_home: 1}",
        "returned_home.duration={exponential: {mean: 3 years}}", "returned_home.next={care_entry: 0.5, close: 0.5}"})
    sets.push_back(std::string("systems.six_route.services.") + set);
  const auto plan = small::plan(sets, {"six_route"});
  for (const char* stock : {"foster_care_open", "returned_home_open"}) {
    CAPTURE(stock);
    sim::Tally growth, level;
    for (std::uint32_t replication = 0; replication < 40; ++replication) {
      const abuse::Outcome outcome = abuse::replicate(plan, replication);
      const double first = small::value(*plan, outcome, 0, stock, 0), last = small::value(*plan, outcome, 0, stock, 3);
      growth.add(last - first);
      level.add(first);
    }
    MESSAGE(std::string(stock), ": ", level.mean(), " in the first year, and ", growth.mean(), " more in the fourth");
    CHECK(level.mean() > 10);
    CHECK(std::abs(growth.mean()) < 4 * std::sqrt(growth.variance() / 40));
  }
}

TEST_CASE("what follows on exposure years later has a past before the warm-up") {
  std::vector<std::string> sets{"run.warm_up=2 years", "run.horizon=4 years",
                                "abuse.consequences.youth_crime.share=0.01",
                                "abuse.consequences.youth_crime.lag={exponential: {mean: 4 years}}"};
  const auto plan = small::plan(sets, {"six_route"});
  sim::Tally growth, level;
  for (std::uint32_t replication = 0; replication < 40; ++replication) {
    const abuse::Outcome outcome = abuse::replicate(plan, replication);
    const double first = small::value(*plan, outcome, 0, "youth_custody_cases", 0);
    growth.add(small::value(*plan, outcome, 0, "youth_custody_cases", 3) - first);
    level.add(first);
  }
  MESSAGE(level.mean(), " begin in the first year, and ", growth.mean(), " more in the fourth");
  CHECK(level.mean() > 5);
  CHECK(std::abs(growth.mean()) < 4 * std::sqrt(growth.variance() / 40));
}
