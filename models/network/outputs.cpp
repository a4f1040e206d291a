#include "models/network/outputs.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <stdexcept>
#include <utility>

namespace network {

namespace {

using experiment::missing;

/// The counts of one class at a station, or of all of them together.
struct Total {
  Visits visits;
  const Occupancy* present = nullptr;
  double server_time = 0, slots = 0, time = 0;
};

struct Definition {
  const char* name;
  const char* unit;
  const char* definition;
  double (*of)(const Total&);
};

double ratio(double a, double b) { return b > 0 ? a / b : missing; }
double ratio(std::uint64_t a, std::uint64_t b) { return ratio(static_cast<double>(a), static_cast<double>(b)); }

constexpr Definition at_station[] = {
    {"arrivals", "people", "who came, those who balked included",
     [](const Total& t) { return static_cast<double>(t.visits.arrivals); }},
    {"served", "people", "of them, served by the end",
     [](const Total& t) { return static_cast<double>(t.visits.served); }},
    {"reneged", "people", "of them, left the line",
     [](const Total& t) { return static_cast<double>(t.visits.reneged); }},
    {"balked", "people", "of them, found the line full",
     [](const Total& t) { return static_cast<double>(t.visits.balked); }},
    {"balk_share", "share", "balked over arrivals",
     [](const Total& t) { return ratio(t.visits.balked, t.visits.arrivals); }},
    {"renege_share", "share", "reneged over those who joined",
     [](const Total& t) { return ratio(t.visits.reneged, t.visits.arrivals - t.visits.balked); }},
    {"utilisation", "share", "server time in use over server time there was; of a meeting, slots",
     [](const Total& t) {
       if (t.slots > 0) return std::isfinite(t.slots) ? static_cast<double>(t.visits.taken) / t.slots : missing;
       return std::isfinite(t.server_time) ? ratio(t.visits.service_time, t.server_time) : missing;
     }},
    {"mean_in_queue", "people", "time average of the number in line",
     [](const Total& t) { return ratio(t.visits.waiting_time, t.time); }},
    {"mean_in_system", "people", "time average of the number in line and in service",
     [](const Total& t) { return ratio(t.visits.waiting_time + t.visits.service_time, t.time); }},
    {"mean_wait", "time", "until service or reneging, over all who joined",
     [](const Total& t) { return ratio(t.visits.waits, static_cast<double>(t.visits.wait_lengths.count())); }},
    {"wait_p50", "time", "median of the same waits, to 0.4 %",
     [](const Total& t) { return t.visits.wait_lengths.count() ? t.visits.wait_lengths.quantile(0.5) : missing; }},
    {"wait_p95", "time", "their 95th percentile, to 0.4 %",
     [](const Total& t) { return t.visits.wait_lengths.count() ? t.visits.wait_lengths.quantile(0.95) : missing; }},
    {"p_wait", "share", "of those who joined, who were not served at once",
     [](const Total& t) { return ratio(t.visits.waited, t.visits.arrivals - t.visits.balked); }},
};

struct ClassDefinition {
  const char* name;
  const char* unit;
  const char* definition;
  double (*of)(const World::ClassState&);
};

constexpr ClassDefinition of_class[] = {
    {"arrivals", "people", "who came into the network",
     [](const World::ClassState& c) { return static_cast<double>(c.arrivals); }},
    {"completed", "people", "of them, left it by the exit",
     [](const World::ClassState& c) { return static_cast<double>(c.completed); }},
    {"mean_time_in_system", "time", "from coming to leaving by the exit",
     [](const World::ClassState& c) { return ratio(c.time_in_system, static_cast<double>(c.completed)); }},
};

/// Calls `at(path)` for every station, and for each class there: numbers and arrays have one order.
void each_scope(const Plan& plan, const std::function<void(std::vector<std::string>)>& at) {
  for (const CompiledStation& s : plan.stations) {
    at({"stations", s.name});
    for (const CompiledClass& c : plan.classes) at({"stations", s.name, "classes", c.name});
  }
}

std::vector<std::string> below(std::vector<std::string> path, std::string last) {
  path.push_back(std::move(last));
  return path;
}

/// Share of time with n = 0, 1, 2, ... people present.
std::vector<double> shares_of(const Occupancy& present, double time) {
  std::vector<double> shares = present.times();
  while (!shares.empty() && shares.back() == 0) shares.pop_back();
  for (double& share : shares) share /= time;
  return shares;
}

/// Share of time that exactly n are present among time with at most n.
std::vector<double> p_delay_of(const std::vector<double>& occupancy) {
  std::vector<double> chances;
  double sum = 0;
  for (const double share : occupancy) {
    sum += share;
    chances.push_back(ratio(share, sum));
  }
  return chances;
}

Total total_of(const World& world, std::size_t station, const Occupancy& present) {
  const World::StationState& state = world.stations()[station];
  return {
      {}, &present, state.server_time, world.plan().stations[station].meeting ? state.slots : 0, world.counted_time()};
}

void add(Visits& to, const Visits& from) {
  to.arrivals += from.arrivals;
  to.served += from.served;
  to.reneged += from.reneged;
  to.balked += from.balked;
  to.taken += from.taken;
  to.waited += from.waited;
  to.waits += from.waits;
  to.wait_lengths.merge(from.wait_lengths);
  to.waiting_time += from.waiting_time;
  to.service_time += from.service_time;
}

}  // namespace

std::string Output::name() const {
  std::string name;
  for (const std::string& part : path) name += (name.empty() ? "" : ".") + part;
  return name;
}

std::vector<Output> numbers_of(const Plan& plan) {
  std::vector<Output> all;
  each_scope(plan, [&](const std::vector<std::string>& scope) {
    for (const Definition& d : at_station) all.push_back({below(scope, d.name), d.unit, d.definition});
  });
  for (const CompiledClass& c : plan.classes)
    for (const ClassDefinition& d : of_class) all.push_back({{"classes", c.name, d.name}, d.unit, d.definition});
  return all;
}

std::vector<Output> arrays_of(const Plan& plan) {
  std::vector<Output> all;
  each_scope(plan, [&](const std::vector<std::string>& scope) {
    all.push_back({below(scope, "occupancy"), "share", "share of time with so many present"});
    all.push_back(
        {below(scope, "p_delay"), "share", "share of time with exactly so many present, of that with no more"});
  });
  return all;
}

Outcome outcome_of(const World& world, std::uint64_t events) {
  Outcome out;
  out.events = events;
  const auto scope = [&](const Total& total) {
    for (const Definition& d : at_station) out.numbers.push_back(d.of(total));
    out.arrays.push_back(shares_of(*total.present, total.time));
    out.arrays.push_back(p_delay_of(out.arrays.back()));
  };
  for (std::size_t s = 0; s < world.stations().size(); ++s) {
    const World::StationState& state = world.stations()[s];
    Total all = total_of(world, s, state.present);
    for (const Visits& visits : state.visits) add(all.visits, visits);
    scope(all);
    for (std::size_t c = 0; c < state.visits.size(); ++c) {
      Total one = total_of(world, s, state.present_by_class.empty() ? state.present : state.present_by_class[c]);
      one.visits = state.visits[c];
      scope(one);
    }
  }
  for (const World::ClassState& c : world.classes())
    for (const ClassDefinition& d : of_class) out.numbers.push_back(d.of(c));
  return out;
}

sim::Replicate packed(Outcome outcome) {
  sim::Replicate replicate{std::move(outcome.numbers), outcome.events};
  for (const std::vector<double>& array : outcome.arrays) {
    replicate.values.push_back(static_cast<double>(array.size()));
    replicate.values.insert(replicate.values.end(), array.begin(), array.end());
  }
  return replicate;
}

Outcome unpacked(const Plan& plan, const sim::Replicate& replicate) {
  std::span<const double> left = replicate.values;
  const auto take = [&](double count) {
    if (!(count >= 0 && count <= static_cast<double>(left.size())))
      throw std::invalid_argument("a replication of another scenario");
    const auto n = static_cast<std::size_t>(count);
    const std::vector<double> taken(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(n));
    left = left.subspan(n);
    return taken;
  };
  Outcome outcome;
  outcome.events = replicate.events;
  outcome.numbers = take(static_cast<double>(numbers_of(plan).size()));
  const std::size_t arrays = arrays_of(plan).size();
  for (std::size_t a = 0; a < arrays; ++a) outcome.arrays.push_back(take(take(1)[0]));
  if (!left.empty()) throw std::invalid_argument("a replication of another scenario");
  return outcome;
}

experiment::Results collect(const Plan& plan, const std::vector<std::uint32_t>& replications,
                            const std::vector<Outcome>& outcomes) {
  experiment::Results results;
  results.systems = {"network"};
  results.area = "all";
  results.replications = replications;
  const std::vector<Output> numbers = numbers_of(plan), arrays = arrays_of(plan);
  for (const Output& o : numbers) results.metrics.push_back({o.name(), o.unit, "", o.definition});
  std::vector<std::size_t> lengths(arrays.size(), 0);
  for (const Outcome& outcome : outcomes)
    for (std::size_t a = 0; a < arrays.size(); ++a) lengths[a] = std::max(lengths[a], outcome.arrays[a].size());
  for (std::size_t a = 0; a < arrays.size(); ++a)
    for (std::size_t n = 0; n < lengths[a]; ++n)
      results.metrics.push_back({arrays[a].name() + "." + std::to_string(n), arrays[a].unit, "", arrays[a].definition});
  results.values.reserve(outcomes.size() * results.metrics.size());
  for (const Outcome& outcome : outcomes) {
    results.values.insert(results.values.end(), outcome.numbers.begin(), outcome.numbers.end());
    for (std::size_t a = 0; a < arrays.size(); ++a) {
      results.values.insert(results.values.end(), outcome.arrays[a].begin(), outcome.arrays[a].end());
      results.values.resize(results.values.size() + lengths[a] - outcome.arrays[a].size(), 0);
    }
  }
  return results;
}

}  // namespace network
