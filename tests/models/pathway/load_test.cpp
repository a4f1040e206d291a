#include "models/pathway/graph.hpp"
#include "tests/models/pathway/specs.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace pathway;
using namespace pathway::testing;

namespace {

constexpr double year = 365.25;
constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<std::string> grades{"standard", "medium", "high"};

doctest::Approx about(double x) { return doctest::Approx(x).epsilon(1e-12); }

std::vector<double> cases_a_day(const Spec& spec) {
  std::vector<double> cases;
  for (const Load& load : expected_load(spec)) cases.push_back(load.cases_per_year / year);
  return cases;
}

}  // namespace

TEST_CASE("a fed-back share r multiplies the visits by 1 / (1 - r)") {
  const std::vector<double> cases =
      cases_a_day(system({door("police", 3, {to("idva", 1)}), service("idva", {to("police", 0.2), to("close", 0.8)})}));
  CHECK(cases[0] == about(3 / 0.8));
  CHECK(cases[1] == about(3 / 0.8));
}

TEST_CASE("a Jackson network has the visits of theory") {
  // The network W2 of performance.md, entities of rate 1.
  const std::vector<double> visits = cases_a_day(system(
      {door("one", 1, {to("two", 0.5), to("three", 0.2), to("four", 0.2), to("close", 0.1)}),
       service("two", {to("three", 0.2), to("four", 0.4), to("five", 0.2), to("close", 0.2)}),
       service("three", {to("one", 0.05), to("four", 0.45), to("five", 0.3), to("close", 0.2)}),
       service("four", {to("two", 0.1), to("five", 0.4), to("close", 0.5)}), service("five", {to("close", 1)})}));
  const std::vector<double> theory{1.01581, 0.56505, 0.31617, 0.57146, 0.43645};
  REQUIRE(visits.size() == theory.size());
  for (std::size_t i = 0; i < theory.size(); ++i) {
    CAPTURE(i);
    CHECK(std::abs(visits[i] - theory[i]) < 0.5e-5);  // printed with five decimals
  }
}

TEST_CASE("an assessing door sends each grade its own way") {
  Service police = door(
      "police", 10,
      {only(2, to("idva", 0.75)), only(2, to("close", 0.25)), only(1, to("outreach", 1)), only(0, to("close", 1))});
  police.assesses.assign(4, {0.5, 0.3, 0.2});
  // Back at the police a case is assessed afresh: from high, a tenth stays high.
  police.assesses[2] = {0.6, 0.3, 0.1};
  const Spec spec = system(
      {police, service("idva", {to("police", 0.5), to("close", 0.5)}), service("outreach", {to("close", 1)})}, grades);
  // Per day: x first visits and y returns; idva = 0.75 (0.2 x + 0.1 y), y = 0.5 idva.
  const double idva = 0.75 * 2.0 / (1 - 0.75 * 0.1 * 0.5);
  const std::vector<double> cases = cases_a_day(spec);
  CHECK(cases[0] == about(10 + idva / 2));
  CHECK(cases[1] == about(idva));
  CHECK(cases[2] == about(0.3 * (10 + idva / 2)));
}

TEST_CASE("an extra referral opens 1.5 cases each beside the way on") {
  Edge children = also("children", 0.4);
  children.cases_per_case = 1.5;
  const Spec spec = system({door("police", 5, {to("idva", 1), children}), service("idva", {to("close", 1)}),
                            service("children", {to("close", 1)})});
  const std::vector<Load> loads = expected_load(spec);
  CHECK(loads[1].cases_per_year == about(5 * year));
  CHECK(loads[2].cases_per_year == about(3 * year));
  CHECK(loads[0].edge_cases_per_year == std::vector<double>{5 * year, loads[2].cases_per_year});
}

TEST_CASE("who does not engage leaves the system unserved") {
  Service idva = service("idva", {to("recovery", 1)});
  idva.engages = {0.7};
  idva.mean_duration = 84;
  idva.capacity = 100;
  const std::vector<Load> loads =
      expected_load(system({door("police", 2, {to("idva", 1)}), idva, service("recovery", {to("close", 1)})}));
  CHECK(loads[1].cases_per_year == about(2 * year));
  CHECK(loads[1].offered == about(2 * 0.7 * 84));
  CHECK(loads[1].utilisation == about(1.176));
  CHECK(loads[2].cases_per_year == about(1.4 * year));
}

TEST_CASE("only who is not eligible moves over a fallback, however full the service") {
  Service police = door("police", 10, {to("marac", 1)});
  police.assesses.assign(4, {0.5, 0.3, 0.2});
  Service marac = service("marac", {to("close", 1), fallback("outreach")});
  marac.kind = Kind::meeting;
  marac.engages = {0, 0, 1, 0};
  marac.capacity = 0.5;
  const std::vector<Load> loads = expected_load(system({police, marac, service("outreach", {to("close", 1)})}, grades));
  CHECK(loads[1].cases_per_year == about(2 * year));
  CHECK(loads[1].offered == about(2));  // cases a day
  CHECK(loads[1].utilisation == about(4));
  CHECK(loads[2].cases_per_year == about(8 * year));
}

TEST_CASE("who is not eligible and has no fallback leaves the system") {
  Service marac = service("marac", {to("idva", 1)});
  marac.engages = {0};
  const std::vector<double> cases =
      cases_a_day(system({door("police", 1, {to("marac", 1)}), marac, service("idva", {to("close", 1)})}));
  CHECK(cases[1] == 0);
  CHECK(cases[2] == 0);
}

TEST_CASE("services that share a capacity have one utilisation, background work included") {
  Service idva = service("idva", {to("close", 1)});
  Service outreach = service("outreach", {to("close", 1)});
  idva.capacity_shared_with = outreach.capacity_shared_with = "specialists";
  idva.capacity = outreach.capacity = 50;
  idva.mean_duration = 20;
  outreach.mean_duration = 10;
  outreach.background_load = 6;
  const std::vector<Load> loads =
      expected_load(system({door("police", 2, {to("idva", 0.5), to("outreach", 0.5)}), idva, outreach}));
  CHECK(loads[1].offered == about(20));
  CHECK(loads[2].offered == about(10));
  for (const std::size_t i : {1, 2}) {
    CHECK(loads[i].capacity == about(44));
    CHECK(loads[i].utilisation == about(0.72));
  }
}

TEST_CASE("a service without limit has no utilisation, one without capacity an infinite one") {
  Service closed = service("closed", {to("close", 1)});
  closed.capacity = 0;
  const std::vector<Load> loads = expected_load(system({door("police", 2, {to("closed", 1)}), closed}));
  CHECK(loads[0].capacity == infinity);
  CHECK(loads[0].utilisation == 0);
  CHECK(loads[1].utilisation == infinity);
}

TEST_CASE("a loop that nobody leaves has no expected load and is named") {
  CHECK_THROWS_WITH_AS(
      expected_load(system({door("police", 1, {to("idva", 1)}), service("idva", {to("refuge", 0.1), to("hub", 0.9)}),
                            service("refuge", {to("idva", 1)}), service("hub", {to("idva", 1)})})),
      "system \"trial\": expected loads have no finite solution, cases never leave idva -> refuge -> idva; idva -> hub "
      "-> idva",
      std::invalid_argument);
}

TEST_CASE("a loop that opens more cases than it closes has no expected load") {
  Edge siblings = also("family", 0.5);
  siblings.cases_per_case = 2.5;
  CHECK_THROWS_WITH_AS(expected_load(system({door("family", 1, {to("close", 1), siblings})})),
                       "system \"trial\": expected loads have no finite solution, cases never leave family -> family",
                       std::invalid_argument);
}

TEST_CASE("a loop that nobody enters does no harm") {
  const std::vector<double> cases = cases_a_day(
      system({door("police", 1, {to("close", 1)}), service("a", {to("b", 1)}), service("b", {to("a", 1)})}));
  CHECK(cases == std::vector<double>{1, 0, 0});
}

TEST_CASE("entries that are no number are refused") {
  CHECK_THROWS_AS(expected_load(system({door("police", std::nan(""), {to("close", 1)})})), std::invalid_argument);
}

TEST_CASE("cases are conserved: what enters a system without extra referrals leaves it") {
  Service police = door("police", 4, {to("idva", 0.6), to("close", 0.4)});
  Service idva = service("idva", {to("police", 0.3), to("refuge", 0.3), to("close", 0.4)});
  idva.engages = {0.8};
  const std::vector<Load> loads = expected_load(system({police, idva, service("refuge", {to("close", 1)})}));
  const double closed =
      loads[0].edge_cases_per_year[1] + loads[1].edge_cases_per_year[2] + loads[2].edge_cases_per_year[0];
  CHECK(closed + 0.2 * loads[1].cases_per_year == about(4 * year));
}
