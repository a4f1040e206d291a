#include "models/network/world.hpp"

#include "sim/simulation.hpp"
#include "tests/models/network/networks.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <vector>

using namespace network;
using namespace network::testing;

namespace {

const std::string cut_in_two = "warm_up: 37.3, horizon: 160";

sim::Simulation<World> simulation_of(const std::shared_ptr<const Plan>& plan, std::uint32_t replication = 0) {
  return {World(plan), plan->seed, replication, 0};
}

}  // namespace

TEST_CASE("Little's law holds on every path: waits, services and meetings cut in two by the warm-up and the end") {
  const auto plan = plan_of(cut_in_two, everything);
  for (std::uint32_t r = 0; r < 200; ++r) {
    CAPTURE(r);
    Outcome outcome;
    REQUIRE_NOTHROW(outcome = replicate(plan, r));  // World checks that people's time is the integral of their number
    const Seen seen(*plan, outcome);
    for (const CompiledStation& s : plan->stations) {
      const std::string scope = "stations." + s.name + ".";
      std::vector<std::string> scopes{scope};
      for (const CompiledClass& c : plan->classes) scopes.push_back(scope + "classes." + c.name + ".");
      double by_class = 0;
      for (const std::string& at : scopes) {
        const std::vector<double>& occupancy = seen.array(at + "occupancy");
        double mean = 0, all = 0;
        for (std::size_t n = 0; n < occupancy.size(); ++n) {
          mean += static_cast<double>(n) * occupancy[n];
          all += occupancy[n];
        }
        CHECK(std::abs(all - 1) <= 1e-9);
        CHECK(std::abs(mean - seen(at + "mean_in_system")) <= 1e-9 * std::max(1.0, mean));
        if (at != scope) by_class += mean;
      }
      CHECK(std::abs(by_class - seen(scope + "mean_in_system")) <= 1e-9 * std::max(1.0, by_class));
    }
  }
}

TEST_CASE("the check of Little's law notices time that is counted twice or not at all") {
  const auto plan = plan_of(cut_in_two, everything);
  auto twice = simulation_of(plan);
  twice.run_until(100);
  twice.model.end_counting(100);
  CHECK_THROWS_AS(twice.model.end_counting(100), std::logic_error);
  auto early = simulation_of(plan);
  early.run_until(100);
  early.model.begin_counting(50);
  early.run_until(150);
  CHECK_THROWS_AS(early.model.end_counting(150), std::logic_error);
}

TEST_CASE("once everybody has left, mean number times length is mean wait times people who joined, to 1e-9") {
  const auto plan = plan_of("horizon: 900", R"(
classes:
  first: {priority: 1, arrivals: {rates: [{since: 0, rate: 1}, {since: 300, rate: 0}]}, starts_at: desk}
  second: {priority: 2, arrivals: {rates: [{since: 0, rate: 2}, {since: 300, rate: 0}]}, starts_at: desk}
stations:
  desk:
    servers: [{since: 0, servers: 2}, {since: 100, servers: 5}]
    queue: {discipline: priority, capacity: 40}
    service: {exponential: {mean: 1.2}}
    patience: {second: {exponential: {mean: 10}}}
  panel: {meeting: {every: 7, slots: 15}}
routing:
  first: {desk: {panel: 0.3, desk: 0.1, exit: 0.6}, panel: {exit: 1}}
  second: {desk: {panel: 0.1, exit: 0.9}, panel: {exit: 1}}
)");
  for (std::uint32_t r = 0; r < 50; ++r) {
    const Seen seen = run(plan, r);
    for (const std::string station : {"desk", "panel"})
      for (const std::string scope : {"", "classes.first.", "classes.second."}) {
        const std::string at = "stations." + station + "." + scope;
        const double joined = seen(at + "arrivals") - seen(at + "balked");
        CHECK(joined == seen(at + "served") + seen(at + "reneged"));
        const double number = seen(at + "mean_in_queue") * 900, time = seen(at + "mean_wait") * joined;
        CHECK(std::abs(number - time) <= 1e-9 * time);
      }
  }
}

TEST_CASE("once everybody has left, the time they spent in the network is the time they were at its stations") {
  const auto plan = plan_of("horizon: 900", R"(
classes: {all: {arrivals: {rates: [{since: 0, rate: 1}, {since: 300, rate: 0}]}, starts_at: desk}}
stations:
  desk: {servers: 2, queue: {discipline: lifo}, service: {exponential: {mean: 1.2}}}
  panel: {meeting: {every: 7, slots: 15}}
routing: {all: {desk: {panel: 0.3, desk: 0.1, exit: 0.6}, panel: {desk: 0.2, exit: 0.8}}}
)");
  for (std::uint32_t r = 0; r < 50; ++r) {
    const Seen seen = run(plan, r);
    CHECK(seen("classes.all.completed") == seen("classes.all.arrivals"));
    const double time = seen("classes.all.mean_time_in_system") * seen("classes.all.completed");
    const double number = seen("stations.desk.mean_in_system") + seen("stations.panel.mean_in_system");
    CHECK(std::abs(number * 900 - time) <= 1e-9 * time);
  }
}

TEST_CASE("a class with a station of its own changes nobody else's numbers") {
  const char* const alone = R"(
classes:
  urgent: {priority: 1, arrivals: {rate: 0.6}, starts_at: desk}
  routine: {priority: 3, arrivals: {sine: {mean: 1, amplitude: 1, period: 9}}, starts_at: desk}
stations:
  desk: {servers: 2, queue: {discipline: priority}, service: {exponential: {mean: 1}}, patience: {exponential: {mean: 5}}}
  panel: {meeting: {every: 3, slots: 3}}
routing:
  urgent: {desk: {desk: 0.1, panel: 0.4, exit: 0.5}, panel: {exit: 1}}
  routine: {desk: {panel: 0.5, exit: 0.5}, panel: {desk: 0.1, exit: 0.9}}
)";
  const char* const beside = R"(
classes:
  visitor: {priority: 2, arrivals: {rate: 4}, starts_at: shop}
  urgent: {priority: 1, arrivals: {rate: 0.6}, starts_at: desk}
  routine: {priority: 3, arrivals: {sine: {mean: 1, amplitude: 1, period: 9}}, starts_at: desk}
stations:
  shop: {servers: 3, service: {exponential: {mean: 0.7}}}
  desk: {servers: 2, queue: {discipline: priority}, service: {exponential: {mean: 1}}, patience: {exponential: {mean: 5}}}
  panel: {meeting: {every: 3, slots: 3}}
routing:
  visitor: {shop: {shop: 0.1, exit: 0.9}}
  urgent: {desk: {desk: 0.1, panel: 0.4, exit: 0.5}, panel: {exit: 1}}
  routine: {desk: {panel: 0.5, exit: 0.5}, panel: {desk: 0.1, exit: 0.9}}
)";
  const auto few = plan_of(cut_in_two, alone), many = plan_of(cut_in_two, beside);
  for (std::uint32_t r = 0; r < 10; ++r) {
    const Seen without = run(few, r), with = run(many, r);
    CHECK(without("stations.desk.arrivals") > 100);
    CHECK(differing(without, with, "") == std::vector<std::string>{});
  }
}

TEST_CASE("the order of classes and stations in the file changes no class's numbers") {
  const auto one = plan_of("horizon: 300", R"(
classes: {a: {arrivals: {rate: 0.7}, starts_at: x}, b: {arrivals: {rate: 0.9}, starts_at: y}}
stations: {x: {servers: 2, service: {exponential: {mean: 1}}}, y: {servers: 2, service: {exponential: {mean: 1}}}}
routing: {a: {x: {y: 1}, y: {exit: 1}}, b: {x: {exit: 1}, y: {x: 0.5, exit: 0.5}}}
)");
  const auto other = plan_of("horizon: 300", R"(
classes: {b: {arrivals: {rate: 0.9}, starts_at: y}, a: {arrivals: {rate: 0.7}, starts_at: x}}
stations: {y: {servers: 2, service: {exponential: {mean: 1}}}, x: {servers: 2, service: {exponential: {mean: 1}}}}
routing: {b: {y: {x: 0.5, exit: 0.5}, x: {exit: 1}}, a: {y: {exit: 1}, x: {y: 1}}}
)");
  const Seen first = run(one), second = run(other);
  for (const std::string scope : {"stations.x.classes.", "stations.y.classes.", "classes."})
    CHECK(differing(first, second, scope) == std::vector<std::string>{});
}

TEST_CASE("two classes alike in everything but their name come at different times and are served for different ones") {
  const auto chance = plan_of("horizon: 500", R"(
classes: {a: {arrivals: {rate: 1}, starts_at: x}, b: {arrivals: {rate: 1}, starts_at: y}}
stations: {x: {service: {constant: 0.5}}, y: {service: {constant: 0.5}}}
routing: {a: {x: {exit: 1}}, b: {y: {exit: 1}}}
)");
  const auto constant = plan_of("horizon: 500", R"(
classes: {a: {arrivals: {constant: 1}, starts_at: x}, b: {arrivals: {constant: 1}, starts_at: y}}
stations: {x: {service: {exponential: {mean: 0.5}}}, y: {service: {exponential: {mean: 0.5}}}}
routing: {a: {x: {exit: 1}}, b: {y: {exit: 1}}}
)");
  const Seen arrivals = run(chance), services = run(constant);
  CHECK(arrivals("stations.x.mean_wait") != arrivals("stations.y.mean_wait"));
  CHECK(services("stations.x.mean_wait") != services("stations.y.mean_wait"));
  CHECK(services("stations.x.utilisation") != services("stations.y.utilisation"));
}

TEST_CASE("a person's second visit is not the first again, and the next replication is another") {
  const auto plan = plan_of("horizon: 300", R"(
classes: {a: {arrivals: {constant: 1}, starts_at: x}}
stations: {x: {servers: unlimited, service: {exponential: {mean: 5}}},
           y: {servers: unlimited, service: {exponential: {mean: 5}}}}
routing: {a: {x: {y: 1}, y: {exit: 1}}}
)");
  CHECK(run(plan)("stations.x.mean_in_system") != run(plan, 1)("stations.x.mean_in_system"));
  auto simulation = simulation_of(plan);
  simulation.run_until(200);
  int on_second = 0, alike = 0;
  for (std::uint32_t i = 0; i < simulation.model.people().size(); ++i) {
    const Person& p = simulation.model.people()[i];
    if (!p.present || p.station != 1) continue;
    ++on_second;
    alike += std::abs((p.since - p.arrived) - p.service) < 1e-9;  // nobody waited: that is the first service
  }
  CHECK(on_second > 0);
  CHECK(alike == 0);
}

TEST_CASE("more replications do not change earlier ones, nor does the order in which they run") {
  const auto plan = plan_of(cut_in_two, everything);
  std::vector<Outcome> forward, backward(12);
  for (std::uint32_t r = 0; r < 5; ++r) forward.push_back(replicate(plan, r));
  for (std::uint32_t r = 12; r-- > 0;) backward[r] = replicate(plan, r);
  for (std::uint32_t r = 0; r < 5; ++r) CHECK(same(forward[r], backward[r]));
  CHECK(!same(forward[0], forward[1]));
}

TEST_CASE("a copied world goes on as the one it was copied from") {
  const auto plan = plan_of(cut_in_two, everything);
  auto original = simulation_of(plan, 3);
  original.run_until(60);
  original.model.begin_counting(60);
  original.run_until(95);
  auto copy = original;
  CHECK(copy == original);
  original.run_until(150);
  CHECK(!(copy == original));
  copy.run_until(110);  // in two steps
  copy.run_until(150);
  CHECK(copy == original);
  original.model.end_counting(150);
  copy.model.end_counting(150);
  CHECK(same(outcome_of(copy.model, copy.events()), outcome_of(original.model, original.events())));
}

TEST_CASE("no more are in service than there are servers, but for those whom a fall lets finish") {
  const auto plan = plan_of("horizon: 200", everything);
  auto simulation = simulation_of(plan);
  std::size_t before = 0, most = 0;
  for (double t = 1; t < 200; ++t) {  // steps come at whole times, so none lies between two looks
    simulation.run_until(t);
    const auto& desk = simulation.model.stations().front();
    CHECK(static_cast<double>(desk.busy) <= std::max(desk.servers, static_cast<double>(before)));
    before = desk.busy;
    most = std::max(most, desk.busy);
  }
  CHECK(most == 6);
}
