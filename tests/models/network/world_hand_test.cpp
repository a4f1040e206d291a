#include "tests/models/network/networks.hpp"

#include <doctest/doctest.h>

#include <cmath>

/// Small networks without chance, worked out by hand: constant gaps and services.
using namespace network;
using namespace network::testing;

namespace {

bool is(double value, double expected) { return std::abs(value - expected) <= 1e-12; }

bool is(const std::vector<double>& values, const std::vector<double>& expected) {
  return std::equal(values.begin(), values.end(), expected.begin(), expected.end(),
                    [](double a, double b) { return std::isnan(b) ? std::isnan(a) : is(a, b); });
}

const double none = std::nan("");

/// Somebody every 2, each served for 3: number k comes at 2 + 2k, starts at 2 + 3k, waits k.
const char* const overloaded = R"(
classes: {all: {arrivals: {constant: 2}, starts_at: desk}}
stations: {desk: {servers: 1, service: {constant: 3}}}
routing: {all: {desk: {exit: 1}}}
)";

/// Somebody every 1, each served for 2.5 by one of two; nobody may wait.
const char* const loss = R"(
classes: {all: {arrivals: {constant: 1}, starts_at: desk}}
stations: {desk: {servers: 2, service: {constant: 2.5}, queue: {capacity: 0}}}
routing: {all: {desk: {exit: 1}}}
)";

}  // namespace

TEST_CASE("an overloaded server by hand, from empty") {
  const Seen seen = run(plan_of("horizon: 12", overloaded));
  CHECK(seen("stations.desk.arrivals") == 5);
  CHECK(seen("stations.desk.served") == 3);         // one is in service at 12, one in line
  CHECK(is(seen("stations.desk.mean_wait"), 1.5));  // 0, 1, 2, 3
  CHECK(is(seen("stations.desk.p_wait"), 0.8));
  CHECK(is(seen("stations.desk.utilisation"), 10.0 / 12));
  CHECK(is(seen("stations.desk.mean_in_queue"), 8.0 / 12));
  CHECK(is(seen("stations.desk.mean_in_system"), 18.0 / 12));
  CHECK(is(seen.array("stations.desk.occupancy"), {2.0 / 12, 3.0 / 12, 6.0 / 12, 1.0 / 12}));
  CHECK(is(seen.array("stations.desk.p_delay"), {1, 3.0 / 5, 6.0 / 11, 1.0 / 12}));
  CHECK(seen("stations.desk.wait_p50") == doctest::Approx(1).epsilon(1.0 / 256));
  CHECK(seen("stations.desk.wait_p95") == doctest::Approx(3).epsilon(1.0 / 256));
  CHECK(seen("classes.all.arrivals") == 5);
  CHECK(seen("classes.all.completed") == 3);
  CHECK(is(seen("classes.all.mean_time_in_system"), 4));  // 3, 4, 5
}

TEST_CASE("an overloaded server by hand, counted from 4.5 on: people by arrival, times by the counted period") {
  const Seen seen = run(plan_of("warm_up: 4.5, horizon: 7.5", overloaded));
  CHECK(seen("stations.desk.arrivals") == 3);  // at 6, 8 and 10
  CHECK(seen("stations.desk.served") == 1);
  CHECK(is(seen("stations.desk.mean_wait"), 2.5));  // 2 and 3; who came at 4 does not count
  CHECK(seen("stations.desk.p_wait") == 1);
  CHECK(is(seen("stations.desk.utilisation"), 1));
  CHECK(is(seen("stations.desk.mean_in_queue"), 1));  // 0.5 of who came at 4, 2, 3, and 2 of who still waits
  CHECK(is(seen("stations.desk.mean_in_system"), 2));
  CHECK(is(seen.array("stations.desk.occupancy"), {0, 1 / 7.5, 5.5 / 7.5, 1 / 7.5}));
  CHECK(is(seen.array("stations.desk.p_delay"), {none, 1, 5.5 / 6.5, 1 / 7.5}));
  CHECK(seen("classes.all.arrivals") == 3);
  CHECK(seen("classes.all.completed") == 1);
  CHECK(is(seen("classes.all.mean_time_in_system"), 5));  // from 6 to 11
}

TEST_CASE("a line without room is a loss system, by hand") {
  const Seen seen = run(plan_of("horizon: 9.5", loss));
  CHECK(seen("stations.desk.arrivals") == 9);
  CHECK(seen("stations.desk.balked") == 3);  // at 3, 6 and 9
  CHECK(is(seen("stations.desk.balk_share"), 1.0 / 3));
  CHECK(seen("stations.desk.served") == 4);
  CHECK(seen("stations.desk.reneged") == 0);
  CHECK(seen("stations.desk.mean_wait") == 0);
  CHECK(seen("stations.desk.p_wait") == 0);
  CHECK(seen("stations.desk.mean_in_queue") == 0);
  CHECK(is(seen("stations.desk.utilisation"), 14.0 / 19));
  CHECK(is(seen.array("stations.desk.occupancy"), {1 / 9.5, 3 / 9.5, 5.5 / 9.5}));
  CHECK(is(seen.array("stations.desk.p_delay"), {1, 0.75, 5.5 / 9.5}));
}

TEST_CASE("a loss system by hand, its services cut in two by the end of the warm-up") {
  const Seen seen = run(plan_of("warm_up: 5.25, horizon: 6.25", loss));
  CHECK(seen("stations.desk.arrivals") == 6);  // at 6 to 11
  CHECK(seen("stations.desk.balked") == 2);
  CHECK(seen("stations.desk.served") == 2);
  CHECK(is(seen("stations.desk.utilisation"), (1.25 + 2.25 + 2.5 + 2.5 + 1.5 + 0.5) / 12.5));
  CHECK(is(seen("classes.all.mean_time_in_system"), 2.5));
}

TEST_CASE("who finds the line full balks and counts among arrivals, not among those who join") {
  const Seen seen = run(plan_of("horizon: 12.5", R"(
classes: {all: {arrivals: {constant: 1}, starts_at: desk}}
stations: {desk: {service: {constant: 10}, queue: {capacity: 1}}}
routing: {all: {desk: {exit: 1}}}
)"));
  CHECK(seen("stations.desk.arrivals") == 12);
  CHECK(seen("stations.desk.balked") == 9);  // all but those at 1, 2 and 11
  CHECK(is(seen("stations.desk.balk_share"), 0.75));
  CHECK(is(seen("stations.desk.p_wait"), 2.0 / 3));
  CHECK(is(seen("stations.desk.mean_wait"), 4.5));  // 0 and 9
}

TEST_CASE("who reneges waited as long as patience lasted, and is counted") {
  const Seen seen = run(plan_of("horizon: 14", R"(
classes: {all: {arrivals: {constant: 2}, starts_at: desk}}
stations: {desk: {service: {constant: 3}, patience: {constant: 1.5}}}
routing: {all: {desk: {exit: 1}}}
)"));
  CHECK(seen("stations.desk.arrivals") == 6);
  CHECK(seen("stations.desk.reneged") == 2);  // who came at 6 and 12
  CHECK(is(seen("stations.desk.renege_share"), 1.0 / 3));
  CHECK(seen("stations.desk.served") == 3);
  CHECK(is(seen("stations.desk.mean_wait"), 5.0 / 6));  // 0, 1, 1.5, 0, 1, 1.5
  CHECK(is(seen("stations.desk.p_wait"), 4.0 / 6));
  CHECK(is(seen("stations.desk.mean_in_queue"), 5.0 / 14));
  CHECK(seen("classes.all.completed") == 3);
  CHECK(is(seen("classes.all.mean_time_in_system"), 10.0 / 3));
}

TEST_CASE("a wait counts from joining the station, time in system from coming to the network") {
  const Seen seen = run(plan_of("horizon: 9", R"(
classes: {all: {arrivals: {constant: 2}, starts_at: desk}}
stations: {desk: {service: {constant: 1}}, office: {service: {constant: 2.5}}}
routing: {all: {desk: {office: 1}, office: {exit: 1}}}
)"));
  CHECK(seen("stations.desk.mean_wait") == 0);
  CHECK(seen("stations.office.arrivals") == 3);       // at 3, 5 and 7
  CHECK(is(seen("stations.office.mean_wait"), 0.5));  // 0, 0.5, 1
  CHECK(seen("classes.all.completed") == 2);
  CHECK(is(seen("classes.all.mean_time_in_system"), 3.75));  // from 2 to 5.5, from 4 to 8
}

TEST_CASE("a lower priority number is served first") {
  const char* const rest = R"(
classes:
  routine: {priority: 2, arrivals: {constant: 1}, starts_at: desk}
  urgent: {priority: 1, arrivals: {constant: 2.5}, starts_at: desk}
stations: {desk: {service: {constant: 2}, queue: {discipline: DISCIPLINE}, deadline: DUE}}
routing: {routine: {desk: {exit: 1}}, urgent: {desk: {exit: 1}}}
)";
  const auto with = [&](const std::string& discipline, const std::string& deadline) {
    std::string text = rest;
    text.replace(text.find("DISCIPLINE"), 10, discipline);
    const std::size_t at = text.find(", deadline: DUE");
    text.replace(at, 15, deadline.empty() ? "" : ", deadline: " + deadline);
    return run(plan_of("horizon: 6", text));
  };
  // A routine one is served from 1 to 3; then waits one who came at 2, an urgent one who came at 2.5.
  const Seen priority = with("priority", ""), fifo = with("fifo", "");
  CHECK(is(priority("stations.desk.classes.urgent.mean_wait"), 0.25));  // 0.5, and 0 of who came at 5
  CHECK(is(priority("stations.desk.classes.routine.mean_wait"), 0));
  CHECK(is(fifo("stations.desk.classes.urgent.mean_wait"), 2.5));
  CHECK(is(fifo("stations.desk.classes.routine.mean_wait"), 0.5));
  const Seen due = with("deadline", "{routine: {constant: 4}, urgent: {constant: 0.5}}");
  CHECK(is(due("stations.desk.classes.urgent.mean_wait"), 0.25));
  const Seen last = with("lifo", "");
  CHECK(is(last("stations.desk.classes.routine.mean_wait"), 0));  // at 3, who came at 2.5; at 5, who came then
}

TEST_CASE("a fall in servers lets those in service finish, and nobody starts until it has bitten") {
  const Seen seen = run(plan_of("horizon: 14", R"(
classes: {all: {arrivals: {constant: 1}, starts_at: desk}}
stations: {desk: {servers: [{since: 0, servers: 3}, {since: 5, servers: 1}], service: {constant: 10}}}
routing: {all: {desk: {exit: 1}}}
)"));
  CHECK(seen("stations.desk.served") == 3);             // at 11, 12 and 13
  CHECK(is(seen("stations.desk.mean_wait"), 9.0 / 4));  // 0, 0, 0, and 9 of who came at 4 and starts at 13
  CHECK(is(seen("stations.desk.mean_in_queue"), 54.0 / 14));
  CHECK(is(seen("stations.desk.utilisation"), 31.0 / 24));  // more than there was: they finish
}

TEST_CASE("a rise in servers serves those who wait at once") {
  const Seen seen = run(plan_of("horizon: 6", R"(
classes: {all: {arrivals: {constant: 1}, starts_at: desk}}
stations: {desk: {servers: [{since: 0, servers: 0}, {since: 3.5, servers: 2}], service: {constant: 10}}}
routing: {all: {desk: {exit: 1}}}
)"));
  CHECK(is(seen("stations.desk.mean_wait"), 2));  // 2.5 and 1.5
  CHECK(is(seen("stations.desk.utilisation"), 1));
}

TEST_CASE("servers of the warm-up are not servers there were in the counted period") {
  const Seen seen = run(plan_of("warm_up: 8.5, horizon: 6", R"(
classes: {all: {arrivals: {constant: 1}, starts_at: desk}}
stations:
  desk: {servers: [{since: 0, servers: 9}, {since: 4, servers: 2}, {since: 11, servers: 3}], service: {constant: 100}}
routing: {all: {desk: {exit: 1}}}
)"));
  CHECK(is(seen("stations.desk.utilisation"), 3 * 6 / (2 * 2.5 + 3 * 3.5)));  // those who came at 1, 2 and 3
}

TEST_CASE("unlimited servers: nobody waits and there is no utilisation") {
  const Seen seen = run(plan_of("horizon: 8.5", R"(
classes: {all: {arrivals: {constant: 1}, starts_at: desk}}
stations: {desk: {servers: unlimited, service: {constant: 3.25}}}
routing: {all: {desk: {exit: 1}}}
)"));
  CHECK(seen("stations.desk.p_wait") == 0);
  CHECK(std::isnan(seen("stations.desk.utilisation")));
  CHECK(is(seen("stations.desk.mean_in_system"), (5 * 3.25 + 2.5 + 1.5 + 0.5) / 8.5));
}
