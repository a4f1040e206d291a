#include "models/scenario/diagnostics.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

namespace {

const std::string extends = "extends: " + small::west_cheshire() + "\n";

/// What is wrong with West Cheshire once that is added to it, with the places in this file only.
std::string mistakes(const std::string& more) {
  const small::File file(extends + more);
  try {
    abuse::load(file.path(), small::sets, {});
  } catch (const scenario::InputError& e) {
    std::string all;
    for (const auto& d : e.diagnostics()) all += scenario::to_string(d) + "\n";
    for (std::size_t at; (at = all.find(file.path())) != std::string::npos;) all.replace(at, file.path().size(), "x");
    return std::regex_replace(all, std::regex("[^ \n]*/scenarios/[^ \n]*[.]yaml:[0-9]+:[0-9]+"), "there");
  }
  return "";
}

const economics::Line& line(const abuse::Plan& plan, const std::string& name) {
  const auto found = std::find_if(plan.lines.begin(), plan.lines.end(), [&](const auto& l) { return l.name == name; });
  REQUIRE(found != plan.lines.end());
  return *found;
}

}  // namespace

TEST_CASE("a cost line carries how its money is spent, what of it is cash, and the grade of its weakest price") {
  const small::File file(extends + R"(
systems:
  six_route:
    services:
      helpline:
        cost:
          - {per_case: {value: £15, source: s, status: documented, grade: 3}, agency: council, kind: preventive, price_year: 2012, spend: capital, transfer: true, cashable: police_time, post: £30000, line: a}
          - {per_day: {value: £1, source: s, status: assumed, grade: 5}, per_case: {value: £2, source: s, status: documented, grade: 2}, agency: council, kind: preventive, price_year: 2012, spend: capital, transfer: true, cashable: police_time, post: £30000, line: a}
)");
  const auto plan = abuse::load(file.path(), small::sets, {}).plan;
  const economics::Line& a = line(*plan, "a");
  CHECK(a.spend == economics::Spend::capital);
  CHECK(a.transfer);
  CHECK(a.post == 3'000'000);
  CHECK(a.grade == 5);
  CHECK_FALSE(a.stops);
  REQUIRE(a.cashable < plan->appraisal.cashability.size());
  CHECK(plan->appraisal.cashability[a.cashable].name == "police_time");
  const economics::Line& desk = line(*plan, "desk: housing");
  CHECK(desk.stops);
  CHECK(desk.spend == economics::Spend::revenue);
  CHECK(plan->appraisal.cashability.at(desk.cashable).name == "support_contracts");  // its agency's
  CHECK(desk.grade == 6);                                                            // of the block around it
  CHECK(line(*plan, "new: access team").cashable == economics::no_profile);
}

TEST_CASE("the whole-post rule counts in real prices") {
  const auto plan = small::plan({"systems.six_route.services.childrens_assessment.cost.price_year=2014",
                                 "systems.option_1.services.childrens_assessment.cost.price_year=2014",
                                 "systems.option_2.services.childrens_assessment.cost.price_year=2014"});
  CHECK(line(*plan, "children: assessment").post == 4'335'858);  // 45,000 x 71.929 / 74.652
}

TEST_CASE("two records of one line that disagree about its money are refused, with both places") {
  CHECK(mistakes("systems: {option_1: {services: {refuge_hub: {cost: {spend: capital}}}}}\n") ==
        "x:2:52: error: systems.option_1.services.refuge_hub.cost: line \"refuge\" of housing stands at there too: "
        "spend is "
        "capital here and revenue there\n");
  CHECK(
      mistakes("systems: {option_1: {services: {refuge_hub: {cost: {transfer: true}}}}}\n").find("transfer is true") !=
      std::string::npos);
  CHECK(mistakes("systems: {option_1: {services: {refuge_hub: {cost: {stops: true}}}}}\n").find("stops is true") !=
        std::string::npos);
  CHECK(mistakes("systems: {option_1: {services: {refuge_hub: {cost: {post: £5}}}}}\n").find("post in pence is") !=
        std::string::npos);
  CHECK(mistakes("systems: {option_1: {services: {refuge_hub: {cost: {cashable: benefits}}}}}\n")
            .find("cashable is benefits here and support_contracts there") != std::string::npos);
}

TEST_CASE("what a record or the appraisal names must exist, and shares are shares: all mistakes at once") {
  CHECK(
      mistakes("systems: {option_1: {services: {refuge_hub: {cost: {cashable: benefit}}}}}\n"
               "appraisal:\n"
               "  discounting: {standard: standrad}\n"
               "  cashability: {health_care: {agencies: [helth, police]}}\n"
               "  values: {lost_output: {metric: incident, price_year: 1991}, quality_of_life: {agency: nhs}}\n"
               "  optimism_bias: {already_in_distribution: [arest]}\n") ==
      "x:2:63: error: systems.option_1.services.refuge_hub.cost.cashable: no cashability profile \"benefit\"; did you "
      "mean \"benefits\"?\n"
      "x:4:27: error: appraisal.discounting.standard: no schedule \"standrad\"; did you mean \"standard\"?\n"
      "x:5:42: error: appraisal.cashability.health_care.agencies: no agency \"helth\"; did you mean \"health\"?\n"
      "x:5:49: error: appraisal.cashability.health_care.agencies: \"police\" follows \"police_time\" already\n"
      "x:6:34: error: appraisal.values.lost_output.metric: no metric \"incident\"; did you mean \"incidents\"?\n"
      "x:6:56: error: appraisal.values.lost_output.price_year: the deflator does not hold 1991\n"
      "x:6:89: error: appraisal.values.quality_of_life.agency: no agency \"nhs\"\n"
      "x:7:45: error: appraisal.optimism_bias.already_in_distribution.0: no cost line or value \"arest\"; did you mean "
      "\"arrest\"?\n");
  CHECK(
      mistakes("appraisal: {cashability: {health_care: {full: 1.2}}, discounting: {schedules: {odd: {steps: "
               "[{from_year: 2, rate: 3 %}]}}}, optimism_bias: {grades: []}}\n") ==
      "x:2:47: error: appraisal.cashability.health_care.full: expected a share from 0 to 1, got \"1.2\"; did you mean "
      "\"1.2 %\"?\n"
      "x:2:93: error: appraisal.discounting.schedules.odd.steps: expected the first step to hold from year 0\n"
      "x:2:149: error: appraisal.optimism_bias.grades: expected six, from grade 1 to 6, got 0\n");
}

TEST_CASE("a price that holds others is refused beside them in the headline, and let pass outside it") {
  const std::string all_in =
      "systems: {six_route: {services: {police_attendance: {cost: [{per_case: £290, agency: police, kind: reactive, "
      "price_year: 2016, line: police attendance}, {per_case: £13160, agency: police, kind: reactive, price_year: "
      "2012, "
      "%line: \"domestic abuse incident, all in\"}]}}}}\n";
  const auto with = [&](const std::string& what) { return std::string(all_in).replace(all_in.find('%'), 1, what); };
  const std::string refused = mistakes(with(""));
  CHECK(refused.find("x:2:154: error: appraisal.contains: \"domestic abuse incident, all in\" holds \"arrest\", which "
                     "stands at there: expected one of them in the headline\n") != std::string::npos);
  CHECK(refused.find("holds \"lost_output\"") != std::string::npos);
  CHECK(refused.find("holds \"police attendance\", which stands at x:2:61") != std::string::npos);
  CHECK(mistakes(with("counted: 0, ")).empty());
}

TEST_CASE("two values that overlap are refused in one headline") {
  CHECK(mistakes("appraisal: {values: {physical_and_emotional_harm: {headline: true}}}\n") ==
        "there: error: appraisal.contains: \"quality_of_life\" holds \"physical_and_emotional_harm\", which stands at "
        "x:2:51: expected one of them in the headline\n");
}
