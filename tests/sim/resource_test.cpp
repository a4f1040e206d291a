#include "sim/resource.hpp"

#include "sim/calendar.hpp"
#include "sim/distribution.hpp"
#include "sim/random.hpp"
#include "sim/time_average.hpp"
#include "tests/sim/agreement.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

using Resource = sim::Resource<int>;
using Answer = Resource::Answer;
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

/// One replication of an M/M/3 queue at load 2.1. Waits are divided by the number of arrivals expected, not by the
/// number that came: so the mean is not biased.
struct Waits {
  double urgent, other, all, share_waiting;
};
Waits three_servers(std::uint32_t replication, double urgency_of_the_others) {
  Queue queue({.capacity = 3, .classes = {{0.9, 1}, {1.2, urgency_of_the_others}}}, replication, warm_up, window);
  queue.run_until(warm_up + window + rest);
  const Seen& seen = queue.seen;
  return {seen.waited[0] / (0.9 * window), seen.waited[1] / (1.2 * window),
          (seen.waited[0] + seen.waited[1]) / (2.1 * window), seen.had_to_wait / (2.1 * window)};
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

std::vector<int> order(Resource desk, sim::Time now) {
  std::vector<int> who;
  desk.set_capacity(1000, now);
  while (const auto next = desk.admit(now)) who.push_back(next->who);
  return who;
}

/// What a resource should do, by a plain list. Its own rules: nothing here is fast or clever.
struct Listed {
  struct Person {
    double urgency;
    int who;  ///< in order of arrival
    bool operator<(const Person& other) const { return std::pair(urgency, who) < std::pair(other.urgency, other.who); }
  };
  double capacity = 0;
  std::size_t room = 0;
  double in_use = 0;
  std::vector<Person> line;  ///< in order

  Answer request(Person person) {
    if (in_use < capacity && line.empty()) {
      ++in_use;
      return Answer::seized;
    }
    if (line.size() >= room) return Answer::balks;
    line.insert(std::lower_bound(line.begin(), line.end(), person), person);
    return Answer::waits;
  }
  std::optional<int> admit() {
    if (line.empty() || in_use >= capacity) return std::nullopt;
    ++in_use;
    const int who = line.front().who;
    line.erase(line.begin());
    return who;
  }
  bool leave(int who) {
    const auto it = std::find_if(line.begin(), line.end(), [&](const Person& p) { return p.who == who; });
    if (it == line.end()) return false;
    line.erase(it);
    return true;
  }
};

/// A resource and a list that are told the same, at random.
class Twins {
 public:
  explicit Twins(std::uint32_t engine_seed) : engine_(engine_seed) {}

  /// \return whether both gave the same answer
  bool step() {
    now_ += 0.25;
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
      case 3: {
        const double urgency = static_cast<double>(below(3));
        const auto reply = desk.request(next_, urgency, now_);
        places_.push_back(reply.place);
        seizes_ = reply.answer == Answer::seized;
        return reply.answer == list.request({urgency, next_++});
      }
      case 4:
      case 5:
      case 6: {
        const auto next = desk.admit(now_);
        seizes_ = next.has_value();
        return (next ? std::optional<int>(next->who) : std::nullopt) == list.admit();
      }
      case 7:
      case 8:
        if (list.in_use == 0) return true;
        desk.release(now_);
        --list.in_use;
        return true;
      case 9: {
        if (places_.empty()) return true;
        const std::size_t recent = std::min<std::size_t>(places_.size(), 20);
        const std::size_t i = places_.size() - 1 - below(recent);
        return desk.leave(places_[i], now_) == list.leave(static_cast<int>(i));
      }
      case 10:
        list.capacity = static_cast<double>(below(6));
        desk.set_capacity(list.capacity, now_);
        return true;
      default:
        if (below(5) > 0) return true;
        desk.take_over(now_);
        ++list.in_use;
        return true;
    }
  }
  bool just_seized() { return std::exchange(seizes_, false); }

  Resource desk{2, 8};
  Listed list{.capacity = 2, .room = 8, .line = {}};

 private:
  std::size_t below(std::size_t n) { return engine_() % n; }

  boost::random::mt19937 engine_;
  std::vector<sim::Handle> places_;  ///< by person
  int next_ = 0;
  sim::Time now_ = 0;
  bool seizes_ = false;
};

}  // namespace

TEST_CASE("with one urgency for all, the wait for three servers is Erlang's") {
  sim::Tally wait, share;
  for (std::uint32_t r = 0; r < replications; ++r) {
    const Waits w = three_servers(r, 1);
    wait.add(w.all);
    share.add(w.share_waiting);
  }
  CHECK(std::abs(share.mean() - erlang_c(3, 2.1)) <= agreement::margin(share));
  CHECK(std::abs(wait.mean() - erlang_c(3, 2.1) / (3 - 2.1)) <= agreement::margin(wait));
}

TEST_CASE("with two urgencies, the waits for three servers are Cobham's") {
  sim::Tally urgent, other;
  for (std::uint32_t r = 0; r < replications; ++r) {
    const Waits w = three_servers(r, 2);
    urgent.add(w.urgent);
    other.add(w.other);
  }
  const double first = erlang_c(3, 2.1) / 3;  // until the next of three busy servers is free
  CHECK(std::abs(urgent.mean() - first / (1 - 0.3)) <= agreement::margin(urgent));
  CHECK(std::abs(other.mean() - first / (1 - 0.3) / (1 - 0.7)) <= agreement::margin(other));
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

TEST_CASE("a resource answers as a sorted list does over 100,000 random operations") {
  Twins twins(1);
  int different = 0;
  for (int i = 0; i < 100'000; ++i) {
    different += !twins.step();
    different += static_cast<double>(twins.desk.in_use()) != twins.list.in_use;
    different += twins.desk.queue_length() != twins.list.line.size();
  }
  CHECK(different == 0);
}

TEST_CASE("nobody is given a unit at or above capacity, whatever went before") {
  Twins twins(2);
  int above = 0, seized = 0, over = 0;
  for (int i = 0; i < 100'000; ++i) {
    twins.step();
    const bool too_many = static_cast<double>(twins.desk.in_use()) > twins.desk.capacity();
    over += too_many;
    if (!twins.just_seized()) continue;
    ++seized;
    above += too_many;
  }
  CHECK(seized > 10'000);
  CHECK(over > 100);  // by falls and take-overs
  CHECK(above == 0);
}

TEST_CASE("a case that is open already is taken over, full or not") {
  Resource desk(1);
  desk.request(1, 0, 0);
  desk.take_over(1);
  CHECK(desk.in_use() == 2);
  desk.request(2, 0, 2);
  desk.release(3);
  CHECK_FALSE(desk.admit(3));
}

TEST_CASE("a fall of capacity lets people finish") {
  Resource desk(3);
  for (int who = 1; who <= 5; ++who) desk.request(who, 0, 0);
  desk.set_capacity(1, 1);
  CHECK(desk.in_use() == 3);
  desk.release(2);
  CHECK_FALSE(desk.admit(2));
  desk.release(3);
  CHECK_FALSE(desk.admit(3));
  desk.release(4);
  CHECK(desk.admit(4)->who == 4);
}

TEST_CASE("a rise of capacity admits as many as there are new units, in order") {
  Resource desk(1);
  for (int who = 1; who <= 5; ++who) desk.request(who, 0, 0);
  desk.set_capacity(3, 1);
  CHECK(desk.admit(1)->who == 2);
  CHECK(desk.admit(1)->who == 3);
  CHECK_FALSE(desk.admit(1));
}

TEST_CASE("the fraction of a unit is not used, but a rounding error costs none") {
  CHECK(Resource(2.7).capacity() == 2);
  CHECK(Resource(3 * (1 - 1e-15)).capacity() == 3);
  Resource desk(5);
  desk.set_capacity(0.9, 1);
  CHECK(desk.capacity() == 0);
}

TEST_CASE("who asks while others wait waits behind them, even if a unit is free") {
  Resource desk(1);
  desk.request(1, 0, 0);
  desk.request(2, 0, 1);
  desk.release(2);
  CHECK(desk.request(3, 0, 2).answer == Answer::waits);
  CHECK(order(desk, 2) == std::vector<int>{2, 3});
}

TEST_CASE("the most urgent is admitted first, and among them who came first") {
  Resource desk(0);
  desk.request(1, 2, 0);
  desk.request(2, 1, 1);
  desk.request(3, 2, 2);
  desk.request(4, 1, 3);
  CHECK(order(desk, 4) == std::vector<int>{2, 4, 1, 3});
}

TEST_CASE("only the one who leaves is gone from the line") {
  Resource desk(0);
  desk.request(1, 0, 0);
  const sim::Handle place = desk.request(2, 0, 1).place;
  desk.request(3, 0, 2);
  CHECK(desk.leave(place, 3));
  CHECK(order(desk, 3) == std::vector<int>{1, 3});
}

TEST_CASE("who was admitted cannot leave the line, nor take along who came after") {
  Resource desk(1);
  desk.request(1, 0, 0);
  const sim::Handle place = desk.request(2, 0, 1).place;
  desk.release(2);
  desk.admit(2);
  desk.request(3, 0, 3);
  CHECK_FALSE(desk.leave(place, 4));
  CHECK(desk.queue_length() == 1);
}

TEST_CASE("who finds the waiting room full balks") {
  Resource desk(1, 2);
  CHECK(desk.request(1, 0, 0).answer == Answer::seized);
  CHECK(desk.request(2, 0, 0).answer == Answer::waits);
  CHECK(desk.request(3, 0, 0).answer == Answer::waits);
  CHECK(desk.request(4, 0, 0).answer == Answer::balks);
  CHECK(desk.queue_length() == 2);
}

TEST_CASE("who is kept waiting from before needs no room and keeps their time") {
  Resource desk(0, 1);
  desk.request(1, 0, 0);
  desk.keep_waiting(2, 0, -5, 1);
  CHECK(desk.queue_length() == 2);
  desk.set_capacity(2, 3);
  CHECK(desk.admit(3)->waited_since == 0);
  CHECK(desk.admit(3)->waited_since == -5);
  CHECK(desk.waiting_area(4) == (3 - 0) + (3 - 1));  // the line's area begins when they join this line
}

TEST_CASE("without a limit nobody waits") {
  Resource desk;
  for (int who = 0; who < 1000; ++who) CHECK(desk.request(who, 0, who).answer == Answer::seized);
  CHECK(desk.capacity_area(1000) == 0);
}

TEST_CASE("the area of capacity follows its steps") {
  Resource desk(3, sim::unlimited, 10);
  desk.set_capacity(5, 12);
  desk.set_capacity(sim::unlimited, 13);
  desk.set_capacity(1, 20);
  CHECK(desk.capacity_area(24) == 3 * 2 + 5 * 1 + 0 * 7 + 1 * 4);
}

TEST_CASE("a unit that nobody holds cannot be released") {
  Resource desk(1);
  CHECK_THROWS_AS(desk.release(0), std::logic_error);
}

TEST_CASE("a copied resource goes on alike") {
  Resource desk(1);
  for (int who = 1; who <= 5; ++who) desk.request(who, who % 2, who);
  Resource copy = desk;
  CHECK(copy == desk);
  copy.release(6);
  desk.release(6);
  CHECK(copy.admit(6)->who == desk.admit(6)->who);
  CHECK(copy == desk);
}
