#include "sim/calendar.hpp"
#include "sim/distribution.hpp"
#include "sim/random.hpp"
#include "sim/resource.hpp"
#include "sim/tally.hpp"
#include "tests/sim/agreement.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

// What theory and the sums of waits and stays say of a resource that a calendar drives.

namespace {

using sim::Distribution;

constexpr std::uint32_t seed = 1;
enum Draw : std::uint32_t { arrival = 1, stay = 2, patience = 3 };

struct Class {
  double rate;
  double urgency;
};

struct Step {
  sim::Time at;
  double capacity;
};

/// A queue that theory knows.
struct Setup {
  double capacity = 1;
  double room = sim::unlimited;
  std::vector<Class> classes;
  Distribution stay = Distribution::exponential(1);
  std::optional<double> mean_patience = {};  ///< exponential
  std::vector<Step> steps = {};
};

/// What becomes of those who arrive in a window of time.
struct Seen {
  std::vector<double> waited;  ///< sum of the waits of those admitted; shape (classes)
  double had_to_wait = 0, turned_away = 0;
};

/// Drives a resource by a calendar: the smallest model there can be.
class Queue {
 public:
  Queue(const Setup& setup, std::uint32_t replication, sim::Time warm_up = 0, sim::Time window = 0)
      : desk(setup.capacity, setup.room), setup_(setup), replication_(replication), from_(warm_up),
        until_(warm_up + window) {
    seen.waited.resize(setup.classes.size());
    for (std::uint32_t c = 0; c < setup_.classes.size(); ++c) expect(c);
    for (const Step& step : setup_.steps) calendar_.schedule(step.at, {Kind::capacity, 0, step.capacity});
  }

  void run_until(sim::Time end) {
    while (calendar_.next_time() < end) handle(calendar_.pop(now_));
    now_ = end;
  }
  /// The wait of all who ever stood in line, those still there included.
  double all_waits() const {
    double sum = waits_;
    desk.line().for_each([&](const auto& waiting) { sum += now_ - waiting.since; });
    return sum;
  }
  /// The time in service of all who ever were, those still there included.
  double all_stays() const {
    double sum = 0;
    for (const Customer& c : customers_) sum += c.admitted ? std::min(now_, c.leaves) - *c.admitted : 0;
    return sum;
  }
  double reneged() const { return reneged_; }

  sim::Resource<std::uint32_t> desk;
  Seen seen;

 private:
  enum class Kind { arrives, departs, reneges, capacity };
  struct Event {
    Kind kind;
    std::uint32_t who;
    double capacity = 0;
  };
  struct Customer {
    std::uint32_t group;
    sim::Time arrived;
    std::optional<sim::Time> admitted = {};
    sim::Time leaves = 0;
    sim::Handle place = {}, loses_patience = {};
  };

  double uniform(std::uint64_t entity, Draw draw, std::uint32_t n = 0) const {
    return sim::uniform(seed, {replication_, entity, draw, n});
  }
  void expect(std::uint32_t group) {
    const double gap = -std::log(uniform(group, arrival, arrivals_++)) / setup_.classes[group].rate;
    calendar_.schedule(now_ + gap, {Kind::arrives, group});
  }
  bool counts(const Customer& c) const { return c.arrived >= from_ && c.arrived < until_; }

  void handle(const Event& event) {
    switch (event.kind) {
      case Kind::arrives: return arrives(event.who);
      case Kind::departs: desk.release(now_); break;
      case Kind::reneges:
        waits_ += now_ - desk.line().at(customers_[event.who].place).since;
        reneged_ += desk.leave(customers_[event.who].place, now_);
        return;
      case Kind::capacity: desk.set_capacity(event.capacity, now_); break;
    }
    while (const auto next = desk.admit(now_)) {
      waits_ += now_ - next->waited_since;
      Customer& c = customers_[next->who];
      if (counts(c)) seen.waited[c.group] += now_ - c.arrived;
      if (setup_.mean_patience) calendar_.cancel(c.loses_patience);
      begin(next->who);
    }
  }
  void arrives(std::uint32_t group) {
    expect(group);
    const auto who = static_cast<std::uint32_t>(customers_.size());
    customers_.push_back({group, now_});
    Customer& c = customers_.back();
    const auto reply = desk.request(who, setup_.classes[group].urgency, now_);
    if (reply.answer == sim::Resource<std::uint32_t>::Answer::seized) return begin(who);
    if (reply.answer == sim::Resource<std::uint32_t>::Answer::balks) {
      seen.turned_away += counts(c);
      return;
    }
    seen.had_to_wait += counts(c);
    c.place = reply.place;
    if (!setup_.mean_patience) return;
    const double patient = -std::log(uniform(who, patience)) * *setup_.mean_patience;
    c.loses_patience = calendar_.schedule(now_ + patient, {Kind::reneges, who});
  }
  void begin(std::uint32_t who) {
    Customer& c = customers_[who];
    c.admitted = now_;
    c.leaves = now_ + setup_.stay.quantile(uniform(who, stay));
    calendar_.schedule(c.leaves, {Kind::departs, who});
  }

  Setup setup_;
  std::uint32_t replication_;
  sim::Time from_, until_, now_ = 0;
  sim::Calendar<Event> calendar_;
  std::vector<Customer> customers_;
  std::uint32_t arrivals_ = 0;
  double waits_ = 0, reneged_ = 0;
};

/// Chance that all servers are busy when those who find them so are lost; the usual recursion.
double erlang_b(int servers, double load) {
  double b = 1;
  for (int n = 1; n <= servers; ++n) b = load * b / (n + load * b);
  return b;
}
/// Chance that all servers are busy when everybody waits.
double erlang_c(int servers, double load) {
  const double b = erlang_b(servers, load);
  return b / (1 - load / servers * (1 - b));
}

constexpr std::uint32_t replications = 200;
constexpr sim::Time warm_up = 200, window = 1500, rest = 300;  // load 0.7 on three servers forgets within about 12

/// Of each replication of an M/M/3 queue at load 2.1. Waits are divided by the number of arrivals expected, not by the
/// number that came: so the mean is not biased.
struct Waits {
  sim::Tally urgent, other, all, share_waiting;
};
Waits three_servers(double urgency_of_the_others) {
  Waits waits;
  for (std::uint32_t r = 0; r < replications; ++r) {
    Queue queue({.capacity = 3, .classes = {{0.9, 1}, {1.2, urgency_of_the_others}}}, r, warm_up, window);
    queue.run_until(warm_up + window + rest);
    const Seen& seen = queue.seen;
    waits.urgent.add(seen.waited[0] / (0.9 * window));
    waits.other.add(seen.waited[1] / (1.2 * window));
    waits.all.add((seen.waited[0] + seen.waited[1]) / (2.1 * window));
    waits.share_waiting.add(seen.had_to_wait / (2.1 * window));
  }
  return waits;
}

/// Where patience ends as fast as service, everybody present goes at the same rate, served or not: the number present
/// is that of infinitely many servers, so Poisson, and those beyond the servers wait.
double mean_line_of_poisson(double load, int servers) {
  double p = std::exp(-load), sum = 0;
  for (int n = 0; n < 200; p *= load / ++n) sum += p * std::max(0, n - servers);
  return sum;
}

/// A queue in which everything happens.
Queue eventful(std::uint32_t replication) {
  return Queue({.capacity = 3,
                .room = 6,
                .classes = {{0.9, 1}, {1.8, 2}},
                .stay = Distribution::lognormal_by_moments(1, 1.5),
                .mean_patience = 2.0,
                .steps = {{50, 1}, {90, 6}, {130, 0}, {150, 2}, {190, 4}}},
               replication);
}

}  // namespace

TEST_CASE("with one urgency for all, the wait for three servers is Erlang's") {
  const Waits waits = three_servers(1);
  CHECK(std::abs(waits.share_waiting.mean() - erlang_c(3, 2.1)) <= agreement::margin(waits.share_waiting));
  CHECK(std::abs(waits.all.mean() - erlang_c(3, 2.1) / (3 - 2.1)) <= agreement::margin(waits.all));
}

TEST_CASE("with two urgencies, the waits for three servers are Cobham's") {
  const Waits waits = three_servers(2);
  const double first = erlang_c(3, 2.1) / 3;  // until the next of three busy servers is free
  CHECK(std::abs(waits.urgent.mean() - first / (1 - 0.3)) <= agreement::margin(waits.urgent));
  CHECK(std::abs(waits.other.mean() - first / (1 - 0.3) / (1 - 0.7)) <= agreement::margin(waits.other));
}

TEST_CASE("ten places without a waiting room turn away the Erlang B share, whatever the shape of a stay") {
  CHECK(erlang_b(10, 8) == doctest::Approx(0.121661).epsilon(1e-5));
  const std::vector<std::pair<const char*, Distribution>> stays{
      {"constant", Distribution::constant(1)},
      {"exponential", Distribution::exponential(1)},
      {"lognormal", Distribution::lognormal_by_moments(1, 1.5)}};
  for (const auto& [shape, drawn] : stays) {
    CAPTURE(shape);
    sim::Tally share;
    for (std::uint32_t r = 0; r < 100; ++r) {
      Queue queue({.capacity = 10, .room = 0, .classes = {{8, 1}}, .stay = drawn}, r, 100, 1000);
      queue.run_until(1100);
      share.add(queue.seen.turned_away / (8 * 1000));
    }
    CHECK(std::abs(share.mean() - 0.121661) <= agreement::margin(share));
  }
}

TEST_CASE("where patience ends as fast as service, as many wait as a Poisson number exceeds the servers") {
  sim::Tally waiting, busy;
  for (std::uint32_t r = 0; r < replications; ++r) {
    Queue queue({.capacity = 3, .classes = {{4, 1}}, .mean_patience = 1.0}, r);
    queue.run_until(20);
    const double waited = queue.desk.waiting_area(20), worked = queue.desk.busy_area(20);
    queue.run_until(520);
    waiting.add((queue.desk.waiting_area(520) - waited) / 500);
    busy.add((queue.desk.busy_area(520) - worked) / 500);
  }
  CHECK(std::abs(waiting.mean() - mean_line_of_poisson(4, 3)) <= agreement::margin(waiting));
  CHECK(std::abs(busy.mean() - (4 - mean_line_of_poisson(4, 3))) <= agreement::margin(busy));
}

TEST_CASE("the area under the line is the sum of the waits in it, on every path") {
  for (std::uint32_t r = 0; r < 20; ++r) {
    CAPTURE(r);
    Queue queue = eventful(r);
    queue.run_until(230);
    CHECK(queue.reneged() > 0);
    CHECK(queue.desk.waiting_area(230) == doctest::Approx(queue.all_waits()).epsilon(1e-9));
  }
}

TEST_CASE("the area under the units in use is the sum of the stays, on every path") {
  for (std::uint32_t r = 0; r < 20; ++r) {
    CAPTURE(r);
    Queue queue = eventful(r);
    queue.run_until(230);
    CHECK(queue.desk.busy_area(230) == doctest::Approx(queue.all_stays()).epsilon(1e-9));
  }
}
