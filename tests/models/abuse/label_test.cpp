#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <utility>

namespace {

std::size_t other(const abuse::Plan& plan) { return 1 - plan.baseline; }

/// Option 2 with the refuge change in its first months, no women from elsewhere, and room for everybody or for nobody.
std::shared_ptr<const abuse::Plan> refuges(bool hub_is_full, bool units_are_full) {
  const auto room = [](bool full) {
    return std::string("start: 2013-01-01, capacity: {places: 5000, steps: [{since: 2005-01-01, share: ") +
           (full ? "0" : "1") + "}]}";
  };
  const small::File file("extends: " + small::west_cheshire() +
                         "\nareas: {west_cheshire: {residents: 200000}}\nsystems: {option_2: {services: {"
                         "refuge: {end: 2013-01-01}, resettlement: {start: 2013-01-01}, refuge_hub: {" +
                         room(hub_is_full) + ", background: {cases: 0 per year}}, dispersed_unit: {" +
                         room(units_are_full) + "}}}}\n");
  return abuse::load(file.path(), {small::sets.begin() + 1, small::sets.end()}, {"option_2"}).plan;
}

}  // namespace

TEST_CASE("who finds the hub full and a dispersed unit free asked once, was turned away never and stays once") {
  for (const bool hub_is_full : {true, false}) {
    CAPTURE(hub_is_full);
    const auto plan = refuges(hub_is_full, false);
    const auto outcome = abuse::replicate(plan, 0);
    const auto second_year = [&](const char* metric) { return small::value(*plan, outcome, other(*plan), metric, 1); };
    CHECK(second_year("refuge_cases") > 20);
    CHECK(second_year("refuge_requests") == second_year("refuge_cases") + second_year("refuge_declined"));
    CHECK(second_year("refuge_turned_away") == 0);
    CHECK(second_year("refuge_turned_away_share") == 0);
  }
}

TEST_CASE("who finds the hub and every dispersed unit full is turned away once") {
  const auto plan = refuges(true, true);
  const auto outcome = abuse::replicate(plan, 0);
  const auto second_year = [&](const char* metric) { return small::value(*plan, outcome, other(*plan), metric, 1); };
  CHECK(second_year("refuge_turned_away") > 20);
  CHECK(second_year("refuge_cases") == 0);
  CHECK(second_year("refuge_requests") == second_year("refuge_turned_away") + second_year("refuge_declined"));
  CHECK(second_year("refuge_turned_away_share") == 1);
}

TEST_CASE("a stay that goes on in another service of the label is one, as long as both parts") {
  const small::File file(
      "extends: " + small::west_cheshire() +
      "\nsystems: {six_route: {services: {"
      "first: {kind: activity, for: {role: victim}, label: pair, duration: 20 days, next: {second: 1}}, "
      "second: {kind: activity, for: {role: victim}, label: pair, duration: 10 days, handoff: {delay: 0 days, lost: "
      "0}, "
      "next: {close: 1}}, "
      "police_desk: {also_by_tier: {standard: {first: 1}, medium: {first: 1}, high: {first: 1}}}}}}\n");
  const auto plan = abuse::load(file.path(), small::sets, {"six_route"}).plan;
  auto run = small::warm(plan);
  for (std::size_t y = 0; y < plan->years; ++y) {
    run.run_until(static_cast<double>(y + 1) * abuse::config::year);
    run.model.close_year(run.context());
  }
  const auto value = [&](const char* metric) {
    const std::size_t m = plan->catalogue.find(metric);
    return run.model.measures().value(plan->years, m, plan->catalogue.form(m));
  };
  const auto asked = static_cast<double>(run.model.flows()[plan->systems[0].find("first")].entered);
  CHECK(asked > 500);
  CHECK(value("pair_referrals") == asked);
  CHECK(value("pair_cases") == asked);
  CHECK(value("pair_stay_days") == doctest::Approx(30).epsilon(0.03));  // those at its start and end are cut
}

TEST_CASE("nobody is in two services of one label at once") {
  const auto plan = small::plan(
      {"systems.option_2.services.refuge.end=2013-01-01", "systems.option_2.services.refuge_hub.start=2013-01-01",
       "systems.option_2.services.dispersed_unit.start=2013-01-01", "systems.option_2.services.marac.also.idva=1"},
      {"option_1", "option_2"});
  const auto warm = small::warm(plan);
  std::map<std::string, std::size_t> met;
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    auto run = warm;
    run.model.change_system(s, run.context());
    for (double day = 10; day <= plan->horizon; day += 10) {
      run.run_until(day);
      std::set<std::pair<std::string, std::uint32_t>> seen;
      for (const auto& c : run.model.cases()) {
        if (c.state == abuse::Case::State::gone || c.subject == abuse::none32) continue;
        const std::string& label = run.model.system().services[c.service].label;
        CAPTURE(label);
        CHECK(seen.emplace(label, c.subject).second);
        ++met[run.model.system().services[c.service].name];
      }
    }
  }
  for (const char* service : {"idva", "family_safety_unit", "refuge_hub", "dispersed_unit"}) CHECK(met[service] > 20);
}

TEST_CASE("whom one service of a label refuses and another takes is not refused by it") {
  const std::string monitored = "systems.option_2.services.navigate_monitored.";
  const auto refused = [&](std::vector<std::string> sets) {
    for (const char* set : {"navigate_engagement.for.when=[at_liberty]", "navigate_motivated.for.when=[motivated]",
                            "navigate_motivated.fallback=navigate_monitored"})
      sets.push_back(std::string("systems.option_2.services.") + set);
    const auto plan = small::plan(std::move(sets), {"option_2"});
    return small::value(*plan, abuse::replicate(plan, 0), other(*plan), "navigate_safer_refused");
  };
  CHECK(refused({}) == 0);
  CHECK(refused({monitored + "for.assessed=[high]"}) > 10);
}
