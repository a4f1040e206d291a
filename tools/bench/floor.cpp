// The floor under the network engine: the workloads W1, W2 and W3 by hand, with the engine's calendar and its draws at
// their addresses, so that every event is the same; but no model, stations in arrays, and no statistics beyond the sums
// of the estimate. What the engine takes beyond this is what its generality and its outputs cost. Prints one line of
// JSON; the time is that of the simulation alone.

#include "sim/calendar.hpp"
#include "sim/random.hpp"
#include "sim/replications.hpp"
#include "sim/time.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

enum class Draw : std::uint32_t { arrivals = 1, visit = 2 };

struct Result {
  std::uint64_t events = 0;
  std::uint64_t customers = 0;
  std::vector<double> estimates;
};

double exponential(std::uint64_t word, double mean) { return -mean * std::log(1 - sim::to_unit(word)); }

/// Customers of one kind, who come at random. Their draws stand where the engine has them: the class by its name, a
/// customer by the order of birth.
class Class {
 public:
  Class(std::uint32_t seed, std::uint32_t replication, std::string_view name, double rate)
      : seed_(seed), replication_(replication), mean_gap_(1 / rate), key_(sim::named(name)),
        gaps_(seed, address(key_, Draw::arrivals, 0)) {}
  sim::Time gap() { return exponential(gaps_(), mean_gap_); }
  std::uint64_t next_customer() { return sim::born(key_, born_++); }
  std::uint64_t customers() const { return born_; }
  /// Service, routing and patience of one visit of a customer.
  std::array<std::uint64_t, 4> visit(std::uint64_t customer, std::uint32_t number) const {
    return sim::philox_block(seed_, address(customer, Draw::visit, number), 0);
  }

 private:
  sim::StreamKey address(std::uint64_t entity, Draw purpose, std::uint32_t occurrence) const {
    return {replication_, entity, static_cast<std::uint32_t>(purpose), occurrence};
  }

  std::uint32_t seed_, replication_;
  double mean_gap_;
  std::uint64_t key_;
  std::uint64_t born_ = 0;
  sim::PhiloxEngine gaps_;
};

/// First in, first out.
template <class T>
class Ring {
 public:
  bool empty() const { return first_ == end_; }
  void push(const T& item) {
    if (end_ - first_ == items_.size()) {
      std::vector<T> larger(2 * items_.size());
      for (std::size_t i = first_; i != end_; ++i) larger[i & (larger.size() - 1)] = items_[i & (items_.size() - 1)];
      items_.swap(larger);
    }
    items_[end_++ & (items_.size() - 1)] = item;
  }
  T pop() { return items_[first_++ & (items_.size() - 1)]; }

 private:
  std::vector<T> items_ = std::vector<T>(16);  // a power of 2
  std::size_t first_ = 0, end_ = 0;
};

/// M/M/c with mean service 1 from empty. \return the mean wait and the mean time in system of those served
template <std::uint32_t servers>
Result one_station(double rate, sim::Time horizon, std::uint32_t seed, std::uint32_t replication) {
  struct Visitor {
    sim::Time joined;
    std::uint64_t number;
  };
  constexpr std::uint32_t arrival = servers;  // an event below that: this server has finished
  sim::Calendar<std::uint32_t> calendar;
  Class customers(seed, replication, "customer", rate);
  Ring<Visitor> waiting;
  std::array<sim::Time, servers> joined{};
  std::array<std::uint32_t, servers> idle{};
  std::uint32_t idle_servers = servers;
  for (std::uint32_t i = 0; i < servers; ++i) idle[i] = i;
  Result result;
  std::uint64_t begun = 0, left = 0;
  double waits = 0, times = 0;

  const auto begin = [&](std::uint32_t server, const Visitor& visitor, sim::Time now) {
    joined[server] = visitor.joined;
    waits += now - visitor.joined;
    ++begun;
    calendar.schedule(now + exponential(customers.visit(visitor.number, 0)[0], 1), server);
  };
  calendar.schedule(customers.gap(), arrival);
  sim::Time now = 0;
  while (calendar.next_time() < horizon) {
    const std::uint32_t event = calendar.pop(now);
    ++result.events;
    if (event == arrival) {
      const Visitor visitor{now, customers.next_customer()};
      if (idle_servers > 0)
        begin(idle[--idle_servers], visitor, now);
      else
        waiting.push(visitor);
      calendar.schedule(now + customers.gap(), arrival);
    } else {
      times += now - joined[event];
      ++left;
      if (waiting.empty())
        idle[idle_servers++] = event;
      else
        begin(event, waiting.pop(), now);
    }
  }
  result.customers = customers.customers();
  result.estimates = {waits / static_cast<double>(begun), times / static_cast<double>(left)};
  return result;
}

/// W2: five stations, three classes by priority, routing with feedback, reneging at the last station.
class FiveStations {
 public:
  FiveStations(std::uint32_t seed, std::uint32_t replication)
      : classes_{Class(seed, replication, "first", 0.2), Class(seed, replication, "second", 0.3),
                 Class(seed, replication, "third", 0.5)},
        idle_(servers) {}

  /// \return the mean wait of all who joined, by station; then the share of those who joined the last and reneged
  Result run(sim::Time horizon) {
    for (std::uint32_t c = 0; c < classes; ++c) schedule_arrival(c);
    while (calendar_.next_time() < horizon) {
      const Event event = calendar_.pop(now_);
      ++result_.events;
      switch (event.kind) {
        case Kind::arrival: arrive(event.subject); break;
        case Kind::service_end: end_service(event.subject); break;
        case Kind::renege: renege(event.subject); break;
      }
    }
    for (std::size_t s = 0; s < stations; ++s) result_.estimates.push_back(waits_[s] / static_cast<double>(waited_[s]));
    result_.estimates.push_back(static_cast<double>(reneged_) / static_cast<double>(waited_[stations - 1]));
    return result_;
  }

 private:
  static constexpr std::uint32_t stations = 5, classes = 3, none = 0xffffffffU;
  static constexpr std::array<std::uint32_t, stations> servers{3, 10, 4, 20, 6};
  static constexpr std::array<double, stations> mean_service{2.5, 15, 10.5, 29.5, 11.5};
  static constexpr double mean_patience = 20;  // at the last station
  /// The chance to go on to station 0 .. s; beyond the last column the customer leaves.
  static constexpr std::array<std::array<double, stations>, stations> routing{{{0, 0.5, 0.7, 0.9, 0.9},
                                                                               {0, 0, 0.2, 0.6, 0.8},
                                                                               {0.05, 0.05, 0.05, 0.5, 0.8},
                                                                               {0, 0.1, 0.1, 0.1, 0.5},
                                                                               {0, 0, 0, 0, 0}}};

  enum class Kind : std::uint32_t { arrival, service_end, renege };
  struct Event {
    Kind kind;
    std::uint32_t subject;  ///< a class, else a customer's slot
  };
  struct Customer {
    sim::Time joined;
    std::uint64_t number;
    std::uint64_t service, routing;  ///< words of the visit's block
    sim::Handle renege;
    std::uint32_t visit, customer_class, station;
    std::uint32_t before, after;  ///< in the queue: slots
  };
  struct Queue {
    std::uint32_t first = none, last = none;
  };

  void schedule_arrival(std::uint32_t customer_class) {
    calendar_.schedule(now_ + classes_[customer_class].gap(), {Kind::arrival, customer_class});
  }
  void arrive(std::uint32_t customer_class) {
    std::uint32_t slot;
    if (free_.empty()) {
      slot = static_cast<std::uint32_t>(customers_.size());
      customers_.emplace_back();
    } else {
      slot = free_.back();
      free_.pop_back();
    }
    Customer& customer = customers_[slot];
    customer.number = classes_[customer_class].next_customer();
    ++result_.customers;
    customer.visit = 0;
    customer.customer_class = customer_class;
    join(slot, 0);
    schedule_arrival(customer_class);
  }
  void join(std::uint32_t slot, std::uint32_t station) {
    Customer& customer = customers_[slot];
    const auto words = classes_[customer.customer_class].visit(customer.number, customer.visit++);
    customer.service = words[0];
    customer.routing = words[1];
    customer.station = station;
    customer.joined = now_;
    if (idle_[station] > 0) {
      --idle_[station];
      begin(slot);
      return;
    }
    Queue& queue = queues_[station][customer.customer_class];
    customer.before = queue.last;
    customer.after = none;
    (queue.last == none ? queue.first : customers_[queue.last].after) = slot;
    queue.last = slot;
    if (station == stations - 1)
      customer.renege = calendar_.schedule(now_ + exponential(words[2], mean_patience), {Kind::renege, slot});
  }
  void begin(std::uint32_t slot) {
    const Customer& customer = customers_[slot];
    end_wait(customer);
    calendar_.schedule(now_ + exponential(customer.service, mean_service[customer.station]), {Kind::service_end, slot});
  }
  void end_wait(const Customer& customer) {
    waits_[customer.station] += now_ - customer.joined;
    ++waited_[customer.station];
  }
  void leave_queue(const Customer& customer) {
    Queue& queue = queues_[customer.station][customer.customer_class];
    (customer.before == none ? queue.first : customers_[customer.before].after) = customer.after;
    (customer.after == none ? queue.last : customers_[customer.after].before) = customer.before;
  }
  void end_service(std::uint32_t slot) {
    const std::uint32_t station = customers_[slot].station;
    ++idle_[station];
    for (const Queue& queue : queues_[station]) {
      if (queue.first == none) continue;
      const std::uint32_t next = queue.first;
      leave_queue(customers_[next]);
      if (station == stations - 1) calendar_.cancel(customers_[next].renege);
      --idle_[station];
      begin(next);
      break;
    }
    const double u = sim::to_unit(customers_[slot].routing);
    std::uint32_t to = 0;
    while (to < stations && u >= routing[station][to]) ++to;
    if (to < stations)
      join(slot, to);
    else
      free_.push_back(slot);
  }
  void renege(std::uint32_t slot) {
    const Customer& customer = customers_[slot];
    leave_queue(customer);
    end_wait(customer);
    ++reneged_;
    free_.push_back(slot);
  }

  sim::Calendar<Event> calendar_;
  sim::Time now_ = 0;
  std::array<Class, classes> classes_;
  std::vector<Customer> customers_;
  std::vector<std::uint32_t> free_;  ///< slots
  std::array<std::uint32_t, stations> idle_;
  std::array<std::array<Queue, classes>, stations> queues_;
  std::array<double, stations> waits_{};
  std::array<std::uint64_t, stations> waited_{};
  std::uint64_t reneged_ = 0;
  Result result_;
};

Result run(const std::string& workload, std::uint32_t seed, std::uint32_t replication) {
  if (workload == "W2") return FiveStations(seed, replication).run(500'000);
  const bool w1 = workload == "W1";
  Result result =
      w1 ? one_station<1>(0.9, 1'111'111, seed, replication) : one_station<5>(4.25, 1'176.47, seed, replication);
  result.estimates = {result.estimates[w1 ? 1 : 0]};
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"The bare floor of a benchmark workload: the engine's calendar and draws, no model.",
               "wholeplace_floor"};
  std::string workload;
  unsigned threads = 1;
  std::uint32_t replications = 0, seed = 1;
  app.add_option("WORKLOAD", workload)->required()->check(CLI::IsMember({"W1", "W2", "W3"}));
  app.add_option("--threads", threads)->check(CLI::Range(1, 1024))->capture_default_str();
  app.add_option("--replications", replications, "1,000 for W3, else 1, unless given")
      ->check(CLI::Range(1, 100'000'000));
  app.add_option("--seed", seed)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (replications == 0) replications = workload == "W3" ? 1'000 : 1;

  std::vector<Result> results(replications);
  const auto start = std::chrono::steady_clock::now();
  sim::run_replications(replications, threads,
                        [&](std::size_t r) { results[r] = run(workload, seed, static_cast<std::uint32_t>(r)); });
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;

  std::uint64_t events = 0, customers = 0;
  std::vector<double> estimates(results.front().estimates.size());
  for (const Result& result : results) {
    events += result.events;
    customers += result.customers;
    for (std::size_t i = 0; i < estimates.size(); ++i) estimates[i] += result.estimates[i] / replications;
  }
  nlohmann::ordered_json line = {{"workload", workload},
                                 {"events", events},
                                 {"customers", customers},
                                 {"seconds", elapsed.count()},
                                 {"estimate", estimates}};
  if (estimates.size() == 1) line["estimate"] = estimates.front();
  std::cout << line << '\n';
}
