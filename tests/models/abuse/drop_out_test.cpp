#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace {

/// The six routes with one more service, to which the police desk refers everybody, and those that it leads to.
abuse::Loaded with(const std::string& service) {
  const std::string activity = ": {kind: activity, for: {role: victim}, handoff: {delay: 0 days, lost: 0}, ";
  std::string services = "work" + activity + service + "}, ";
  for (const std::string other : {"elsewhere", "done"})
    if (service.find(other) != std::string::npos) services += other + activity + "next: {close: 1}}, ";
  const small::File file("extends: " + small::west_cheshire() + "\nsystems: {six_route: {services: {" + services +
                         "police_desk: {also_by_tier: {standard: {work: 1}, medium: {work: 1}, high: {work: 1}}}}}}\n");
  return abuse::load(file.path(), small::sets, {"six_route"});
}

double incidents(const std::string& service) {
  const auto plan = with(service).plan;
  return small::value(*plan, abuse::replicate(plan, 0), 0, "incidents", 1);
}

}  // namespace

TEST_CASE("the share said drops out, when it is said, and goes where it is said; the others stay and go on") {
  const auto loaded = with(
      "duration: 50 days, drops_out: {share: 0.4, after: 20 days, next: {elsewhere: 1}}, "
      "next: {done: 1}");
  const auto outcome = abuse::replicate(loaded.plan, 0);
  const auto value = [&](const char* metric) { return small::value(*loaded.plan, outcome, 0, metric); };
  const double dropped = value("work_dropped_out"), finished = value("done_cases");
  CHECK(dropped > 200);
  CHECK(value("elsewhere_cases") == dropped);
  CHECK(std::abs(dropped / (dropped + finished) - 0.4) < 4 * std::sqrt(0.24 / (dropped + finished)));
  CHECK(value("work_stay_days") == doctest::Approx(0.4 * 20 + 0.6 * 50).epsilon(0.05));
}

TEST_CASE("nobody drops out after the case has ended") {
  const auto loaded = with(
      "duration: 10 days, drops_out: {share: 1, after: 20 days, next: {elsewhere: 1}}, "
      "next: {done: 1}");
  const auto outcome = abuse::replicate(loaded.plan, 0);
  CHECK(small::value(*loaded.plan, outcome, 0, "work_dropped_out") == 0);
  CHECK(small::value(*loaded.plan, outcome, 0, "done_cases") > 200);
}

TEST_CASE("who drops out keeps nothing of an effect that lasts for those who finish") {
  const std::string work = "duration: 2 days, protects: {hazard_ratio: 0, half_life: 50 years}, ";
  const double none = incidents("duration: 2 days, next: {close: 1}"), finished = incidents(work + "next: {close: 1}"),
               dropped = incidents(work + "drops_out: {share: 1, after: 1 days, next: {close: 1}}, next: {close: 1}");
  CHECK(finished < 0.75 * none);
  CHECK(dropped > 0.95 * none);
}

TEST_CASE("expected loads count who drops out: a shorter stay, and their part of the flow elsewhere") {
  const auto loaded = with(
      "duration: 50 days, drops_out: {share: 0.4, after: {exponential: {mean: 20 days}}, next: "
      "{elsewhere: 1}}, next: {done: 1}");
  const auto load = [&](const std::string& name) {
    const auto found =
        std::find_if(loaded.loads[0].begin(), loaded.loads[0].end(), [&](const auto& l) { return l.service == name; });
    return *found;
  };
  const double drops = 0.4 * (1 - std::exp(-2.5)), days = 50 * 0.6 + 0.4 * 20 * (1 - std::exp(-2.5));
  const double cases = load("work").cases_per_year;
  CHECK(cases > 0);
  CHECK(load("elsewhere").cases_per_year == doctest::Approx(cases * drops).epsilon(1e-3));
  CHECK(load("done").cases_per_year == doctest::Approx(cases * (1 - drops)).epsilon(1e-3));
  CHECK(load("work").offered == doctest::Approx(cases * days / 365.25).epsilon(1e-3));
  CHECK(abuse::expected_course(loaded.plan->systems[0].services[loaded.plan->systems[0].find("done")]).length == 0);
}

TEST_CASE("long stays of which some drop out begin at their stationary number") {
  std::vector<std::string> sets{"run.warm_up=2 years", "run.horizon=4 years", "areas.west_cheshire.residents=200000"};
  for (const char* set :
       {"care_entry.next={foster_care: 0.9, residential_care: 0.1}",
        "foster_care.duration={exponential: {mean: 20 years}}", "foster_care.next={close: 1}",
        "foster_care.drops_out={share: 0.9, after: {exponential: {mean: 1.5 years}}, next: {returned_home: 1}}"})
    sets.push_back(std::string("systems.six_route.services.") + set);
  const auto plan = small::plan(sets, {"six_route"});
  const small::Growth care = small::growth(plan, "foster_care_open", 20);
  MESSAGE(care.first, " in the first year, and ", care.growth, " more in the fourth");
  CHECK(care.first > 10);
  CHECK(std::abs(care.growth) < 4 * care.standard_error);
}

TEST_CASE("ways on for those who drop out must be a whole, and lead somewhere") {
  const auto message = [](const std::string& next) {
    try {
      with("duration: 50 days, drops_out: {share: 0.4, after: 20 days, next: " + next + "}, next: {close: 1}");
    } catch (const scenario::InputError& e) { return std::string(e.what()); }
    return std::string("none");
  };
  CHECK(message("{close: 0.9}").find("shares sum to 0.9, expected 1") != std::string::npos);
  CHECK(message("{nowhere: 1}").find("nowhere") != std::string::npos);
}
