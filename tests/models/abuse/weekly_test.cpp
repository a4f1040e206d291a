#include "models/abuse/weekly.hpp"

#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

/// A replication with its weekly series by name.
struct Weekly {
  std::shared_ptr<const abuse::Plan> plan;
  abuse::Outcome outcome = abuse::replicate(plan, 2, {}, true);
  experiment::Weekly names = abuse::weekly_names(*plan);

  std::size_t weeks() const { return names.weeks.size(); }
  double at(std::size_t series, std::size_t week) const { return outcome.weekly[series * weeks() + week]; }
  double length(std::size_t week) const {
    return std::min(7.0, static_cast<double>(plan->years) * abuse::config::year - 7 * static_cast<double>(week));
  }
  std::size_t find(const std::string& system, const std::string& service, const std::string& metric) const {
    for (std::size_t i = 0; i < names.series.size(); ++i)
      if (names.series[i].system == system && names.series[i].service == service && names.series[i].metric == metric)
        return i;
    throw std::invalid_argument("no series " + system + " " + service + " " + metric);
  }
  double horizon(const experiment::Weekly::Series& series) const {
    std::size_t system = 0;
    while (plan->systems[system].name != series.system) ++system;
    return small::value(*plan, outcome, system, series.service + "_" + series.metric);
  }
};

const Weekly& all_systems() {
  // A line that people leave, and one that is full.
  static const Weekly weekly{small::plan({"systems.six_route.services.outreach.capacity.fte=0.2",
                                          "systems.six_route.services.outreach.capacity.waiting_room=3",
                                          "systems.six_route.services.refuge.capacity.places=3"})};
  return weekly;
}

/// Whether a label's units are the same all the time.
bool constant_capacity(const abuse::CompiledSystem& system, const std::string& label) {
  return std::all_of(system.services.begin(), system.services.end(), [&](const abuse::CompiledService& s) {
    if (s.label != label || s.resource == abuse::none16) return true;
    return system.resources[s.resource].steps.empty() && !system.resources[s.resource].until_fall;
  });
}

}  // namespace

TEST_CASE("weeks count from the first day, and the last ends with the run") {
  const Weekly& w = all_systems();
  REQUIRE(w.weeks() == 105);  // 730.5 days
  CHECK(w.names.weeks[0] == "2012-11-01");
  CHECK(w.names.weeks[1] == "2012-11-08");
  CHECK(w.names.weeks[104] == "2014-10-30");
  CHECK(w.length(104) == 2.5);
  CHECK(w.outcome.weekly.size() == w.names.series.size() * 105);
}

TEST_CASE("services that people may have to wait for are followed, and no others") {
  const Weekly& w = all_systems();
  std::map<std::string, std::set<std::string>> metrics;
  for (const auto& series : w.names.series)
    if (series.system == "six_route") metrics[series.service].insert(series.metric);
  const std::set<std::string> of_all{"waiting", "cases", "wait_days", "turned_away", "reneged"};
  const auto and_also = [&](std::set<std::string> more) {
    more.insert(of_all.begin(), of_all.end());
    return more;
  };
  CHECK(metrics["idva"] == and_also({"referrals", "utilisation"}));
  CHECK(metrics["refuge"] == and_also({"requests", "occupancy"}));
  CHECK(metrics["marac"] == and_also({"referrals"}));
  for (const auto& s : w.plan->systems[w.plan->baseline].services) {
    CAPTURE(s.name);
    const bool limited = s.is_batch() || !std::isinf(w.plan->systems[w.plan->baseline].resources[s.resource].units);
    CHECK(metrics.contains(s.label) == limited);
  }
}

TEST_CASE("what is counted by the week adds up to what is counted over the horizon, exactly") {
  const Weekly& w = all_systems();
  std::map<std::string, double> everywhere;
  for (std::size_t i = 0; i < w.names.series.size(); ++i) {
    const auto& series = w.names.series[i];
    if (!std::set<std::string>{"referrals", "requests", "cases", "turned_away", "reneged"}.contains(series.metric))
      continue;
    CAPTURE(series.system);
    CAPTURE(series.service);
    CAPTURE(series.metric);
    double sum = 0;
    for (std::size_t week = 0; week < w.weeks(); ++week) sum += w.at(i, week);
    CHECK(sum == w.horizon(series));
    everywhere[series.metric] += sum;
  }
  for (const auto& [metric, sum] : everywhere) {
    CAPTURE(metric);
    CHECK(sum > 10);
  }
}

TEST_CASE("levels of the weeks, weighted by their length, average to the level over the horizon") {
  const Weekly& w = all_systems();
  const double horizon = static_cast<double>(w.plan->years) * abuse::config::year;
  std::map<std::string, int> compared;
  for (std::size_t i = 0; i < w.names.series.size(); ++i) {
    const auto& series = w.names.series[i];
    const bool use = series.metric == "utilisation" || series.metric == "occupancy";
    if (!use && series.metric != "waiting") continue;
    const auto system = std::find_if(w.plan->systems.begin(), w.plan->systems.end(),
                                     [&](const auto& s) { return s.name == series.system; });
    if (use && !constant_capacity(*system, series.service)) continue;
    CAPTURE(series.system);
    CAPTURE(series.service);
    CAPTURE(series.metric);
    double area = 0;
    for (std::size_t week = 0; week < w.weeks(); ++week) area += w.at(i, week) * w.length(week);
    CHECK(std::abs(area / horizon - w.horizon(series)) <= 1e-9 * w.horizon(series));
    if (w.horizon(series) > 0) ++compared[series.metric];
  }
  CHECK(compared["waiting"] > 10);
  CHECK(compared["utilisation"] > 5);
  CHECK(compared["occupancy"] > 0);
}

TEST_CASE("waits of the weeks, weighted by who began, average to the wait over the horizon") {
  const Weekly& w = all_systems();
  std::size_t weeks_without = 0;
  for (std::size_t i = 0; i < w.names.series.size(); ++i) {
    const auto& series = w.names.series[i];
    if (series.metric != "wait_days") continue;
    CAPTURE(series.system);
    CAPTURE(series.service);
    const std::size_t cases = w.find(series.system, series.service, "cases");
    double waited = 0, begun = 0;
    for (std::size_t week = 0; week < w.weeks(); ++week) {
      CHECK(std::isnan(w.at(i, week)) == (w.at(cases, week) == 0));
      if (w.at(cases, week) == 0) {
        ++weeks_without;
        continue;
      }
      waited += w.at(i, week) * w.at(cases, week);
      begun += w.at(cases, week);
    }
    if (begun > 0) CHECK(std::abs(waited / begun - w.horizon(series)) <= 1e-9 * w.horizon(series));
  }
  CHECK(weeks_without > 0);
}

TEST_CASE("to follow the weeks changes nothing else") {
  const Weekly& w = all_systems();
  const abuse::Outcome without = abuse::replicate(w.plan, 2);
  CHECK(without.weekly.empty());
  CHECK(without.counted_events == w.outcome.counted_events);
  REQUIRE(without.values.size() == w.outcome.values.size());
  std::size_t unlike = 0;
  for (std::size_t i = 0; i < without.values.size(); ++i)
    unlike += !(without.values[i] == w.outcome.values[i] ||
                (std::isnan(without.values[i]) && std::isnan(w.outcome.values[i])));
  CHECK(unlike == 0);
}

TEST_CASE(
    "a queue that nobody leaves until a door opens in the third week is as long, and waits as long, as its people") {
  // Closed from long before the run until 18 November, day 17; then a place for everybody, for a year. A line and units
  // in every locality, so that they have to be added up.
  const std::string everybody = "{standard: {outreach: 1}, medium: {outreach: 1}, high: {outreach: 1}}";
  const small::File file(
      "extends: " + small::west_cheshire() +
      "\nsystems: {six_route: {services: {police_desk: {also_by_tier: " + everybody +
      "}, outreach: {for: {assessed: [standard, medium, high]}, patience: 50 years, duration: 1 year, split: locality, "
      "capacity: {fte: 40, caseload: 50 cases per FTE, steps: [{since: 2005-01-01, share: 0}, {since: 2012-11-18, "
      "share: 1}]}}}}}\n");
  const auto plan = abuse::load(file.path(), small::sets, {"six_route"}).plan;
  const std::size_t outreach = plan->systems[0].find("outreach");
  auto run = small::warm(plan);
  run.model.change_system(0, run.context());
  abuse::WeekBook book(*plan, 0);

  struct Expected {
    double waiting = 0, begun = 0, waited = 0, busy = 0;
  };
  std::vector<Expected> expected;
  for (double week = 0; week < 4; ++week) {
    REQUIRE(book.next() == 7 * (week + 1));
    run.run_until(book.next());
    book.close_week(run.model);
    const double from = 7 * week, to = from + 7;
    Expected e;
    for (const abuse::Case& c : run.model.cases()) {
      if (c.service != outreach) continue;
      const bool open = c.state == abuse::Case::State::open;
      if (!open && c.state != abuse::Case::State::waiting) continue;
      e.waiting += std::max(0.0, (open ? c.since : to) - std::max(c.referred, from));
      if (!open) continue;
      e.busy += to - std::max(c.since, from);
      if (c.since < from) continue;
      e.begun += 1;
      e.waited += c.since - c.referred;
    }
    expected.push_back(e);
  }

  const experiment::Weekly names = abuse::weekly_names(*plan);
  const auto values = [&](const std::string& metric) {
    std::vector<double> out;
    for (std::size_t i = 0; i < names.series.size(); ++i)
      if (names.series[i].service == "outreach" && names.series[i].metric == metric)
        for (std::size_t week = 0; week < 4; ++week) out.push_back(book.values()[i * names.weeks.size() + week]);
    return out;
  };
  const std::vector<double> waiting = values("waiting"), begun = values("cases"), waits = values("wait_days"),
                            use = values("utilisation");
  for (std::size_t week = 0; week < 4; ++week) {
    CAPTURE(week);
    const Expected& e = expected[week];
    CHECK(waiting[week] == doctest::Approx(e.waiting / 7).epsilon(1e-9));
    CHECK(begun[week] == e.begun);
    const double days_open = week < 2 ? 0 : week == 2 ? 4 : 7;
    if (days_open == 0) {
      CHECK(std::isnan(waits[week]));
      CHECK(std::isnan(use[week]));
    } else {
      CHECK(waits[week] == doctest::Approx(e.waited / e.begun).epsilon(1e-9));
      CHECK(use[week] == doctest::Approx(e.busy / (2000 * days_open)).epsilon(1e-9));
    }
  }
  CHECK(waiting[1] > waiting[0]);
  CHECK(waiting[0] > 20);
  CHECK(waiting[3] == 0);
  CHECK(begun[2] > 20);
}

TEST_CASE("people at services of one label are added up, by the week and by the year") {
  const auto labelled = [](const std::string& label) {
    return Weekly{
        small::plan({"systems.option_2.services.family_safety_unit.label=" + label,
                     "systems.option_2.services.family_safety_unit.capacity.fte=0.1",
                     "systems.option_2.services.family_safety_unit.for.when=[men]",
                     "systems.option_2.services.idva.for.when=[women]",  // so that nobody is at both
                     "abuse.relationships.female_victims=0.5", "systems.option_2.services.idva.capacity.fte=0.05"},
                    {"option_2"})};
  };
  const Weekly shared = labelled("idva"), apart = labelled("own");
  const std::size_t option = 1 - shared.plan->baseline;
  REQUIRE(shared.plan->systems[option].name == "option_2");
  const auto year = [&](const Weekly& w, const std::string& metric) {
    return small::value(*w.plan, w.outcome, option, metric);
  };
  for (const std::string metric : {"waiting", "open"}) {
    CAPTURE(metric);
    CHECK(year(apart, "own_" + metric) > 0);
    CHECK(year(apart, "idva_" + metric) > 0);
    CHECK(year(shared, "idva_" + metric) ==
          doctest::Approx(year(apart, "idva_" + metric) + year(apart, "own_" + metric)).epsilon(1e-12));
  }
  for (const std::string metric : {"waiting", "referrals", "cases"})
    for (std::size_t week = 0; week < shared.weeks(); ++week) {
      CAPTURE(metric);
      CAPTURE(week);
      CHECK(shared.at(shared.find("option_2", "idva", metric), week) ==
            doctest::Approx(apart.at(apart.find("option_2", "idva", metric), week) +
                            apart.at(apart.find("option_2", "own", metric), week)));
    }
}

TEST_CASE("who is taken at the very moment at which a week begins belongs to it and not to the week before") {
  const small::File file(
      "extends: " + small::west_cheshire() +
      "\nsystems: {six_route: {services: {marac: {capacity: {every: 2 weeks, preparation: 0 days}}}}}\n");
  const Weekly w{abuse::load(file.path(), small::sets, {"six_route"}).plan};
  const std::size_t cases = w.find("six_route", "marac", "cases");
  std::size_t heard = 0;
  for (std::size_t week = 0; week < w.weeks(); ++week) {
    CAPTURE(week);
    if (week % 2 == 1) CHECK(w.at(cases, week) == 0);  // it sits on days 0, 14, 28, ...
    if (w.at(cases, week) > 0) ++heard;
  }
  CHECK(heard > 20);
}
