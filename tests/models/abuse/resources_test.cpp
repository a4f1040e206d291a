#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <vector>

using abuse::Case;

namespace {

/// A service with these keys changed, in a town whose police send it everybody they know.
std::string services(const std::string& name, const std::string& keys) {
  return "services: {" + name + ": {" + keys + "}, police_desk: {also_by_tier: {standard: {" + name +
         ": 1}, medium: {" + name + ": 1}, high: {" + name + ": 1}}}}";
}

std::vector<Case> cases_at(std::size_t service, const abuse::World& world, Case::State state) {
  std::vector<Case> out;
  for (const Case& c : world.cases())
    if (c.state == state && c.service == service && c.subject != abuse::none32) out.push_back(c);
  return out;
}

/// Such a service of the six-route system.
struct Changed {
  std::string name, keys;
  std::string more{};  ///< of the scenario
  std::shared_ptr<const abuse::Plan> plan = load();
  std::size_t number = plan->systems[0].find(name);

  std::shared_ptr<const abuse::Plan> load() const {
    const small::File file("extends: " + small::west_cheshire() + "\n" + more + "systems: {six_route: {" +
                           services(name, keys) + "}}\n");
    return abuse::load(file.path(), small::sets, {"six_route"}).plan;
  }
  std::vector<Case> cases(const abuse::World& world, Case::State state) const { return cases_at(number, world, state); }
  /// Cases by the day on which they were taken, of those taken since counting began and still open.
  std::map<double, std::size_t> cohorts(const abuse::World& world) const {
    std::map<double, std::size_t> out;
    for (const Case& c : cases(world, Case::State::open))
      if (c.since >= 0) ++out[c.since];
    return out;
  }
};

/// Pairs of an open case and one that was in line when it was taken and still is.
struct Passed {
  std::size_t rightly = 0, wrongly = 0;
};
using Before = std::function<bool(const Case&, const Case&)>;
Passed passed_over(std::size_t service, const abuse::World& world, const Before& before, double since = -1000) {
  Passed out;
  for (const Case& taken : cases_at(service, world, Case::State::open))
    for (const Case& waits : cases_at(service, world, Case::State::waiting))
      if (taken.since > since && taken.referred < taken.since && waits.since < taken.since)
        ++(before(waits, taken) ? out.wrongly : out.rightly);
  return out;
}
bool came_earlier(const Case& a, const Case& b) { return a.referred < b.referred; }
bool came_later(const Case& a, const Case& b) { return a.referred > b.referred; }
bool graded_higher(const Case& a, const Case& b) { return a.grade > b.grade; }

const std::string for_all = "for: {assessed: [standard, medium, high]}";
const std::string crowded = for_all + ", capacity: {fte: 1}, patience: 5 years";

}  // namespace

TEST_CASE("last come, first served takes whoever came last, and first come whoever came first") {
  for (const bool lifo : {true, false}) {
    CAPTURE(lifo);
    const Changed outreach{"outreach", crowded + ", queue: {discipline: " + (lifo ? "lifo" : "fifo") + "}"};
    auto run = small::warm(outreach.plan);
    run.run_until(400);
    const Passed passed = passed_over(outreach.number, run.model, lifo ? came_later : came_earlier);
    CHECK(passed.wrongly == 0);
    CHECK(passed.rightly > 100);
  }
}

TEST_CASE("earliest deadline first takes nobody while somebody else is due sooner") {
  const std::array days{90.0, 60.0, 30.0};
  const Changed outreach{"outreach",
                         crowded +
                             ", review: {every: 9 years}, queue: {discipline: deadline}, deadline: {standard: 90 days, "
                             "medium: 60 days, high: 30 days}"};  // a review would give those taken another grade
  auto run = small::warm(outreach.plan);
  run.run_until(400);
  const auto due = [&](const Case& c) { return c.referred + days[c.grade]; };
  const Passed passed =
      passed_over(outreach.number, run.model, [&](const Case& a, const Case& b) { return due(a) < due(b); });
  CHECK(passed.wrongly == 0);
  CHECK(passed.rightly > 100);
  CHECK(passed_over(outreach.number, run.model, came_earlier).wrongly > 0);   // no mere order of arrival
  CHECK(passed_over(outreach.number, run.model, graded_higher).wrongly > 0);  // nor of grades
}

TEST_CASE("where deadlines are drawn, people of one grade are not taken in order of arrival") {
  const Changed outreach{"outreach", crowded +
                                         ", queue: {discipline: deadline}, deadline: {standard: {exponential: "
                                         "{mean: 1 year}}, medium: 10 years, high: 10 years}"};
  auto run = small::warm(outreach.plan);
  run.run_until(400);
  const auto both_standard = [](const Case& a, const Case& b) { return a.grade == 0 && b.grade == 0; };
  const auto in = [&](const Before& order) {
    return passed_over(outreach.number, run.model,
                       [&](const Case& a, const Case& b) { return both_standard(a, b) && order(a, b); })
        .wrongly;
  };
  CHECK(in(came_earlier) > 0);
  CHECK(in(came_later) > 0);
}

TEST_CASE("a line that changes hands is taken in the new order, by the waits people bring along") {
  const std::string root = WHOLEPLACE_SOURCE_DIR "/scenarios/systems/";
  for (const bool to_lifo : {true, false}) {
    CAPTURE(to_lifo);
    const auto outreach = [](bool lifo) {
      return services("outreach", crowded + ", queue: {discipline: " + (lifo ? "lifo" : "fifo") + "}");
    };
    const small::File file("extends: " + small::west_cheshire() + "\nsystems:\n  six_route: {" + outreach(!to_lifo) +
                           "}\n  other: {from: " + root + "six_route.yaml, " + outreach(to_lifo) +
                           ", transition: {from: " + root + "transition.yaml, floating_support: keep}}\n");
    const auto plan = abuse::load(file.path(), small::sets, {"other"}).plan;
    auto run = small::warm(plan);
    run.model.change_system(1 - plan->baseline, run.context());
    run.run_until(100);
    const Passed passed =
        passed_over(plan->systems[0].find("outreach"), run.model, to_lifo ? came_later : came_earlier, 0);
    CHECK(passed.wrongly == 0);
    CHECK(passed.rightly > 0);
  }
}

TEST_CASE("no meeting sits in its holidays, in the warm-up or in any year after, whichever year they are written in") {
  const Changed marac{"marac", for_all +
                                   ", capacity: {every: 1 week, preparation: 0 days, gaps: [{since: 2009-12-20, until: "
                                   "2010-01-17, yearly: true}, {since: 2013-06-01, until: 2013-07-01}]}"};
  sim::Simulation<abuse::World> run(abuse::World(marac.plan, -marac.plan->warm_up), marac.plan->seed, 0,
                                    -marac.plan->warm_up);
  const auto held = [&](double since, double until) {  // days from 2012-11-01
    run.run_until(since - 0.01);
    const std::uint64_t before = run.model.flows()[marac.number].left;
    run.run_until(until - 0.01);
    return run.model.flows()[marac.number].left > before;
  };
  CHECK_FALSE(held(-317, -289));  // 2011-12-20 to 2012-01-17
  CHECK(held(-289, -261));
  CHECK_FALSE(held(49, 77));  // 2012-12-20
  CHECK(held(77, 105));
  CHECK(held(184, 212));
  CHECK_FALSE(held(212, 242));  // 2013-06-01
  CHECK(held(242, 270));
  CHECK_FALSE(held(414, 442));  // 2013-12-20
  CHECK(held(577, 607));        // 2014-06-01: that gap is of one year only
}

TEST_CASE("cohorts start on the dates written, on those that are yearly each year, and on no other") {
  const Changed programme{"recovery_programme",
                          "duration: 4 years, capacity: {minimum: 1, starts: [{on: 2015-01-14, yearly: true}, {on: "
                          "2013-09-02}], gaps: {since: 2013-01-01, until: 2013-01-14}}"};
  auto run = small::warm(programme.plan);
  run.run_until(programme.plan->horizon);
  std::set<double> starts;
  for (const auto& [start, size] : programme.cohorts(run.model)) starts.insert(start);
  CHECK(starts == std::set<double>{74, 305, 439});  // 14 January 2013, 2 September 2013, 14 January 2014
}

TEST_CASE("a cohort takes no more than its slots and does not start below its minimum") {
  const auto sizes = [](const std::string& minimum) {
    const Changed programme{"recovery_programme",
                            "duration: 4 years, patience: 5 years, capacity: {slots: 7, every: 2 "
                            "weeks, minimum: " +
                                minimum + "}"};
    auto run = small::warm(programme.plan);
    run.run_until(programme.plan->horizon);
    return programme.cohorts(run.model);
  };
  const auto some = sizes("6");
  CHECK(some.size() > 10);
  for (const auto& [start, size] : some) CHECK((size == 6 || size == 7));
  CHECK(sizes("1000000").empty());
}

TEST_CASE("slots of a meeting follow its steps") {
  const Changed marac{"marac", for_all +
                                   ", capacity: {every: 1 week, preparation: 0 days, slots: 1, steps: [{since: "
                                   "2013-03-01, share: 0}, {since: 2013-06-01, share: 1.5}, {since: 2013-09-01, share: "
                                   "2}]}"};
  auto run = small::warm(marac.plan);
  const auto heard = [&](double since, double until) {  // there is always somebody waiting
    run.run_until(since - 0.01);
    const std::uint64_t before = run.model.flows()[marac.number].left;
    run.run_until(until - 0.01);
    return run.model.flows()[marac.number].left - before;
  };
  CHECK(heard(14, 84) == 10);
  CHECK(heard(120, 210) == 0);   // from 1 March
  CHECK(heard(224, 294) == 10);  // from 1 June: half a slot takes nobody
  CHECK(heard(308, 378) == 20);  // from 1 September
}

TEST_CASE(
    "those referred are declined, served, reneged, turned away or still waiting; the refused were never referred") {
  const Changed services[] = {
      {"outreach", "capacity: {fte: 0.4, waiting_room: 12}"},
      {"marac",
       "capacity: {waiting_room: 3}, patience: {exponential: {mean: 3 weeks}}, engagement: {standard: 1, "
       "medium: 0.9, high: 0.9}"}};
  for (const Changed& service : services) {
    CAPTURE(service.name);
    auto run = small::warm(service.plan);
    const auto waiting = [&] { return static_cast<double>(service.cases(run.model, Case::State::waiting).size()); };
    const double before = waiting();
    run.run_until(service.plan->horizon);
    run.model.close_year(run.context());
    const auto value = [&](const std::string& metric) {
      const std::size_t m = service.plan->catalogue.find(service.name + metric);
      return run.model.measures().value(run.model.measures().closed_years(), m, service.plan->catalogue.form(m));
    };
    for (const char* metric : {"_declined", "_cases", "_reneged", "_turned_away", "_refused"}) {
      CAPTURE(metric);
      CHECK(value(metric) > 0);
    }
    CHECK(before + value("_referrals") ==
          value("_declined") + value("_cases") + value("_reneged") + value("_turned_away") + waiting());
    CHECK(value("_turned_away_share") ==
          doctest::Approx(value("_turned_away") / (value("_referrals") - value("_declined"))));
    const auto flow = run.model.flows()[service.number];
    CHECK(flow.inside_at_start + flow.entered == flow.left + flow.inside);
    CHECK(waiting() <= (service.name == "marac" ? 3 : 12));
  }
}

TEST_CASE("who is not eligible is refused, and nobody else is") {
  const Changed open{"outreach", for_all}, strict{"outreach", "for: {assessed: [high]}"};
  const auto refused = [](const Changed& service) {
    return small::value(*service.plan, abuse::replicate(service.plan, 0), 0, "outreach_refused");
  };
  CHECK(refused(open) == 0);
  CHECK(refused(strict) > 50);
}

TEST_CASE("areas of one group share a pool, others have their own, each as large as its part of the residents") {
  const Changed outreach{"outreach", for_all + ", split: group, capacity: {fte: 1, caseload: 20 cases per FTE}",
                         "areas: {west_cheshire: {group: north}, far: {residents: 30000, localities: 2, group: north}, "
                         "alone: {residents: 10000}}\n"};
  CHECK(outreach.plan->groups == std::vector<std::string>{"north", "alone"});
  auto run = small::warm(outreach.plan);
  std::array<std::size_t, 2> most{};
  std::set<std::uint16_t> areas_of_north;
  for (double at = 10; at < 500; at += 10) {
    run.run_until(at);
    std::array<std::size_t, 2> open{};
    for (const Case& c : outreach.cases(run.model, Case::State::open)) {
      const auto& locality = outreach.plan->localities[run.model.relationships()[c.relationship].locality];
      REQUIRE(c.pool == locality.group);
      ++open[c.pool];
      if (c.pool == 0) areas_of_north.insert(locality.area);
    }
    for (std::size_t pool = 0; pool < 2; ++pool) most[pool] = std::max(most[pool], open[pool]);
  }
  CHECK(areas_of_north == std::set<std::uint16_t>{0, 1});
  CHECK(most == std::array<std::size_t, 2>{18, 2});  // of 20 places, by 90,000 residents and 10,000
}

TEST_CASE("the expected load of a meeting knows its dates, its steps and its dilution") {
  const auto capacity = [](const std::string& keys) {
    const Changed marac{"marac", "capacity: {slots: 10, " + keys + "}"};
    return abuse::graph_of(*marac.plan, 0, true).services[marac.number].capacity;
  };
  CHECK(capacity("every: 1 week") == doctest::Approx(10.0 / 7));
  CHECK(capacity("every: 1 week, steps: [{since: 2013-03-01, share: 0.5}], dilution: 0.2") == doctest::Approx(4.0 / 7));
  CHECK(capacity("starts: [{on: 2013-01-14, yearly: true}, {on: 2013-09-02}]") == doctest::Approx(30 / 730.5));
  CHECK(capacity("every: 1 day, gaps: {since: 2013-07-01, until: 2013-07-31, yearly: true}") ==
        doctest::Approx(10 * (731 - 60) / 730.5));
}
