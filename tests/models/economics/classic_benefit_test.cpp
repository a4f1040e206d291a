#include "models/economics/classic_benefit.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace economics;

namespace {

/// 1,000 people, of whom 40 units a year are kept: 1,000 * 0.5 * 0.4 * 0.25 * (1 - 0.2).
ClassicBenefit forty_a_year() {
  ClassicBenefit o;
  o.population = {1'000, 1'000, 1'000, 1'000};
  o.need = 0.5;
  o.engagement = 0.4;
  o.impact = 0.25;
  o.deadweight = 0.2;
  o.unit_value = {100, 30, 7};
  o.agency_share = {0.75, 0.25};
  return o;
}

void check(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t y = 0; y < found.size(); ++y) {
    CAPTURE(y);
    CHECK(found[y] == doctest::Approx(expected[y]));
  }
}

}  // namespace

TEST_CASE("effects that last add up year on year") { check(classic_value(forty_a_year()).effect, {40, 80, 120, 160}); }

TEST_CASE("an effect begins after its lag, fades by its drop-off and ends with its duration") {
  ClassicBenefit o = forty_a_year();
  o.lag = 1;
  o.drop_off = 0.5;
  o.duration = 2;
  check(classic_value(o).effect, {0, 40, 60, 60});
  o.lag = 4;
  check(classic_value(o).effect, {0, 0, 0, 0});
}

TEST_CASE("leakage and displacement each take their share of what is left") {
  ClassicBenefit o = forty_a_year();
  o.duration = 1;
  o.leakage = 0.1;
  o.displacement = 0.5;
  check(classic_value(o).effect, {18, 18, 18, 18});
}

TEST_CASE("a unit has a value of each kind, and the fiscal one is shared by agencies") {
  ClassicBenefit o = forty_a_year();
  o.duration = 1;
  const ClassicValue v = classic_value(o);
  check(v.by_gain[0], {4'000, 4'000, 4'000, 4'000});
  check(v.by_gain[1], {1'200, 1'200, 1'200, 1'200});
  check(v.by_gain[2], {280, 280, 280, 280});
  check(v.by_agency[0], {3'000, 3'000, 3'000, 3'000});
  check(v.by_agency[1], {1'000, 1'000, 1'000, 1'000});
}

TEST_CASE("shares outside 0 to 1 and agency shares that do not make a whole are refused") {
  ClassicBenefit o = forty_a_year();
  o.deadweight = 1.1;
  CHECK_THROWS_AS(classic_value(o), std::invalid_argument);
  o = forty_a_year();
  o.agency_share = {0.75, 0.3};
  CHECK_THROWS_AS(classic_value(o), std::invalid_argument);
  o = forty_a_year();
  o.population[2] = -1;
  CHECK_THROWS_AS(classic_value(o), std::invalid_argument);
}
