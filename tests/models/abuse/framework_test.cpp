#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

TEST_CASE("every measure of the outcomes framework is simulated, and none of them is nothing under every system") {
  const auto plan = small::plan({"areas.west_cheshire.residents=329608", "run.horizon=2 years"});
  const auto& framework = plan->scenario.outcomes;
  std::set<std::string> measures, areas;
  const auto outcome = abuse::replicate(plan, 0);
  for (const auto& m : framework) {
    CAPTURE(m.measure);
    CAPTURE(m.metric.name);
    measures.insert(m.measure);
    areas.insert(m.area);
    const auto& metric = plan->catalogue.metrics()[plan->catalogue.find(m.metric.name)];
    CHECK_FALSE(metric.unit.empty());
    CHECK_FALSE(metric.definition.starts_with("cases begun at services that count"));  // says nothing
    bool any = false;
    for (std::size_t s = 0; s < plan->systems.size(); ++s)
      any = any || small::value(*plan, outcome, s, m.metric.name) > 0;
    CHECK(any);
  }
  CHECK(measures.size() == framework.size());
  CHECK(measures.size() == 20);
  CHECK(areas.size() == 5);
}

TEST_CASE("a measure whose metric nothing brings is refused with its place") {
  const auto with = [](const std::string& metric, const std::vector<std::string>& systems) {
    const small::File file("extends: " + small::west_cheshire() +
                           "\nsystems: {option_2: {services: {key_worker: {counts: [plans_made]}}}}\n"
                           "outcomes: [{measure: m, area: a, metric: " +
                           metric + ", better: lower, grade: 5, source: s}]\n");
    try {
      return std::to_string(abuse::load(file.path(), {}, systems).plan->scenario.outcomes.size()) + " measures";
    } catch (const scenario::InputError& e) {
      const std::string all = scenario::to_string(e.diagnostics().front());
      return all.substr(all.find("scenario.yaml"));
    }
  };
  CHECK(with("plans_made", {}) == "1 measures");
  CHECK(with("plans_made", {"option_1"}) == "0 measures");  // only option 2 counts them, which is not run
  CHECK(with("plans_mad", {}) ==
        "scenario.yaml:3:42: error: outcomes.0.metric: no metric \"plans_mad\"; did you mean \"plans_made\"?");
}

TEST_CASE("each set of evidence says what managing perpetrators does, and leaves support of victims alone") {
  struct Read {
    double motivated, monitored, reporting, key_worker, key_worker_reporting;
  };
  const auto read = [](const std::vector<std::string>& sets) {
    const auto plan = abuse::load(small::west_cheshire(), sets, {}).plan;
    const auto& system = plan->systems.back();
    const auto& m = system.services[system.find("navigate_motivated")];
    const auto& w = system.services[system.find("navigate_monitored")];
    const auto& k = system.services[system.find("key_worker")];
    return Read{std::exp(*m.log_hazard_ratio), std::exp(*w.log_hazard_ratio), m.reporting_ratio * w.reporting_ratio,
                std::exp(*k.log_hazard_ratio), k.reporting_ratio};
  };
  const Read central = read({}), same = read({"evidence_set=central"}), diamond = read({"evidence_set=diamond"}),
             berkshire = read({"evidence_set=berkshire"}), drive = read({"evidence_set=drive"});
  CHECK(same.motivated == central.motivated);
  CHECK(central.reporting == 1);
  CHECK(diamond.motivated == 1);
  CHECK(diamond.monitored == 1);
  CHECK(diamond.reporting == 1);
  CHECK(berkshire.motivated == 1);
  CHECK(berkshire.reporting == doctest::Approx(1.44));
  CHECK(berkshire.key_worker_reporting == 1.2);
  CHECK(drive.motivated == doctest::Approx(0.7));
  CHECK(drive.monitored == doctest::Approx(0.7));
  for (const Read& r : {same, diamond, berkshire, drive}) CHECK(r.key_worker == central.key_worker);
}
