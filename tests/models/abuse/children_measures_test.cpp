#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

/// What is measured of children: main causes, how safe they need to be kept, what awaits them as adults.
namespace {

using Sets = std::vector<std::string>;

std::string services(const std::string& set) { return "systems.six_route.services." + set; }

}  // namespace

TEST_CASE(
    "the share of cases with domestic abuse as the main cause is the scenario's, and drawing it moves nothing else") {
  const auto run = [](const std::string& share) {
    Sets sets{"areas.west_cheshire.residents=330000"};
    if (!share.empty())
      sets = {"areas.west_cheshire.residents=330000", services("child_in_need.counts_some.0.share=" + share),
              services("protection_plan.counts_some.1.share=" + share),
              services("care_entry.counts_some.2.share=" + share)};
    const auto plan = small::plan(sets, {"six_route"});
    return std::pair{plan, abuse::replicate(plan, 0)};
  };
  const auto [as_is, drawn] = run("");
  const auto [with_all, all] = run("1");
  const auto [with_none, none] = run("0");
  for (const auto& [part, whole, share] : {std::tuple{"children_in_need_da_primary", "children_in_need_started", 0.49},
                                           std::tuple{"plans_da_primary", "protection_plans_started", 0.60},
                                           std::tuple{"care_entries_da_primary", "care_entries", 0.55}}) {
    CAPTURE(part);
    const double n = small::value(*as_is, drawn, 0, whole), m = small::value(*as_is, drawn, 0, part);
    CHECK(n > 20);
    CHECK(std::abs(m - share * n) < 4 * std::sqrt(n * share * (1 - share)));
    CHECK(small::value(*with_all, all, 0, part) == n);
    CHECK(small::value(*with_none, none, 0, part) == 0);
    CHECK(small::value(*with_none, none, 0, whole) == n);
  }
  CHECK(small::value(*with_none, none, 0, "cost_total") == small::value(*as_is, drawn, 0, "cost_total"));
}

TEST_CASE("the level of safeguarding is the mean over known children of the highest of their cases") {
  const auto plan = small::plan({"run.horizon=1 years"}, {"six_route"});
  const std::map<std::string, double> levels{{"early_help", 1},      {"child_in_need", 2},   {"section_47", 3},
                                             {"conference", 3},      {"protection_plan", 3}, {"foster_care", 4},
                                             {"residential_care", 4}};
  auto world = small::warm(plan);
  world.model.change_system(0, world.context());
  double sum = 0, children = 0, none = 0;
  for (double t = 1.5; t < 12; t += 3) {  // stocks are looked at in the middle of every third month
    world.run_until(t * 365.25 / 12);
    const abuse::World& w = world.model;
    for (const abuse::Relationship& r : w.relationships()) {
      if (r.phase == abuse::Phase::forgotten) continue;
      for (std::uint32_t k = r.first_child; k < r.first_child + r.children; ++k) {
        const abuse::Child& child = w.children()[k];
        if (!child.known || (t * 365.25 / 12 - child.birth) / 365.25 >= 18) continue;
        double level = 0;
        for (const abuse::Case& c : w.cases()) {
          if (c.subject != k || c.state == abuse::Case::State::gone || c.state == abuse::Case::State::travelling)
            continue;
          const abuse::CompiledService& s = w.system().services[c.service];
          if (s.role == abuse::Role::child && levels.contains(s.name)) level = std::max(level, levels.at(s.name));
        }
        if (r.phase == abuse::Phase::ended && level == 0) continue;
        sum += level;
        ++children;
        none += level == 0;
      }
    }
  }
  const abuse::Outcome outcome = abuse::replicate(plan, 0);
  CHECK(small::value(*plan, outcome, 0, "safeguarding_sum") == doctest::Approx(sum / 4).epsilon(1e-12));
  MESSAGE("level ", sum / children, " over ", children, ", ", none, " of them at none");
  CHECK(children > 200);
  CHECK(none > 20);
  CHECK(small::value(*plan, outcome, 0, "safeguarding_level") == doctest::Approx(sum / children).epsilon(1e-12));
  const auto doubled =
      small::plan({"run.horizon=1 years", services("early_help.safeguarding=2"),
                   services("child_in_need.safeguarding=4"), services("section_47.safeguarding=6"),
                   services("conference.safeguarding=6"), services("protection_plan.safeguarding=6"),
                   services("foster_care.safeguarding=8"), services("residential_care.safeguarding=8")},
                  {"six_route"});
  CHECK(small::value(*doubled, abuse::replicate(doubled, 0), 0, "safeguarding_level") ==
        doctest::Approx(2 * sum / children).epsilon(1e-12));
}

TEST_CASE(
    "those exposed as children come of age at a steady rate, and what is expected of them follows the risk ratio") {
  const auto run = [](const std::string& ratio, const std::string& from = "moderate") {
    const auto plan =
        small::plan({"areas.west_cheshire.residents=200000", "run.warm_up=4 years", "run.horizon=4 years",
                     "abuse.adult_outcomes.risk_ratio=" + ratio, "abuse.adult_outcomes.from_severity=" + from},
                    {"six_route"});
    return std::pair{plan, abuse::replicate(plan, 0)};
  };
  const auto [plan, outcome] = run("1.8");
  const double people = small::value(*plan, outcome, 0, "exposed_children_of_age"),
               begun = small::value(*plan, outcome, 0, "children");
  MESSAGE("there are ", people, " of age in four years, ", begun, " children in relationships that begin in them");
  CHECK(people > 0.03 * begun);
  CHECK(people < 0.25 * begun);
  const double first = small::value(*plan, outcome, 0, "exposed_children_of_age", 0),
               last = small::value(*plan, outcome, 0, "exposed_children_of_age", 3);
  CHECK(std::abs(first - last) < 0.15 * first);
  CHECK(small::value(*plan, outcome, 0, "adult_victims_expected") == doctest::Approx(people * 0.13 * 0.8));
  CHECK(small::value(*plan, outcome, 0, "adult_perpetrators_expected") == doctest::Approx(people * 0.05 * 0.8));
  const auto counted_once = [](const std::string& share) {
    const auto some = small::plan({"abuse.adult_outcomes.exposed_before=" + share}, {"six_route"});
    const auto lived = abuse::replicate(some, 0);
    return std::pair(small::value(*some, lived, 0, "exposed_children_of_age"),
                     small::value(*some, lived, 0, "incidents"));
  };
  const auto [everyone, incidents] = counted_once("0");
  const auto [half, same_incidents] = counted_once("0.5");
  CHECK(std::abs(half / everyone - 0.5) < 4 * std::sqrt(0.25 / everyone * 3));  // one here may stand for a few
  CHECK(counted_once("1").first == 0);
  CHECK(same_incidents == incidents);
  const auto [all, any] = run("1.8", "coercive");
  CHECK(small::value(*all, any, 0, "exposed_children_of_age") > 2 * people);
  const auto [none, same_risk] = run("1");
  CHECK(small::value(*none, same_risk, 0, "adult_victims_expected") == 0);
  CHECK(small::value(*none, same_risk, 0, "incidents") == small::value(*plan, outcome, 0, "incidents"));
}
