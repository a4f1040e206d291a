#pragma once

#include "models/network/compile.hpp"
#include "models/network/outputs.hpp"
#include "models/network/replicate.hpp"
#include "models/scenario/loader.hpp"
#include "tests/models/scenario/messages.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace network::testing {

/// The plan of a scenario without mistakes; `model`, `title` and `seed` need not be written.
inline std::shared_ptr<const Plan> plan_of(const std::string& run, const std::string& rest) {
  const std::string text = "model: network\ntitle: a test\nrun: {replications: 1, seed: 20, " + run + "}\n" + rest;
  const scenario::Node root = scenario::testing::tree(text);
  scenario::Diagnostics diagnostics;
  config::Scenario c;
  scenario::Loader loader(root, diagnostics);
  loader.read(c);
  diagnostics.throw_if_errors();
  auto plan = compile(c, diagnostics);
  diagnostics.throw_if_errors();
  return plan;
}

/// What one replication gave, by name. The elements of an array are named by their place in it.
class Seen {
 public:
  Seen(const Plan& plan, const Outcome& outcome) {
    const std::vector<Output> numbers = numbers_of(plan), arrays = arrays_of(plan);
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers_[numbers[i].name()] = outcome.numbers.at(i);
    for (std::size_t i = 0; i < arrays.size(); ++i) arrays_[arrays[i].name()] = outcome.arrays.at(i);
  }
  double operator()(const std::string& name) const { return numbers_.at(name); }
  const std::vector<double>& array(const std::string& name) const { return arrays_.at(name); }
  const std::map<std::string, double>& numbers() const { return numbers_; }
  const std::map<std::string, std::vector<double>>& arrays() const { return arrays_; }

 private:
  std::map<std::string, double> numbers_;
  std::map<std::string, std::vector<double>> arrays_;
};

inline Seen run(const std::shared_ptr<const Plan>& plan, std::uint32_t replication = 0) {
  return {*plan, replicate(plan, replication)};
}

/// To the last bit; a missing value is the same as a missing value.
inline bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }
inline bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return same(x, y); });
}
inline bool same(const Outcome& a, const Outcome& b) {
  return a.events == b.events && same(a.numbers, b.numbers) &&
         std::equal(a.arrays.begin(), a.arrays.end(), b.arrays.begin(), b.arrays.end(),
                    [](const auto& x, const auto& y) { return same(x, y); });
}

/// Names of outputs that begin so and are not the same in both.
inline std::vector<std::string> differing(const Seen& a, const Seen& b, const std::string& begin) {
  std::vector<std::string> names;
  for (const auto& [name, value] : a.numbers())
    if (name.starts_with(begin) && !same(value, b(name))) names.push_back(name);
  for (const auto& [name, array] : a.arrays())
    if (name.starts_with(begin) && !same(array, b.array(name))) names.push_back(name);
  return names;
}

/// A network that has everything: classes of every kind of arrivals, every discipline, reneging, balking, feedback,
/// servers that come and go, meetings that may not sit.
inline const char* const everything = R"(
classes:
  urgent: {priority: 1, arrivals: {rate: 1.1}, starts_at: desk}
  routine: {priority: 2, arrivals: {sine: {mean: 1, amplitude: 0.9, period: 24, phase: 3}}, starts_at: desk}
  weekly: {priority: 3, arrivals: {rates: [{since: 0, rate: 2}, {since: 5, rate: 0}], period: 7}, starts_at: office}
  regular: {priority: 3, arrivals: {erlang: {stages: 3, mean: 2}}, starts_at: stack}
stations:
  desk:
    servers: [{since: 0, servers: 2}, {since: 30, servers: 6}, {since: 90, servers: 1}, {since: 120, servers: 0},
              {since: 130, servers: 4}]
    queue: {discipline: priority, capacity: 12}
    service: {urgent: {exponential: {mean: 1}}, routine: {lognormal: {mean: 2, sd: 3}},
              weekly: {constant: 1}, regular: {uniform: {low: 0, high: 2}}}
    patience: {urgent: {exponential: {mean: 4}}, routine: {constant: 6}}
  office:
    servers: 3
    queue: {discipline: deadline}
    service: {gamma: {mean: 1.5, sd: 1}}
    deadline: {urgent: {constant: 1}, routine: {exponential: {mean: 9}}, weekly: {constant: 5}, regular: {constant: 0}}
    patience: {weekly: {uniform: {low: 0, high: 20}}}
  stack:
    servers: 2
    queue: {discipline: lifo}
    service: {exponential: {mean: 1.2}}
  panel:
    queue: {discipline: priority, capacity: 30}
    meeting: {every: 14, slots: 12, minimum: 3, preparation: 2, gaps: [{since: 50, until: 80}]}
    patience: {routine: {exponential: {mean: 25}}}
  archive: {servers: unlimited, service: {exponential: {mean: 5}}}
routing:
  urgent:
    desk: {desk: 0.1, office: 0.3, stack: 0.2, panel: 0.2, exit: 0.2}
    office: {panel: 0.4, exit: 0.6}
    stack: {archive: 0.5, exit: 0.5}
    panel: {archive: 1}
    archive: {exit: 1}
  routine:
    desk: {office: 0.5, panel: 0.3, exit: 0.2}
    office: {stack: 0.3, exit: 0.7}
    stack: {exit: 1}
    panel: {desk: 0.2, archive: 0.3, exit: 0.5}
    archive: {exit: 1}
  weekly:
    office: {office: 0.2, panel: 0.2, exit: 0.6}
    panel: {exit: 1}
  regular:
    stack: {stack: 0.3, exit: 0.7}
)";

}  // namespace network::testing
