#include "models/abuse/experiment.hpp"
#include "models/abuse/margins.hpp"
#include "sim/tally.hpp"
#include "tests/models/abuse/small.hpp"
#include "tests/sim/agreement.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace {

experiment::Results results_of(const abuse::Plan& plan, std::shared_ptr<const abuse::Plan> shared, std::uint32_t n) {
  std::vector<abuse::Outcome> outcomes;
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t r = 0; r < n; ++r) {
    outcomes.push_back(abuse::replicate(shared, r));
    numbers.push_back(r);
  }
  return abuse::collect(plan, numbers, outcomes);
}

/// What a system may not change of a couple.
struct Seen {
  abuse::Person person;
  bool rural;
  std::uint16_t locality, children;
  double frailty;
  std::optional<std::int32_t> perpetrator;
  bool operator==(const Seen&) const = default;
};

bool has_condition(const abuse::CompiledService& s, abuse::Condition c) { return abuse::has(s.conditions, c); }

}  // namespace

TEST_CASE("people come out as the scenario asks, in every margin") {
  const abuse::Loaded loaded =
      abuse::load(small::west_cheshire(),
                  {"areas.west_cheshire.residents=120000", "run.warm_up=1 years", "run.horizon=2 years",
                   "abuse.relationships.look_back=6 years", "abuse.people.ethnic_group.white=0.70",
                   "abuse.people.ethnic_group.mixed=0.10", "abuse.people.ethnic_group.asian=0.10",
                   "abuse.people.ethnic_group.black=0.06", "abuse.people.ethnic_group.other=0.04",
                   "abuse.people.disabled.male=0.15"},
                  {"six_route"});
  const auto rows = abuse::margins(*loaded.plan, results_of(*loaded.plan, loaded.plan, 12), loaded.assumptions);
  std::size_t shares = 0;
  for (const abuse::Margin& row : rows) {
    if (row.unit != "share") continue;
    CAPTURE(row.characteristic);
    CAPTURE(row.category);
    ++shares;
    const double n = row.people / row.drawn * 12;
    CHECK(n > 50000);
    // Each of about 40 rows is left by chance once in a million.
    CHECK(std::abs(row.drawn - row.target) < agreement::standard_errors * std::sqrt(row.target * (1 - row.target) / n));
    CHECK_FALSE(row.source.empty());
    CHECK_FALSE(row.status.empty());
    CHECK(row.ci_low < row.drawn);
  }
  CHECK(shares == 2 + 5 + 5 + 2 + 2 + 5 + 3 + 2 + 4 + 2 + 5 + 3);
}

TEST_CASE("women and men have the ages and disabilities of their sex") {
  const auto plan = small::plan(
      {"areas.west_cheshire.residents=200000", "abuse.people.age.women=[1, 0, 0, 0, 0]",
       "abuse.people.age.men=[0, 0, 0, 0.5, 0.5]", "abuse.people.disabled.female=0", "abuse.people.disabled.male=1"},
      {"six_route"});
  const auto run = small::warm(plan);
  std::set<int> women, men;
  for (const auto& r : run.model.relationships()) {
    if (r.phase == abuse::Phase::forgotten) continue;
    const abuse::Person& p = r.victim.person;
    CHECK(p.age >= 16);  // they too whose long cases began before the warm-up
    if (r.phase == abuse::Phase::ended) continue;
    CHECK(p.disabled == (p.sex == abuse::Sex::male));
    (p.sex == abuse::Sex::female ? women : men).insert(p.age);
  }
  CHECK(*women.begin() == 16);
  CHECK(*women.rbegin() == 24);
  CHECK(women.size() == 9);  // every year of the band comes, and none outside it
  CHECK(*men.begin() == 45);
  CHECK(*men.rbegin() == 84);
  CHECK(men.size() == 40);
}

TEST_CASE("what somebody is in one respect says nothing of what they are in another") {
  const auto plan =
      small::plan({"areas.west_cheshire.residents=400000", "abuse.people.age.men=[0.23, 0.30, 0.23, 0.19, 0.05]",
                   "abuse.people.disabled.male=0.34", "abuse.people.ethnic_group.white=0.40",
                   "abuse.people.ethnic_group.mixed=0.59"},
                  {"six_route"});
  std::array<std::vector<double>, 7> of;
  const auto run = small::warm(plan);
  for (const auto& r : run.model.relationships()) {
    if (r.phase != abuse::Phase::active && r.phase != abuse::Phase::quiet) continue;
    const abuse::Person& p = r.victim.person;
    const double row[] = {p.sex == abuse::Sex::male ? 1.0 : 0.0,
                          static_cast<double>(p.age),
                          static_cast<double>(p.ethnic_group),
                          p.disabled ? 1.0 : 0.0,
                          r.rural ? 1.0 : 0.0,
                          static_cast<double>(r.children),
                          r.frailty};
    for (std::size_t i = 0; i < of.size(); ++i) of[i].push_back(row[i]);
  }
  const double n = static_cast<double>(of[0].size());
  CHECK(n > 5000);
  for (std::size_t i = 0; i < of.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      sim::Tally a, b, product;
      for (std::size_t k = 0; k < of[i].size(); ++k) a.add(of[i][k]), b.add(of[j][k]);
      for (std::size_t k = 0; k < of[i].size(); ++k) product.add((of[i][k] - a.mean()) * (of[j][k] - b.mean()));
      CAPTURE(i);
      CAPTURE(j);
      CHECK(std::abs(product.mean()) < agreement::margin(product));
    }
}

TEST_CASE("perpetrators are 16 at least, and as much older than their first victim as the scenario says") {
  const auto plan = small::plan(
      {"areas.west_cheshire.residents=200000", "abuse.relationships.new_partner=0",
       "abuse.people.age.women=[0, 0, 1, 0, 0]", "abuse.people.age.men=[0, 0, 1, 0, 0]", "run.warm_up=8 years"},
      {"six_route"});
  auto run = small::warm(plan);
  sim::Tally older;
  std::map<std::uint64_t, bool> there;
  for (const auto& r : run.model.relationships()) there[r.id] = true;
  run.run_until(40);
  for (const auto& r : run.model.relationships()) {
    if (there[r.id] || r.phase == abuse::Phase::forgotten) continue;
    const auto birth = run.model.perpetrators()[r.perpetrator].birth;
    REQUIRE(birth);
    const double began = 20;  // within these 40 days
    older.add((began - *birth) / abuse::config::year - r.victim.person.age);
    CHECK(began - *birth > 15.9 * abuse::config::year);
  }
  CHECK(older.count() > 400);
  CHECK(older.sd() == doctest::Approx(6).epsilon(0.2));
  CHECK(std::abs(older.mean() - 1) < 0.06 + agreement::margin(older));
}

TEST_CASE(
    "the sexes of perpetrators and victims go together as the scenario says, in a perpetrator's every relationship") {
  const std::string at = "abuse.people.male_perpetrators.";
  const auto couples = [&](const std::string& of_women, const std::string& of_men) {
    const auto plan =
        small::plan({"areas.west_cheshire.residents=200000", "abuse.relationships.new_partner=0.8",
                     "abuse.relationships.new_partner_after.exponential.mean=30 days",
                     "abuse.relationships.new_per_1000=6", at + "female=" + of_women, at + "male=" + of_men},
                    {"six_route"});
    auto run = small::warm(plan);
    run.run_until(300);
    std::map<std::tuple<bool, abuse::Sex, abuse::Sex>, double> out;  // later relationship, victim, perpetrator
    for (const auto& r : run.model.relationships()) {
      if (r.phase != abuse::Phase::active && r.phase != abuse::Phase::quiet) continue;
      const abuse::Perpetrator& p = run.model.perpetrators()[r.perpetrator];
      if (p.relationship != static_cast<std::uint32_t>(&r - run.model.relationships().data())) continue;
      ++out[{p.earlier > 0, r.victim.person.sex, p.sex}];
    }
    return out;
  };
  using abuse::Sex;
  auto opposite = couples("1", "0");
  for (const bool later : {false, true}) {
    CHECK(opposite[{later, Sex::female, Sex::male}] > 300);
    CHECK(opposite[{later, Sex::male, Sex::female}] > 100);
    CHECK(opposite[{later, Sex::female, Sex::female}] + opposite[{later, Sex::male, Sex::male}] == 0);
  }
  auto mixed = couples("0.9", "0.4");
  for (const bool later : {false, true})
    for (const Sex victim : {Sex::female, Sex::male}) {
      const double men = mixed[{later, victim, Sex::male}], n = men + mixed[{later, victim, Sex::female}];
      const double expected = victim == Sex::female ? 0.9 : 0.4;
      CHECK(n > 200);
      CHECK(std::abs(men / n - expected) < agreement::standard_errors * std::sqrt(expected * (1 - expected) / n));
    }
}

TEST_CASE("what perpetrators come to is told apart by their sex, and by nothing that victims are not") {
  const auto plan = small::plan({"abuse.people.male_perpetrators.female=1", "abuse.people.male_perpetrators.male=0"});
  const auto outcome = abuse::replicate(plan, 0);
  const std::size_t option = plan->systems.size() - 1;
  for (const std::string metric : {"arrest_referrals", "convicted_referrals", "navigate_safer_requests"}) {
    CAPTURE(metric);
    const double men = small::in_group(*plan, outcome, option, metric, "perpetrator_sex=male"),
                 women = small::in_group(*plan, outcome, option, metric, "perpetrator_sex=female");
    CHECK(men + women == small::value(*plan, outcome, option, metric));
    CHECK(men == small::in_group(*plan, outcome, option, metric, "sex=female"));
    CHECK(women > 0);
  }
}

TEST_CASE("the groups of every characteristic add up to everybody, under every system and in every year") {
  const auto plan = small::plan();
  const auto outcome = abuse::replicate(plan, 2);
  const auto& metrics = plan->catalogue.metrics();
  std::map<std::string, std::set<std::string>> characteristics;
  for (const auto& metric : metrics)
    if (!metric.group.empty()) characteristics[metric.name].insert(metric.group.substr(0, metric.group.find('=')));
  CHECK(characteristics.size() == 18);
  double largest = 0;
  for (const auto& [name, keys] : characteristics)
    for (const std::string& key : keys) {
      if (key == "background") continue;
      for (std::size_t s = 0; s < plan->systems.size(); ++s)
        for (std::size_t row = 0; row <= plan->years; ++row) {
          double sum = 0;
          for (const auto& metric : metrics)
            if (metric.name == name && (metric.group.starts_with(key + "=") || metric.group == "background=yes"))
              sum += small::in_group(*plan, outcome, s, name, metric.group, row);
          const double all = small::value(*plan, outcome, s, name, row);
          CAPTURE(name);
          CAPTURE(key);
          CHECK(std::abs(sum - all) <= 1e-9 * std::abs(all));
          largest = std::max(largest, all);
        }
    }
  CHECK(largest > 1000);
  for (const char* metric : {"incidents", "harm_days", "victims_known", "assessed_high", "false_escalations", "victims",
                             "relationships_begun", "idva_referrals", "refuge_requests", "refuge_turned_away"})
    CHECK(characteristics[metric].contains("ethnic_group"));
}

TEST_CASE("victims of a period are those who were there and those who came, each once") {
  const auto plan = small::plan({}, {"six_route"});
  auto run = small::warm(plan);
  double there = 0;
  for (const auto& r : run.model.relationships())
    there += r.phase == abuse::Phase::active || r.phase == abuse::Phase::quiet;
  run.model.change_system(plan->baseline, run.context());
  const auto outcome = [&] {
    abuse::Outcome out;
    for (std::size_t y = 0; y < plan->years; ++y) {
      run.run_until(static_cast<double>(y + 1) * abuse::config::year);
      run.model.close_year(run.context());
    }
    for (std::size_t row = 0; row <= plan->years; ++row)
      for (std::size_t m = 0; m < plan->catalogue.size(); ++m)
        out.values.push_back(run.model.measures().value(row, m, plan->catalogue.form(m)));
    return out;
  }();
  const double begun = small::value(*plan, outcome, 0, "relationships_begun");
  CHECK(there > 500);
  CHECK(small::value(*plan, outcome, 0, "victims") == there + begun);
  CHECK(small::value(*plan, outcome, 0, "victims", 0) ==
        there + small::value(*plan, outcome, 0, "relationships_begun", 0));
  CHECK(small::value(*plan, outcome, 0, "victims", 1) >
        small::value(*plan, outcome, 0, "relationships_begun", 1) + 500);
  const double living = small::value(*plan, outcome, 0, "people_hidden") +
                        small::value(*plan, outcome, 0, "people_known") +
                        small::value(*plan, outcome, 0, "people_in_service");
  CHECK(living == doctest::Approx(there).epsilon(0.1));
  for (const char* standing : {"people_hidden", "people_known", "people_in_service"})
    CHECK(small::value(*plan, outcome, 0, standing) > 0);
}

TEST_CASE("different victims with a police incident are police incidents less the repeats") {
  const auto plan = small::plan({}, {"six_route"});
  const auto outcome = abuse::replicate(plan, 1);
  double sum = 0;
  for (std::size_t y = 0; y < plan->years; ++y) {
    const double incidents = small::value(*plan, outcome, 0, "police_incidents", y);
    const double victims = small::value(*plan, outcome, 0, "police_known_victims", y);
    CHECK(victims == doctest::Approx(incidents * (1 - small::value(*plan, outcome, 0, "repeat_police_share", y))));
    sum += victims;
  }
  const double whole = small::value(*plan, outcome, 0, "police_known_victims");
  CHECK(whole < sum);
  CHECK(whole > 0.6 * sum);
}

TEST_CASE("men are never in a service for women, and are helped where men are taken") {
  const auto plan = small::plan(
      {"areas.west_cheshire.residents=150000", "abuse.relationships.female_victims=0.5",
       "systems.option_2.services.refuge_hub.start=2013-01-01", "systems.option_2.services.refuge.end=2013-01-01",
       "systems.option_2.services.dispersed_unit.start=2013-01-01",
       "systems.option_2.services.dispersed_unit.capacity.places=40"},
      {"option_2"});
  const std::size_t option = 1 - plan->baseline;
  std::size_t women_there = 0, men_elsewhere = 0, services = 0;
  for (const std::size_t system : {plan->baseline, option}) {
    for (const auto& s : plan->systems[system].services) services += has_condition(s, abuse::Condition::women);
    auto run = small::warm(plan);
    run.model.change_system(system, run.context());
    for (int month = 1; month <= 24; ++month) {
      run.run_until(30 * month);
      for (const auto& c : run.model.cases()) {
        if (c.state == abuse::Case::State::gone || c.subject == abuse::none32) continue;
        const auto& s = run.model.system().services[c.service];
        const abuse::Sex sex = run.model.relationships()[c.relationship].victim.person.sex;
        if (has_condition(s, abuse::Condition::women)) {
          CHECK(sex == abuse::Sex::female);
          ++women_there;
        }
        men_elsewhere += s.name == "dispersed_unit" && sex == abuse::Sex::male;
      }
    }
  }
  CHECK(services == 11);  // the refuge here, three steps to one elsewhere, antenatal care, in both systems; and the hub
  CHECK(women_there > 50);
  CHECK(men_elsewhere > 20);
  const auto outcome = abuse::replicate(plan, 0);
  CHECK(small::in_group(*plan, outcome, plan->baseline, "refuge_requests", "sex=male") == 0);
  CHECK(small::in_group(*plan, outcome, plan->baseline, "refuge_requests", "sex=female") > 0);
  CHECK(small::in_group(*plan, outcome, option, "refuge_requests", "sex=male") > 0);
}

TEST_CASE("a service for men takes men only") {
  const auto plan = small::plan({"systems.six_route.services.idva.for.when=[men]"}, {"six_route"});
  const auto outcome = abuse::replicate(plan, 0);
  CHECK(small::in_group(*plan, outcome, 0, "idva_referrals", "sex=male") > 0);
  CHECK(small::in_group(*plan, outcome, 0, "idva_referrals", "sex=female") == 0);
}

TEST_CASE("a person is the same person under every system") {
  const auto plan = small::plan();
  const auto warm = small::warm(plan);
  std::map<std::uint64_t, Seen> seen;
  std::size_t met_again = 0;
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    auto run = warm;
    run.model.change_system(s, run.context());
    for (int month = 1; month <= 24; ++month) {
      run.run_until(30 * month);
      for (const auto& r : run.model.relationships()) {
        if (r.phase != abuse::Phase::active && r.phase != abuse::Phase::quiet) continue;
        const Seen now{r.victim.person, r.rural,   r.locality,
                       r.children,      r.frailty, run.model.perpetrators()[r.perpetrator].birth};
        const auto [found, is_new] = seen.emplace(r.id, now);
        CHECK(found->second == now);
        CHECK(now.perpetrator.has_value());
        met_again += !is_new;
      }
    }
  }
  CHECK(seen.size() > 2000);
  CHECK(met_again > 10000);
}

TEST_CASE("under the baseline as many people are hidden, known and in service at the end as at the start") {
  const char* const stocks[] = {"slope.relationships", "slope.people_hidden", "slope.people_known",
                                "slope.people_in_service"};
  const auto slopes_of = [&](std::vector<std::string> sets) {
    sets.push_back("areas.west_cheshire.residents=40000");
    const auto plan = abuse::load(small::west_cheshire(), sets, {"six_route"}).plan;
    std::map<std::string, sim::Tally> slopes;
    for (std::uint32_t r = 0; r < 12; ++r) {
      const auto outcome = abuse::replicate(plan, r);
      for (const char* stock : stocks) slopes[stock].add(small::value(*plan, outcome, 0, stock));
    }
    return slopes;
  };
  for (const char* seed : {"1", "2", "3"}) {
    auto slopes = slopes_of({std::string("run.seed=") + seed});
    for (const char* stock : stocks) {
      CAPTURE(seed);
      CAPTURE(stock);
      CHECK(std::abs(slopes[stock].mean()) < agreement::margin(slopes[stock]));
    }
  }
  // A start that is not stationary would be seen.
  auto slopes = slopes_of({"abuse.relationships.look_back=1 years", "run.warm_up=4 weeks"});
  for (const char* stock : {"slope.relationships", "slope.people_hidden", "slope.people_known"})
    CHECK(slopes[stock].mean() > agreement::margin(slopes[stock]));
}
