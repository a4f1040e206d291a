#include "models/network/traffic.hpp"

#include "models/network/load.hpp"
#include "tests/models/network/networks.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace network;
using namespace network::testing;

TEST_CASE("the traffic equations of the Jackson network, solved by hand in 53rds") {
  const auto loaded = load(std::string(WHOLEPLACE_SOURCE_DIR) + "/scenarios/verification/jackson.yaml", {});
  REQUIRE(loaded.loads.size() == 4);
  const Load &triage = loaded.loads[0], &assessment = loaded.loads[1], &review = loaded.loads[2],
             &archive = loaded.loads[3];
  CHECK(triage.station == "triage");
  CHECK(triage.arrivals == doctest::Approx(60.0 / 53).epsilon(1e-12));  // 1 + 40/530 + 30/530
  CHECK(assessment.arrivals == doctest::Approx(40.0 / 53).epsilon(1e-12));
  CHECK(review.arrivals == doctest::Approx(30.0 / 53).epsilon(1e-12));
  CHECK(archive.arrivals == doctest::Approx(20.0 / 53).epsilon(1e-12));
  CHECK(triage.offered == doctest::Approx(72.0 / 53).epsilon(1e-12));
  CHECK(triage.load == doctest::Approx(36.0 / 53).epsilon(1e-12));
  CHECK(assessment.load == doctest::Approx(32.0 / 53).epsilon(1e-12));
  CHECK(review.load == doctest::Approx(25.0 / 53).epsilon(1e-12));
  CHECK(archive.offered == doctest::Approx(60.0 / 53).epsilon(1e-12));
  CHECK(archive.load == 0);  // unlimited
  CHECK(loaded.warnings.empty());
}

TEST_CASE("capacity is the mean over the run: of servers in steps, of a meeting with gaps") {
  const auto plan = plan_of("warm_up: 20, horizon: 80", R"(
classes:
  a: {arrivals: {rates: [{since: 0, rate: 3}, {since: 50, rate: 1}]}, starts_at: desk}
  b: {arrivals: {constant: 4}, starts_at: desk}
stations:
  desk: {servers: [{since: 0, servers: 1}, {since: 10, servers: 6}, {since: 60, servers: 2}],
         service: {a: {constant: 1}, b: {constant: 8}}, patience: {a: {constant: 1}}}
  panel: {meeting: {every: 5, slots: 10, gaps: [{since: 30, until: 50}, {since: 90, until: 200}]}}
routing:
  a: {desk: {exit: 1}}
  b: {desk: {panel: 0.5, desk: 0.5}, panel: {exit: 1}}
)");
  const auto loads = expected_loads(*plan);
  CHECK(loads[0].capacity == doctest::Approx((10 + 300 + 80) / 100.0).epsilon(1e-12));
  CHECK(loads[0].arrivals == doctest::Approx(2 + 0.5).epsilon(1e-12));  // b comes twice on average
  CHECK(loads[0].offered == doctest::Approx(2 * 1 + 0.5 * 8).epsilon(1e-12));
  CHECK(loads[0].nobody_gives_up);  // b never does
  CHECK(loads[1].capacity == doctest::Approx(2 * 0.7).epsilon(1e-12));
  CHECK(loads[1].arrivals == doctest::Approx(0.25).epsilon(1e-12));
  CHECK(loads[1].load == doctest::Approx(0.25 / 1.4).epsilon(1e-12));
}

TEST_CASE("a line that nobody leaves and that has no limit is told from one that has") {
  const auto gives_up = [](const std::string& keys) {
    const auto plan = plan_of("horizon: 10",
                              "classes: {a: {arrivals: {rate: 2}, starts_at: x}}\nstations: {x: {service: "
                              "{constant: 1}" +
                                  keys + "}}\nrouting: {a: {x: {exit: 1}}}\n");
    return !expected_loads(*plan)[0].nobody_gives_up;
  };
  CHECK(!gives_up(""));
  CHECK(gives_up(", queue: {capacity: 100}"));
  CHECK(gives_up(", patience: {constant: 100}"));
}
