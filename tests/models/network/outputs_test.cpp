#include "models/network/outputs.hpp"

#include "tests/models/network/networks.hpp"
#include "tools/results/compare.hpp"
#include "tools/results/network_tables.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <set>
#include <string>
#include <vector>

using namespace network;
using namespace network::testing;
using nlohmann::json;

namespace {

std::set<std::string> keys(const json& object) {
  std::set<std::string> all;
  for (const auto& [key, value] : object.items()) all.insert(key);
  return all;
}

const std::set<std::string> estimate{"mean", "ci_low", "ci_high", "n"};
const std::set<std::string> of_station{"arrivals",     "served",      "reneged",       "balked",         "balk_share",
                                       "renege_share", "utilisation", "mean_in_queue", "mean_in_system", "mean_wait",
                                       "wait_p50",     "wait_p95",    "p_wait",        "occupancy",      "p_delay"};

/// Whether every number is an estimate and every array one of estimates.
bool well_formed(const json& scope) {
  for (const auto& [key, value] : scope.items()) {
    if (key == "classes") continue;
    const bool array = key == "occupancy" || key == "p_delay";
    if (array != value.is_array()) return false;
    if (!array && keys(value) != estimate) return false;
    if (array)
      for (const json& element : value)
        if (keys(element) != estimate) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("summary.json has stations, their classes, and classes, each number as mean, ci_low, ci_high, n") {
  const auto plan = plan_of("warm_up: 10, horizon: 50", everything);
  std::vector<Outcome> outcomes;
  for (std::uint32_t r = 0; r < 4; ++r) outcomes.push_back(replicate(plan, r));
  const experiment::Results results = collect(*plan, {0, 1, 2, 3}, outcomes);
  const std::string text = results::network_json("A \"title\"", "chance only", numbers_of(*plan), arrays_of(*plan),
                                                 results, results::compare(results));
  const json summary = json::parse(text);
  CHECK(keys(summary) == std::set<std::string>{"model", "title", "replications", "run", "stations", "classes"});
  CHECK(summary["model"] == "network");
  CHECK(summary["title"] == "A \"title\"");
  CHECK(summary["replications"] == 4);
  CHECK(summary["run"] == "chance only");
  CHECK(keys(summary["stations"]) == std::set<std::string>{"desk", "office", "stack", "panel", "archive"});
  std::set<std::string> with_classes = of_station;
  with_classes.insert("classes");
  const std::set<std::string> classes{"urgent", "routine", "weekly", "regular"};
  for (const auto& [name, station] : summary["stations"].items()) {
    CAPTURE(name);
    CHECK(keys(station) == with_classes);
    CHECK(well_formed(station));
    CHECK(keys(station["classes"]) == classes);
    for (const auto& [cls, scope] : station["classes"].items()) {
      CHECK(keys(scope) == of_station);
      CHECK(well_formed(scope));
    }
  }
  CHECK(keys(summary["classes"]) == classes);
  for (const auto& [name, cls] : summary["classes"].items()) {
    CHECK(keys(cls) == std::set<std::string>{"arrivals", "completed", "mean_time_in_system"});
    CHECK(well_formed(cls));
  }

  double sum = 0;
  std::size_t longest = 0;
  for (const Outcome& outcome : outcomes) {
    const Seen seen(*plan, outcome);
    sum += seen("stations.desk.mean_wait");
    longest = std::max(longest, seen.array("stations.desk.occupancy").size());
  }
  const json& desk = summary["stations"]["desk"];
  CHECK(desk["mean_wait"]["mean"].get<double>() == doctest::Approx(sum / 4).epsilon(1e-12));
  CHECK(desk["mean_wait"]["n"] == 4);
  CHECK(desk["occupancy"].size() == longest);
  double shares = 0;
  for (const json& element : desk["occupancy"]) {
    CHECK(element["n"] == 4);  // one that a replication did not reach is 0 there
    shares += element["mean"].get<double>();
  }
  CHECK(shares == doctest::Approx(1).epsilon(1e-9));
}

TEST_CASE("a number that no replication has is null with n of 0, one of a single replication has no interval") {
  const auto plan = plan_of("horizon: 5", R"(
classes: {all: {arrivals: {constant: 2}, starts_at: desk}, never: {arrivals: {rate: 0}, starts_at: desk}}
stations: {desk: {servers: unlimited, service: {constant: 1}}}
routing: {all: {desk: {exit: 1}}, never: {desk: {exit: 1}}}
)");
  const experiment::Results results = collect(*plan, {0}, {replicate(plan, 0)});
  const json summary = json::parse(results::network_json("x", "chance only", numbers_of(*plan), arrays_of(*plan),
                                                         results, results::compare(results)));
  const json& desk = summary["stations"]["desk"];
  CHECK(desk["arrivals"]["mean"] == 2);
  CHECK(desk["arrivals"]["n"] == 1);
  CHECK(desk["arrivals"]["ci_low"].is_null());
  CHECK(desk["utilisation"]["mean"].is_null());  // of unlimited servers
  CHECK(desk["utilisation"]["n"] == 0);
  CHECK(desk["classes"]["never"]["mean_wait"]["mean"].is_null());
  REQUIRE(desk["classes"]["never"]["occupancy"].size() == 1);
  CHECK(desk["classes"]["never"]["occupancy"][0]["mean"] == 1);
  CHECK(summary["classes"]["never"]["completed"]["mean"] == 0);
}

TEST_CASE("an element of an array that a replication did not reach is 0, a chance without a denominator is missing") {
  const auto plan = plan_of("horizon: 5", R"(
classes: {all: {arrivals: {rate: 1}, starts_at: desk}}
stations: {desk: {service: {constant: 1}}}
routing: {all: {desk: {exit: 1}}}
)");
  Outcome one = replicate(plan, 0), two = one;
  one.arrays = {{0.25, 0.75}, {1, 0.75}, {1}, {1}};
  two.arrays = {{0, 0.5, 0.5}, {experiment::missing, 1, 0.5}, {1}, {1}};
  const experiment::Results results = collect(*plan, {0, 1}, {one, two});
  const auto at = [&](std::size_t r, const std::string& name) { return results.at(r, 0, 0, results.find(name)); };
  CHECK(results.metrics.size() == numbers_of(*plan).size() + 3 + 3 + 1 + 1);
  CHECK(at(0, "stations.desk.occupancy.1") == 0.75);
  CHECK(at(0, "stations.desk.occupancy.2") == 0);
  CHECK(at(1, "stations.desk.occupancy.2") == 0.5);
  CHECK(at(0, "stations.desk.p_delay.2") == 0);
  CHECK(std::isnan(at(1, "stations.desk.p_delay.0")));
  CHECK(at(1, "stations.desk.p_delay.1") == 1);
}
