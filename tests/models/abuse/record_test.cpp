#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// Whether agencies know who abuses, and what police hold on them: the one decides whether they can be arrested or
/// managed at all, the other who is managed first.
namespace {

using Sets = std::vector<std::string>;

const std::vector<std::string> routes{"police", "criminal_justice", "community_safety", "childrens_services", "housing",
                                      "health"};

/// Every route of a system names the perpetrator with that chance.
Sets named(const std::string& chance, const std::string& system, Sets more = {}) {
  more.push_back("abuse.incidents.fatal=0");  // whoever kills is found
  for (const std::string& each : {std::string("six_route"), system})
    for (const std::string& route : routes)
      more.push_back("systems." + each + ".routes." + route + ".identifies=" + chance);
  return more;
}

/// Sums over two replications, of one system.
class Runs {
 public:
  Runs(Sets sets, const std::string& system) : plan_(small::plan(std::move(sets), {system})) {
    while (plan_->systems[system_].name != system) ++system_;
    for (std::uint32_t r = 0; r < 2; ++r) outcomes_.push_back(abuse::replicate(plan_, r));
  }
  double operator[](const std::string& metric) const {
    double sum = 0;
    for (const auto& outcome : outcomes_) sum += small::value(*plan_, outcome, system_, metric);
    return sum;
  }
  double status(const std::string& name) const {
    double sum = 0;
    for (const auto& outcome : outcomes_)
      sum += small::in_group(*plan_, outcome, system_, "perpetrator_status_years", "status=" + name);
    return sum;
  }

 private:
  std::shared_ptr<const abuse::Plan> plan_;
  std::size_t system_ = 0;
  std::vector<abuse::Outcome> outcomes_;
};

/// What orders a line by the record: the same for two people at any later time.
double weight(const abuse::Perpetrator& p, double half_life) {
  return p.record > 0 ? std::log2(p.record) + p.record_at / half_life : -1e9;
}

/// Of those who were taken from a line for offender management, how often somebody with a lighter record was taken
/// while one with a heavier stood there.
struct Taken {
  double pairs = 0, wrong = 0;
};
Taken passed_over(const std::string& discipline) {
  Sets sets{"systems.option_2.resources.navigate_places.capacity.places=8", "areas.west_cheshire.residents=120000",
            "run.horizon=2 years"};
  for (const char* arm : {"motivated", "tagged", "alcohol_monitored", "monitored"})
    sets.push_back("systems.option_2.services.navigate_" + std::string(arm) + ".queue.discipline=" + discipline);
  const auto plan = small::plan(sets, {"option_2"});
  auto run = small::warm(plan);
  const std::size_t option = 1 - plan->baseline;
  run.model.change_system(option, run.context());
  const auto& services = plan->systems[option].services;
  const std::uint16_t places = services[plan->systems[option].find("navigate_tagged")].resource;
  const double half_life = plan->scenario.abuse.record->half_life;
  std::map<std::uint32_t, double> line;  ///< by perpetrator, as on record when they joined
  Taken taken;
  for (double day = 0.25; day < plan->horizon; day += 0.25) {
    run.run_until(day);
    std::map<std::uint32_t, double> now;
    std::vector<double> begun;
    for (const auto& c : run.model.cases()) {
      if (c.state == abuse::Case::State::gone || c.subject == abuse::none32 || services[c.service].resource != places)
        continue;
      if (c.state == abuse::Case::State::waiting)
        now[c.subject] =
            line.contains(c.subject) ? line[c.subject] : weight(run.model.perpetrators()[c.subject], half_life);
      if (c.state == abuse::Case::State::open && line.contains(c.subject) && c.since > day - 0.25)
        begun.push_back(line[c.subject]);
    }
    for (const double theirs : begun)
      for (const auto& [who, other] : line)
        if (now.contains(who)) {
          ++taken.pairs;
          taken.wrong += other > theirs + 1e-6;
        }
    line = std::move(now);
  }
  return taken;
}

}  // namespace

TEST_CASE(
    "nobody is arrested, charged, selected or managed whom no agency knows, and crimes are recorded all the same") {
  const Runs unknown(named("0", "option_2"), "option_2"), known(named("1", "option_2"), "option_2");
  CHECK(unknown["crime_recorded_cases"] > 100);
  CHECK(unknown["arrests"] == 0);
  CHECK(unknown["charges"] == 0);
  CHECK(unknown["navigate_selection_cases"] == 0);
  CHECK(unknown["managed_perpetrators"] == 0);
  CHECK(unknown.status("known") == 0);
  CHECK(unknown.status("unknown") == doctest::Approx(unknown["perpetrator_years"]).epsilon(1e-12));
  CHECK(known["arrests"] > 60);
  CHECK(known["managed_perpetrators"] > 10);
  // Most abuse comes to nobody's notice, so that who does it stays unknown even where every telling names them.
  CHECK(known.status("unknown") > known.status("known"));
  CHECK(known.status("known") > 100);
}

TEST_CASE(
    "of the crimes whose suspect is known three in five lead to an arrest, and a suspect once named stays known") {
  const auto arrests = [](const std::string& chance) {
    Sets sets = named(chance, "six_route", {"areas.west_cheshire.residents=300000"});
    for (const char* breach : {"police_bail.breach.share", "court_bail.breach.share"})
      sets.push_back("systems.six_route.services." + std::string(breach) + "=0");
    const Runs runs(sets, "six_route");
    return std::pair(runs["arrest_cases"], runs["crime_recorded_cases"]);
  };
  const auto [all, crimes] = arrests("1");
  CHECK(crimes > 1500);
  CHECK(std::abs(all / crimes - 0.60) < 4 * std::sqrt(0.24 / crimes));
  const auto [half, as_many] = arrests("0.5");
  CHECK(half < 0.85 * all);
  CHECK(half > 0.55 * as_many * 0.60);  // more than half: some were named before
}

TEST_CASE("in West Cheshire 55 to 60 arrests come of 100 crimes, as were counted before the suspect's name mattered") {
  const Runs runs({"areas.west_cheshire.residents=330000"}, "six_route");
  const double refused = runs["arrest_refused"], crimes = runs["crime_recorded_cases"];
  const double unknown = refused / 0.60 / crimes;  // of the crimes
  MESSAGE("suspect not known: ", unknown, " of crimes; arrests a crime, for breach too: ", runs["arrests"] / crimes);
  CHECK(unknown > 0.01);
  CHECK(unknown < 0.05);
  CHECK(std::abs((1 - unknown) * 0.60 - 0.58) < 0.01);
}

TEST_CASE("what is on record counts half after its half-life, by gravity, and only of people who are known") {
  Sets sets = named("1", "six_route", {"abuse.record.half_life=100 days", "abuse.record.arrest=0"});
  for (const auto& [severity, gravity] : std::map<std::string, std::string>{
           {"coercive", "3"}, {"minor", "3"}, {"moderate", "3"}, {"serious", "3"}, {"life_threatening", "3"}})
    sets.push_back("abuse.record.gravity." + severity + "=" + gravity);
  const auto plan = small::plan(sets, {"six_route"});
  auto run = small::warm(plan);
  // Twelve months, a day at a time: each recorded incident adds 3 to what was there, which has faded since.
  std::map<std::uint64_t, std::pair<std::uint32_t, double>> calls;  // by relationship: so far, and what they make
  std::size_t compared = 0, wrong = 0;
  for (int day = 0; day <= 365; ++day) {
    run.run_until(day);
    for (const auto& r : run.model.relationships()) {
      if (r.phase == abuse::Phase::forgotten) continue;
      auto& [so_far, record] = calls[r.id];
      record *= std::exp2(-1 / 100.0);
      if (r.police.calls > so_far) record += 3 * (r.police.calls - so_far);
      so_far = r.police.calls;
      const auto& p = run.model.perpetrators()[r.perpetrator];
      if (day < 365 || so_far == 0 || r.phase == abuse::Phase::ended || p.earlier > 0) continue;
      const double theirs = p.record * std::exp2((p.record_at - day) / 100.0);
      ++compared;
      // What is from before the year has faded to a twelfth, a day's grid is off by less than one part in a hundred.
      wrong += theirs < 0.99 * record || theirs > 1.01 * record + 3 * 0.09;
    }
  }
  CHECK(compared > 100);
  CHECK(wrong < 0.05 * static_cast<double>(compared));
  const Runs nobody(named("0", "option_2",
                          {"systems.option_2.services.navigate_selection.for.when=[]",
                           "systems.option_2.services.navigate_selection.for.least_record=0.001"}),
                    "option_2");
  CHECK(nobody["navigate_selection_cases"] == 0);  // nothing stands on the record of somebody whom nobody knows
}

TEST_CASE("a place goes to the heaviest record in line, and not to who came first") {
  const Taken by_record = passed_over("record"), by_turn = passed_over("fifo");
  MESSAGE("passed over: ", by_record.wrong, " of ", by_record.pairs, " pairs by record, ", by_turn.wrong, " of ",
          by_turn.pairs, " by turn");
  CHECK(by_record.pairs > 200);
  CHECK(by_record.wrong < 0.02 * by_record.pairs);
  CHECK(by_turn.wrong > 0.2 * by_turn.pairs);
}

TEST_CASE("who has less on record than a service asks for is not taken") {
  const auto selected = [](const std::string& least) {
    return Runs({"systems.option_2.services.navigate_selection.for.least_record=" + least},
                "option_2")["navigate_selection_cases"];
  };
  const double all = selected("0"), some = selected("1.5"), few = selected("6");
  MESSAGE("selected: ", all, " without a limit, ", some, " from 1.5 on, ", few, " from 6 on");
  CHECK(all > 1.1 * some);
  CHECK(some > 1.5 * few);
  CHECK(selected("1000") == 0);
}

TEST_CASE("what a service asks of a record and of its line is refused with the nearest word where it is misspelt") {
  const auto message = [](const std::string& service) {
    std::string text = "extends: " + small::west_cheshire() + "\nsystems: {six_route: {services: {" + service + "}}}\n";
    const small::File file(text);
    try {
      abuse::load(file.path(), small::sets, {"six_route"});
    } catch (const scenario::InputError& e) { return std::string(e.what()); }
    return std::string("loads");
  };
  CHECK(message("idva: {for: {least_record: 2}}") == "loads");
  CHECK(message("idva: {for: {least_recrd: 2}}").find("did you mean \"least_record\"") != std::string::npos);
  CHECK(message("idva: {queue: {discipline: recrd}}").find("record") != std::string::npos);
}
