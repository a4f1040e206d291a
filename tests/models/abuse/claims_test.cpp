#include "models/abuse/claims.hpp"

#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

namespace {

using abuse::ClaimOf;
using abuse::ClaimRecord;

/// The six routes, with an offender management beside them that the police desk sends people to and nothing else
/// changes; `effect` goes into its service. Everybody who comes to it is a claim's person.
std::string management(const std::string& effect, const std::string& duration = "10 months") {
  return "extends: " + small::west_cheshire() +
         "\ntargets: []\n"
         "outcomes: []\n"
         "systems:\n"
         "  managed:\n"
         "    from: " WHOLEPLACE_SOURCE_DIR
         "/scenarios/systems/six_route.yaml\n"
         "    transition:\n"
         "      from: " WHOLEPLACE_SOURCE_DIR
         "/scenarios/systems/transition.yaml\n"
         "      floating_support: keep\n"
         "    services:\n"
         "      police_desk:\n"
         "        also_by_tier:\n"
         "          medium: {refuge_sought: 0.03, grip: 1}\n"
         "          high: {marac: 0.17, grip: 1}\n"
         "      grip:\n"
         "        kind: activity\n"
         "        for: {role: perpetrator}\n"
         "        handoff: {delay: 0 days, lost: 0}\n"
         "        marks: [managed]\n"
         "        duration: {constant: " +
         duration + "}\n        " + effect +
         "\n"
         "        next: {close: 1}\n"
         "claims:\n"
         "  police_incidents_of_them: {title: x, counts: police_incidents, of: perpetrator, starts: {marks: [managed]},"
         " source: x}\n"
         "  incidents_of_them: {title: x, counts: incidents, of: perpetrator, starts: {services: [grip]}, source: x}\n"
         "  referrals: {title: x, counts: inappropriate_referrals, of: everybody, starts: {services: [grip]},"
         " source: x}\n";
}

/// The horizon's value of a metric under `managed`, each replication's.
class Managed {
 public:
  explicit Managed(const std::string& effect, const std::string& duration = "10 months", std::uint32_t n = 2) {
    const small::File file(management(effect, duration));
    plan_ = small::plan({"areas.west_cheshire.residents=120000"}, {"managed"}, file.path());
    for (std::uint32_t r = 0; r < n; ++r) outcomes_.push_back(abuse::replicate(plan_, r));
  }
  std::vector<double> of(const std::string& metric, const std::string& system = "managed") const {
    std::size_t number = 0;
    while (plan_->systems[number].name != system) ++number;
    std::vector<double> out;
    for (const auto& o : outcomes_) out.push_back(small::value(*plan_, o, number, metric));
    return out;
  }

 private:
  std::shared_ptr<const abuse::Plan> plan_;
  std::vector<abuse::Outcome> outcomes_;
};

}  // namespace

TEST_CASE("the two figures of a claim, by hand") {
  const abuse::CompiledClaim claim{"c", ClaimOf::perpetrator, 100, 50, {}};
  // 1: twice managed, the first start counts. 2: as it is. 3 starts too early for its window, 4 too late. 5 before the
  // counted period.
  const std::vector<ClaimRecord> starts{{60, 2}, {20, 1}, {300, 1}, {10, 3}, {460, 4}, {-1, 5}};
  const std::vector<ClaimRecord> here{{-81, 1},  // a day too early
                                      {-80, 1},  {-40, 1}, {0, 1},   {19.9, 2}, {20, 1},
                                      {69.9, 1}, {70, 1},  // the last moment, and the first too late
                                      {59, 2},   {5, 3},   {470, 4}, {-50, 5},  {30, 9}};
  const std::vector<ClaimRecord> baseline{{-80, 1}, {-40, 1}, {0, 1}, {30, 1}, {31, 1}, {32, 1}, {59, 2}, {80, 2}};
  const auto f = abuse::claim_figures(claim, starts, here, baseline, -85, 500);
  CHECK(f.people == 2);
  CHECK(f.before == 5);  // three of 1, two of 2
  CHECK(f.after == 2);   // of 1
  CHECK(f.before_baseline == 4);
  CHECK(f.after_baseline == 4);
  CHECK(f.naive() == doctest::Approx(2 / 2.5 - 1));  // the window after is half as long
  CHECK(f.without() == doctest::Approx(4 / 2.0 - 1));
  CHECK(f.effect() == doctest::Approx(2 / 4.0 - 1));

  const auto nobody = abuse::claim_figures(claim, {}, here, baseline, -85, 500);
  CHECK(nobody.people == 0);
  CHECK(std::isnan(nobody.naive()));
}

TEST_CASE("of everybody, the last stretch before the system takes over is compared with all after the first start") {
  const abuse::CompiledClaim claim{"c", ClaimOf::everybody, 100, 100, {}};
  const std::vector<ClaimRecord> here{{-101, 0}, {-100, 0}, {-1, 0}, {0, 0}, {99, 0}, {100, 0}, {250, 0}};
  const std::vector<ClaimRecord> baseline{{-100, 0}, {-1, 0}, {0, 0}, {101, 0}, {102, 0}, {103, 0}, {299, 0}};
  const auto f = abuse::claim_figures(claim, {{150, 0}, {100, 0}}, here, baseline, -400, 300);
  CHECK(f.before == 2);
  CHECK(f.after == 2);
  CHECK(f.naive() == doctest::Approx(2 / 4.0 - 1));  // 200 days after, 100 before
  CHECK(f.without() == doctest::Approx(4 / 4.0 - 1));
  CHECK(f.effect() == doctest::Approx(2 / 4.0 - 1));
}

TEST_CASE("a management without effect shows a fall by selection alone, and none against the same people's baseline") {
  const Managed none("protects: {hazard_ratio: 1}");
  for (const std::string claim : {"claim.police_incidents_of_them.", "claim.incidents_of_them."}) {
    CAPTURE(claim);
    const auto people = none.of(claim + "people"), naive = none.of(claim + "naive"),
               without = none.of(claim + "without"), effect = none.of(claim + "effect");
    for (std::size_t r = 0; r < people.size(); ++r) {
      CHECK(people[r] > 50);
      CHECK(naive[r] < -0.2);
      CHECK(naive[r] == without[r]);
      CHECK(effect[r] == 0);
    }
  }
  for (const double x : none.of("claim.referrals.effect")) CHECK(x == 0);
  for (const double x : none.of("claim.incidents_of_them.naive", "six_route"))
    CHECK(std::isnan(x));  // nobody is managed
}

TEST_CASE("a management that protects shows in the second figure of true incidents, and in the first no less") {
  const Managed strong("protects: {hazard_ratio: 0.3}");
  const auto naive = strong.of("claim.incidents_of_them.naive"), without = strong.of("claim.incidents_of_them.without"),
             effect = strong.of("claim.incidents_of_them.effect");
  for (std::size_t r = 0; r < naive.size(); ++r) {
    CHECK(effect[r] < -0.3);
    CHECK(naive[r] < without[r]);
  }
}

TEST_CASE("management that watches more closely raises what is recorded, not what happens") {
  const Managed watched("reporting_ratio: 2"), blind("reporting_ratio: 0", "3 years");
  const auto recorded = watched.of("claim.police_incidents_of_them.effect"),
             happened = watched.of("claim.incidents_of_them.effect");
  for (std::size_t r = 0; r < recorded.size(); ++r) {
    CHECK(recorded[r] > 0.4);
    CHECK(std::abs(happened[r]) < 0.1);  // more reports bring more arrests and more help
  }
  for (const double x : blind.of("claim.police_incidents_of_them.effect")) CHECK(x == -1);  // while it lasts, none
}

TEST_CASE("a perpetrator's events are those of every relationship of theirs, a couple's only its own") {
  const small::File file(management("protects: {hazard_ratio: 1}") +
                         "  incidents_of_couples: {title: x, counts: incidents, of: relationship, starts: {services: "
                         "[grip]}, source: x}\n");
  const auto plan = small::plan(
      {"areas.west_cheshire.residents=120000", "abuse.relationships.new_partner=0.9",
       "abuse.relationships.new_partner_after.exponential.mean=10 days", "abuse.relationships.new_per_1000=10"},
      {"managed"}, file.path());
  const auto outcome = abuse::replicate(plan, 0);
  const auto of = [&](const std::string& metric) {
    return small::value(*plan, outcome, 1 - plan->baseline, "claim." + metric);
  };
  CHECK(of("incidents_of_them.naive") > of("incidents_of_couples.naive") + 0.1);
}

TEST_CASE("what a claim names must exist in some system of the scenario, run or not") {
  const auto mistakes = [](const std::string& claim) -> std::string {
    const small::File file("extends: " + small::west_cheshire() + "\nclaims: {c: " + claim + "}\n");
    try {
      abuse::load(file.path(), small::sets, {"option_1"});
    } catch (const scenario::InputError& e) {
      std::string all;
      for (const auto& d : e.diagnostics()) all += scenario::to_string(d) + "\n";
      return all.substr(all.find("scenario.yaml"));
    }
    return "";
  };
  CHECK(mistakes("{title: t, source: s, counts: arrest, of: perpetrator, starts: {marks: [managed]}}") ==
        "scenario.yaml:2:43: error: claims.c.counts: no service or route that counts \"arrest\"; did you mean "
        "\"arrests\"?\n");
  CHECK(
      mistakes("{title: t, source: s, counts: arrests, of: perpetrator, starts: {services: [key_workr]}}") ==
      "scenario.yaml:2:89: error: claims.c.starts.services: no service \"key_workr\"; did you mean \"key_worker\"?\n");
  CHECK(mistakes("{title: t, source: s, counts: arrests, of: perpetrator, starts: {}}")
            .find("expected marks or "
                  "services") != std::string::npos);
  // Only option 2 has it, which is not run.
  const small::File file("extends: " + small::west_cheshire() +
                         "\nsystems: {option_2: {services: {grip: {kind: activity, for: {role: perpetrator}, next: "
                         "{close: 1}}, navigate_selection: {also: {grip: 1}}}}}\n"
                         "claims: {c: {title: t, source: s, counts: arrests, of: perpetrator, starts: {services: "
                         "[grip]}}}\n");
  const auto plan = small::plan({}, {"option_1"}, file.path());
  CHECK(std::isnan(small::value(*plan, abuse::replicate(plan, 0), 1, "claim.c.effect")));
}

TEST_CASE("what the partnership claimed is looked at in the claims' table alone, and is no target beside") {
  const auto plan = small::plan({}, {"option_2"});
  std::size_t claimed = 0;
  for (const auto& claim : plan->scenario.claims) {
    claimed += claim.value.claimed != 0;
    for (const auto& target : plan->scenario.targets) {
      CAPTURE(target.quantity);
      CHECK_FALSE((target.metric.name == claim.value.counts.name && target.relative));
    }
  }
  CHECK(claimed == 3);
}
