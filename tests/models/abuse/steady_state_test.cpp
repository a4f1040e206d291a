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
    const small::Growth stay = small::growth(plan, stock, 40);
    MESSAGE(std::string(stock), ": ", stay.first, " in the first year, and ", stay.growth, " more in the fourth");
    CHECK(stay.first > 10);
    CHECK(std::abs(stay.growth) < 4 * stay.standard_error);
  }
}

TEST_CASE("what follows on exposure years later has a past before the warm-up") {
  std::vector<std::string> sets{"run.warm_up=2 years", "run.horizon=4 years",
                                "abuse.consequences.youth_crime.share=0.01",
                                "abuse.consequences.youth_crime.lag={exponential: {mean: 4 years}}"};
  const auto plan = small::plan(sets, {"six_route"});
  const small::Growth custody = small::growth(plan, "youth_custody_cases", 40);
  MESSAGE(custody.first, " begin in the first year, and ", custody.growth, " more in the fourth");
  CHECK(custody.first > 5);
  CHECK(std::abs(custody.growth) < 4 * custody.standard_error);
}
