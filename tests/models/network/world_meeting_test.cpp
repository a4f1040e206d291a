#include "tests/models/network/networks.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace network;
using namespace network::testing;

namespace {

/// Somebody comes at 1, 2, 3, ...
Seen meeting(const std::string& keys, const std::string& run_for, const std::string& beside = "") {
  return run(
      plan_of(run_for, "classes: {all: {arrivals: {constant: 1}, starts_at: panel}}\nstations: {panel: {meeting: {" +
                           keys + "}" + beside + "}}\nrouting: {all: {panel: {exit: 1}}}\n"));
}

bool is(double value, double expected) { return std::abs(value - expected) <= 1e-12; }

}  // namespace

TEST_CASE("a meeting first sits at `every`, takes `slots` at most, and those it takes leave at once") {
  const Seen seen = meeting("every: 5, slots: 2", "horizon: 10.5");
  CHECK(seen("stations.panel.arrivals") == 10);
  CHECK(seen("stations.panel.served") == 4);
  CHECK(is(seen("stations.panel.mean_wait"), 5));  // 4, 3, 7, 6
  CHECK(seen("stations.panel.p_wait") == 1);
  CHECK(is(seen("stations.panel.mean_in_queue"), 38 / 10.5));
  CHECK(is(seen("stations.panel.mean_in_system"), 38 / 10.5));
  CHECK(seen("stations.panel.utilisation") == 1);
  CHECK(seen("classes.all.completed") == 4);
  CHECK(is(seen("classes.all.mean_time_in_system"), 5));
  CHECK(meeting("every: 5, slots: 2", "horizon: 5")("stations.panel.served") == 0);
  CHECK(meeting("every: 5, slots: 2", "horizon: 5.5")("stations.panel.served") == 2);
}

TEST_CASE("who comes at the instant of a sitting is in time for it") {
  CHECK(meeting("every: 5, slots: 9", "horizon: 5.5")("stations.panel.served") == 5);
  CHECK(meeting("every: 5, slots: unlimited", "horizon: 5.5")("stations.panel.served") == 5);
}

TEST_CASE("a meeting does not sit in a gap, and does at its end") {
  const Seen seen = meeting("every: 5, slots: 2, gaps: [{since: 5, until: 15}]", "horizon: 20.5");
  CHECK(seen("stations.panel.served") == 4);  // at 15 and 20
  CHECK(is(seen("stations.panel.mean_wait"), (14 + 13 + 17 + 16) / 4.0));
  CHECK(seen("stations.panel.utilisation") == 1);  // a gap has no slots
}

TEST_CASE("with fewer than its minimum ready a meeting does not sit") {
  CHECK(meeting("every: 5, slots: 9, minimum: 5", "horizon: 5.5")("stations.panel.served") == 5);
  CHECK(meeting("every: 5, slots: 9, minimum: 6", "horizon: 5.5")("stations.panel.served") == 0);
  CHECK(meeting("every: 5, slots: 9, minimum: 6", "horizon: 10.5")("stations.panel.served") == 9);
  CHECK(meeting("every: 5, slots: 2, minimum: 5", "horizon: 5.5")("stations.panel.served") == 2);
  CHECK(is(meeting("every: 5, slots: 9, minimum: 6", "horizon: 10.5")("stations.panel.utilisation"), 0.5));
}

TEST_CASE("who came later than the preparation before a sitting waits for the next, and is not ready") {
  const Seen seen = meeting("every: 5, slots: 9, preparation: 1.5", "horizon: 10.5");
  CHECK(seen("stations.panel.served") == 8);  // 1 to 3, then 4 to 8
  CHECK(is(seen("stations.panel.mean_wait"), (4 + 3 + 2 + 6 + 5 + 4 + 3 + 2) / 8.0));
  CHECK(meeting("every: 5, slots: 9, preparation: 1", "horizon: 5.5")("stations.panel.served") == 4);
  CHECK(meeting("every: 5, slots: 9, preparation: 1, minimum: 5", "horizon: 5.5")("stations.panel.served") == 0);
}

TEST_CASE("slots that go to people who came in the warm-up are used") {
  const Seen seen = meeting("every: 5, slots: 2", "warm_up: 20.5, horizon: 10");
  CHECK(seen("stations.panel.served") == 0);  // of those who came after 20.5
  CHECK(seen("stations.panel.utilisation") == 1);
}

TEST_CASE("people lose patience with a meeting, and may find its line full") {
  const Seen impatient = meeting("every: 5, slots: 9", "horizon: 5.5", ", patience: {constant: 2.5}");
  CHECK(impatient("stations.panel.reneged") == 2);  // who came at 1 and 2
  CHECK(impatient("stations.panel.served") == 3);
  CHECK(is(impatient("stations.panel.mean_wait"), (2.5 + 2.5 + 2 + 1 + 0) / 5));
  const Seen full = meeting("every: 5, slots: 9", "horizon: 5.5", ", queue: {capacity: 3}");
  CHECK(full("stations.panel.balked") == 2);  // at 4 and 5
  CHECK(full("stations.panel.served") == 3);
}

TEST_CASE("a meeting takes the last first where the line is lifo") {
  const Seen seen = meeting("every: 5, slots: 2", "horizon: 5.5", ", queue: {discipline: lifo}");
  CHECK(is(seen("stations.panel.mean_wait"), 0.5));  // 0 and 1
}

TEST_CASE("who is sent from one meeting to another is not taken by a sitting before") {
  const Seen seen = run(plan_of("horizon: 11", R"(
classes: {all: {arrivals: {constant: 4}, starts_at: panel}}
stations: {panel: {meeting: {every: 5, slots: 9}}, board: {meeting: {every: 5, slots: 9}}}
routing: {all: {panel: {board: 1}, board: {exit: 1}}}
)"));
  CHECK(seen("stations.panel.served") == 2);  // at 5 and 10
  // The board sits after the panel when both sit at once: it was scheduled after it.
  CHECK(seen("stations.board.served") == 2);
  CHECK(seen("stations.board.mean_wait") == 0);
  CHECK(seen("classes.all.mean_time_in_system") == 1.5);  // from 4 to 5, from 8 to 10
}
