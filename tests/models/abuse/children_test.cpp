#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// The ways of children through children's services: lengths, returns, coming of age.
namespace {

using abuse::Entry;
using abuse::Happening;
using Sets = std::vector<std::string>;

constexpr double month = 365.25 / 12, year = 365.25;

/// A run of a scenario with a journal of all that happened.
struct Told {
  explicit Told(Sets sets, std::vector<std::string> systems = {"six_route"})
      : plan(small::plan(std::move(sets), std::move(systems))), kept(plan->systems.size()),
        outcome(abuse::replicate(plan, 0, kept.journals())) {
    for (const small::Kept* part : {&kept.warm_up, &kept.under[plan->baseline]})
      for (const Entry& e : part->entries)
        if (e.what == Happening::relationship_begins && e.role == abuse::Role::child) birth[e.person] = e.at - e.number;
  }
  std::uint16_t service(std::size_t system, const std::string& name) const { return plan->systems[system].find(name); }
  double value(std::size_t system, const std::string& metric) const {
    return small::value(*plan, outcome, system, metric);
  }
  std::shared_ptr<const abuse::Plan> plan;
  small::KeptAll kept;
  abuse::Outcome outcome;
  std::map<std::uint64_t, double> birth;  ///< of children in the warm-up and under the baseline
};

std::string services(const std::string& set) { return "systems.six_route.services." + set; }

/// Every assessment leads to an enquiry, and that to a plan.
const Sets many_plans{
    "areas.west_cheshire.residents=330000",
    services("childrens_assessment.next_by_tier.standard={section_47: 1, inappropriate_referral: 0, early_help: 0}"),
    services("childrens_assessment.next_by_tier.medium={section_47: 1}"), services("section_47.next={conference: 1}"),
    services("conference.capacity.slots=1000")};

}  // namespace

TEST_CASE("a protection plan closes three times as often after six months as before") {
  Sets sets = many_plans;
  sets.push_back("run.horizon=4 years");
  const Told told(sets);
  const std::uint16_t plan = told.service(0, "protection_plan");
  std::map<std::pair<std::uint64_t, std::uint64_t>, double> open;
  const std::vector<double> from{0, 3, 6, 12, 24};
  std::vector<double> closed(4), months(4);
  const auto lived = [&](double length, bool closes) {
    for (std::size_t k = 0; k < 4; ++k) {
      months[k] += std::clamp(length / month - from[k], 0.0, from[k + 1] - from[k]);
      closed[k] += closes && length / month >= from[k] && length / month < from[k + 1];
    }
  };
  for (const Entry& e : told.kept.under[0].entries) {
    if (e.service != plan || (e.what != Happening::begun && e.what != Happening::closed)) continue;
    if (e.what == Happening::begun) open[{e.person, e.address}] = e.at;
    if (e.what != Happening::closed || open.erase({e.person, e.address}) == 0) continue;
    lived(e.number, e.at < told.birth.at(e.person) + 18 * year - 1e-6);
  }
  for (const auto& [key, since] : open) lived(4 * year - since, false);
  for (std::size_t k = 0; k < 4; ++k) MESSAGE("from ", from[k], " months on: ", closed[k] / months[k], " a month");
  CHECK(closed[1] > 100);
  // \source DfE table D7, North West: 0.056, 0.048, 0.150 and 0.179 a month
  CHECK(closed[2] / months[2] > 2.3 * closed[1] / months[1]);
  CHECK(closed[2] / months[2] < 4.2 * closed[1] / months[1]);
  CHECK(closed[0] / months[0] < 0.6 * closed[2] / months[2]);
  CHECK(closed[3] / months[3] > 0.8 * closed[2] / months[2]);
}

TEST_CASE("a second plan and a second referral of the same child are counted, under every system") {
  Sets sets = many_plans;  // and nothing that is not seen here
  for (const char* system : {"six_route", "option_2"})
    for (const char* path : {"childrens_referral.counts_some.0.unseen=0", "protection_plan.counts_some.0.unseen=0"})
      sets.push_back("systems." + std::string(system) + ".services." + path);
  const Told told(sets, {"option_2"});
  for (std::size_t s = 0; s < told.plan->systems.size(); ++s) {
    const std::string& name = told.plan->systems[s].name;
    CAPTURE(name);
    std::set<std::uint64_t> had;
    std::map<std::uint64_t, double> referred;
    double repeats = 0, again = 0;
    for (const auto& [part, system, counts] :
         {std::tuple{&told.kept.warm_up, told.plan->baseline, 0.0}, std::tuple{&told.kept.under[s], s, 1.0}})
      for (const Entry& e : part->entries) {
        if (e.what == Happening::begun && e.service == told.service(system, "protection_plan"))
          repeats += had.insert(e.person).second ? 0 : counts;
        if (e.what != Happening::begun || e.service != told.service(system, "childrens_referral")) continue;
        const auto before = referred.find(e.person);
        if (before != referred.end() && e.at - before->second <= year) again += counts;
        referred[e.person] = e.at;
      }
    MESSAGE("there were ", repeats, " repeat plans, ", again, " referrals within a year");
    CHECK(repeats > (s == told.plan->baseline ? 20 : 0));
    CHECK(told.value(s, "repeat_plans") == repeats);
    CHECK(again > 20);
    CHECK(told.value(s, "rereferrals") == again);
  }
}

TEST_CASE("a child who is new here may have been on a plan or referred before: drawn once, and it moves nothing else") {
  const auto run = [](const std::string& unseen) {
    Sets sets = many_plans;
    sets.push_back(services("protection_plan.counts_some.0.unseen=" + unseen));
    sets.push_back(services("childrens_referral.counts_some.0.unseen=" + unseen));
    const auto plan = small::plan(sets, {"six_route"});
    return std::pair(plan, abuse::replicate(plan, 0));
  };
  const auto [never_plan, never] = run("0");
  const auto [some_plan, some] = run("0.3");
  const auto [all_plan, all] = run("1");
  const auto of = [](const auto& plan, const auto& outcome, const char* metric) {
    return small::value(*plan, outcome, 0, metric);
  };
  for (const auto& [repeats, whole] :
       {std::pair("repeat_plans", "protection_plans_started"), std::pair("rereferrals", "childrens_referrals")}) {
    CAPTURE(repeats);
    const double n = of(some_plan, some, whole), seen = of(never_plan, never, repeats);
    const double most = of(all_plan, all, repeats);  // all but those whose last one here is too long ago
    CHECK(n > 200);
    CHECK(of(never_plan, never, whole) == n);
    CHECK(most > 0.9 * n);
    const double drawn = (of(some_plan, some, repeats) - seen) / (most - seen);
    CHECK(std::abs(drawn - 0.3) <
          4 * std::sqrt(0.21 / (most - seen) * 2));  // brothers and sisters apart, some drawn twice
  }
  CHECK(of(never_plan, never, "cost_total") == of(all_plan, all, "cost_total"));
  CHECK(of(never_plan, never, "incidents") == of(all_plan, all, "incidents"));
}

TEST_CASE("of children who go home from care a fifth are back within a year, and ever fewer of the others later") {
  const Told told({"areas.west_cheshire.residents=330000", "run.horizon=4 years",
                   services("child_in_need.next={care_entry: 1}"), services("foster_care.duration={constant: 30 days}"),
                   services("foster_care.next={returned_home: 1, close: 0}"),
                   services("care_entry.next={foster_care: 1, residential_care: 0}")});
  const std::uint16_t home = told.service(0, "returned_home"), entry = told.service(0, "care_entry"),
                      foster = told.service(0, "foster_care");
  std::set<std::pair<std::uint64_t, double>> entered;
  std::map<std::uint64_t, double> went_home;
  std::set<std::uint64_t> in_care;
  double first_year = 0, returns = 0, twice = 0;
  const auto look = [&](const small::Kept& part, double counts) {
    for (const Entry& e : part.entries) {
      if (e.service == foster && (e.what == Happening::begun || e.what == Happening::goes_on_open))
        in_care.insert(e.person);
      if (e.service == foster && (e.what == Happening::closed || e.what == Happening::set_aside))
        in_care.erase(e.person);
      if (e.service == home && e.what == Happening::goes_on_open) went_home[e.person] = e.at - e.number;
      if (e.what != Happening::begun) continue;
      if (e.service == entry) {
        entered.insert({e.person, e.at});
        twice += in_care.contains(e.person) ? counts : 0;
        const auto before = went_home.find(e.person);
        returns += before != went_home.end() ? counts : 0;
        first_year += before != went_home.end() && e.at - before->second <= year ? counts : 0;
      }
      if (e.service == home) went_home[e.person] = e.at;
    }
  };
  look(told.kept.warm_up, 0);
  look(told.kept.under[0], 1);
  CHECK(twice == 0);  // nobody enters care who is there
  MESSAGE("there were ", returns, " returns, ", first_year, " of them in the first year");
  CHECK(told.value(0, "care_returns_first_year") == first_year);
  CHECK(told.value(0, "care_returns") == returns);

  // Of those at home, who goes back to care from there: with what is left of the horizon to see it.
  std::map<std::uint64_t, double> since;
  std::vector<double> back(2), there(2);
  for (const Entry& e : told.kept.under[0].entries) {
    if (e.service != home) continue;
    if (e.what == Happening::begun) since[e.person] = e.at;
    if (e.what != Happening::closed || !since.contains(e.person)) continue;
    const bool returned = entered.contains({e.person, e.at});
    const auto which = static_cast<std::size_t>(e.number / year);
    if (returned && which < 2 && since[e.person] + 2 * year < 4 * year) ++back[which];
  }
  for (const Entry& e : told.kept.under[0].entries)
    if (e.service == home && e.what == Happening::begun && e.at + 2 * year < 4 * year) ++there[0];
  there[1] = there[0] - back[0];
  MESSAGE("back: ", back[0] / there[0], " in the first year, ", back[1] / there[1], " of the others in the second");
  CHECK(there[0] > 300);
  CHECK(std::abs(back[0] / there[0] - 0.20) < 4 * std::sqrt(0.2 * 0.8 / there[0]));
  CHECK(back[1] / there[1] < 0.65 * back[0] / there[0]);
}

TEST_CASE("home from care, 20 % are back after a year and 35 % after six, with a hazard that falls") {
  const auto plan = small::plan({}, {"six_route"});
  const abuse::CompiledSystem& system = plan->systems[0];
  const abuse::CompiledService& home = system.services[system.find("returned_home")];
  REQUIRE(home.next[0][0].to == system.find("care_entry"));
  const auto back = [&](double years) {  // the share of the distribution up to then, by bisection of its quantiles
    double low = 0, high = 1;
    for (int i = 0; i < 50; ++i)
      (home.duration->quantile((low + high) / 2) < years * year ? low : high) = (low + high) / 2;
    return low * home.next[0][0].share;
  };
  CHECK(std::abs(back(1) - 0.20) < 0.004);  // Goldacre et al. 2022
  CHECK(std::abs(back(6) - 0.35) < 0.004);
  double before = 1, before_of_those = 1;  // of all at home, and of those who will go back
  for (double years = 0; years < 6; ++years) {
    const double hazard = (back(years + 1) - back(years)) / (1 - back(years));
    CHECK(hazard < before);
    before = hazard;
    const double share = home.next[0][0].share, of_those = (back(years + 1) - back(years)) / (share - back(years));
    CHECK(of_those < before_of_those - 0.005);
    before_of_those = of_those;
  }
}

TEST_CASE("nobody is in children's services from their 18th birthday on, waiting or open") {
  const Told told({"areas.west_cheshire.residents=200000", "abuse.relationships.child_ages.shares=[0, 0, 0.2, 0.8]",
                   services("early_help.capacity={fte: 1, caseload: 1 cases per FTE}"),
                   services("early_help.patience.exponential.mean=99999 years"),
                   services("child_in_need.next={care_entry: 1}")});
  double outgrown = 0, late = 0, of_age_in_care = 0;
  const abuse::CompiledSystem& system = told.plan->systems[0];
  for (const Entry& e : told.kept.under[0].entries) {
    if (e.role != abuse::Role::child || e.what == Happening::relationship_begins || e.service == abuse::none16)
      continue;
    const auto birth = told.birth.find(e.person);
    if (birth == told.birth.end()) continue;
    const double age = e.at - birth->second;
    const bool at_18 = std::abs(age - 18 * year) < 1e-6;
    outgrown += e.what == Happening::outgrown;
    if (e.what != Happening::arrived && e.what != Happening::waits && e.what != Happening::begun &&
        e.what != Happening::closed)
      continue;
    late += e.what == Happening::closed ? age > 18 * year + 1e-6 : age >= 18 * year - 1e-9;
    if (e.what == Happening::closed && at_18 && system.services[e.service].counts_of_age) ++of_age_in_care;
  }
  MESSAGE("there were ", outgrown, " came of age on the way or waiting, ", of_age_in_care, " in care");
  CHECK(late == 0);
  CHECK(outgrown > 10);
  CHECK(of_age_in_care > 5);
  CHECK(told.value(0, "care_leavers_of_age") == of_age_in_care);
  CHECK(told.value(0, "early_help_reneged") == 0);
}

TEST_CASE("behaviour, exclusion and missing follow exposure after their lag and at their ages only") {
  const Sets often{"abuse.consequences.behaviour.share=0.2", "abuse.consequences.excluded.share=0.2",
                   "abuse.consequences.missing.share=0.2", "abuse.consequences.behaviour.lag={constant: 100 days}",
                   "abuse.consequences.excluded.lag={constant: 50 days}"};
  const Told told(often);
  const std::map<std::string, std::tuple<std::string, double, double>> rules{
      {"antisocial_behaviour", {"antisocial_behaviour", 10, 18}},
      {"school_exclusion", {"school_exclusions", 5, 16}},
      {"missing_episode", {"missing_episodes", 10, 18}}};
  for (const auto& [name, rule] : rules) {
    const auto& [metric, from, to] = rule;
    CAPTURE(name);
    double n = 0, out_of_age = 0, other_lag = 0;
    for (const Entry& e : told.kept.under[0].entries) {
      if (e.service != told.service(0, name)) continue;
      if (e.what == Happening::referred && name != "missing_episode")
        other_lag += e.number != (name == "school_exclusion" ? 50 : 100) && !told.birth.contains(e.person) == false;
      if (e.what != Happening::begun) continue;
      ++n;
      if (!told.birth.contains(e.person)) continue;
      const double age = (e.at - told.birth.at(e.person)) / year;
      out_of_age += age < from - 1e-9 || age >= to;
    }
    CHECK(n > 20);
    CHECK(out_of_age == 0);
    CHECK(other_lag == 0);
    CHECK(told.value(0, metric) == n);
  }
  Sets unseen = often;
  unseen.push_back("abuse.incidents.children_present=0");
  const Told none(unseen);
  for (const auto& [name, rule] : rules) CHECK(none.value(0, std::get<0>(rule)) == 0);
}
