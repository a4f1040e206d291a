#include "tools/results/difference.hpp"

#include "models/scenario/record.hpp"
#include "models/scenario/units.hpp"
#include "sim/tally.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace results {
namespace {

using scenario::Node;

constexpr std::size_t longest_branch = 100;  // bytes of a branch that is written out

/// The node on one line; of an evidenced number its value.
std::string in_flow(const Node& node) {
  if (node.is_scalar()) return node.text;
  if (scenario::is_record(node)) return in_flow(*node.find("value"));
  std::vector<std::string> parts;
  for (const Node& item : node.items) parts.push_back(in_flow(item));
  for (const Node::Entry& entry : node.entries) parts.push_back(entry.key + ": " + in_flow(entry.value));
  if (node.is_sequence()) return fmt::format("[{}]", fmt::join(parts, ", "));
  return node.is_mapping() ? fmt::format("{{{}}}", fmt::join(parts, ", ")) : "nothing";
}

std::size_t count_values(const Node& node) {
  if ((!node.is_mapping() && !node.is_sequence()) || scenario::is_record(node)) return 1;
  std::size_t count = 0;
  for (const Node& item : node.items) count += count_values(item);
  for (const Node::Entry& entry : node.entries) count += count_values(entry.value);
  return count;
}

std::string shown(const Node& node) {
  std::string text = in_flow(node);
  return node.is_scalar() || text.size() <= longest_branch ? text : fmt::format("{} values", count_values(node));
}

std::optional<std::string> shown(const Node* node) { return node ? std::optional(shown(*node)) : std::nullopt; }

bool same_scalar(const Node& a, const Node& b) {
  if (a.text == b.text) return true;
  const auto number = [](const Node& n) { return n.quoted ? std::nullopt : scenario::parse_number(n.text); };
  const auto x = number(a), y = number(b);
  return x && y && *x == *y;
}

std::string below(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

class InputWalk {
 public:
  void compare(const std::string& path, const Node& a, const Node& b) {
    const auto may_be_number = [](const Node& n) { return n.is_scalar() || scenario::is_record(n); };
    if ((scenario::is_record(a) || scenario::is_record(b)) && may_be_number(a) && may_be_number(b))
      compare_numbers(path, a, b);
    else if (a.is_mapping() && b.is_mapping() && !of_different_families(a, b))
      compare_mappings(path, a, b);
    else if (a.is_sequence() && b.is_sequence())
      compare_sequences(path, a, b);
    else if (a.kind != b.kind || a.is_mapping() || !same_scalar(a, b))
      add(path, &a, &b);
  }

  std::vector<InputChange> take() { return std::move(changes_); }

 private:
  void add(const std::string& path, const Node* a, const Node* b) {
    changes_.push_back({{path, shown(a), shown(b)}, false, {}});
  }

  static bool of_different_families(const Node& a, const Node& b) {
    const Node::Entry *of_a = scenario::distribution_family(a), *of_b = scenario::distribution_family(b);
    return of_a && of_b && of_a->key != of_b->key;
  }

  void compare_numbers(const std::string& path, const Node& a, const Node& b) {
    const auto field = [](const Node& number, std::string_view key) {
      return number.is_mapping() ? number.find(key) : key == "value" ? &number : nullptr;
    };
    InputChange change;
    for (const std::string_view key : scenario::record_keys) {
      InputWalk inside;
      inside.compare_if_there(key == "value" ? path : below(path, key), field(a, key), field(b, key));
      // A field may be a list; the change of any element is one of the field.
      if (inside.changes_.empty()) continue;
      if (key == "value")
        change = {{path, shown(field(a, key)), shown(field(b, key))}, false, {}};
      else
        change.evidence.push_back({below(path, key), shown(field(a, key)), shown(field(b, key))});
    }
    if (change.path.empty() && change.evidence.empty()) return;
    change.only_evidence = change.path.empty();
    if (change.only_evidence) {
      change.path = path;
      change.first = change.second = shown(a);
    }
    changes_.push_back(std::move(change));
  }

  void compare_if_there(const std::string& path, const Node* a, const Node* b) {
    if (a && b)
      compare(path, *a, *b);
    else if (a || b)
      add(path, a, b);
  }

  void compare_mappings(const std::string& path, const Node& a, const Node& b) {
    for (const Node::Entry& entry : a.entries)
      compare_if_there(below(path, entry.key), &entry.value, b.find(entry.key));
    for (const Node::Entry& entry : b.entries)
      if (!a.find(entry.key)) add(below(path, entry.key), nullptr, &entry.value);
  }

  void compare_sequences(const std::string& path, const Node& a, const Node& b) {
    const auto item = [](const Node& n, std::size_t i) { return i < n.items.size() ? &n.items[i] : nullptr; };
    for (std::size_t i = 0; i < std::max(a.items.size(), b.items.size()); ++i)
      compare_if_there(below(path, std::to_string(i)), item(a, i), item(b, i));
  }

  std::vector<InputChange> changes_;
};

sim::Tally tally_of(std::span<const double> values) {
  sim::Tally tally;
  for (const double value : values)
    if (!std::isnan(value)) tally.add(value);
  return tally;
}

/// \param standard_error  NaN if unknown. \param freedom  degrees of freedom of its square
MeanDifference with_interval(double mean, double standard_error, double freedom, double confidence) {
  if (std::isnan(standard_error)) return {mean, experiment::missing, experiment::missing, experiment::missing};
  if (standard_error == 0) return {mean, mean, mean, 0};
  const boost::math::students_t t(freedom);
  const double half_width = boost::math::quantile(boost::math::complement(t, (1 - confidence) / 2)) * standard_error;
  return {mean, mean - half_width, mean + half_width, standard_error};
}

/// An entry of a list, by the name that the same entry has in another list.
struct Named {
  std::string name;
  std::size_t index;
};

std::vector<Named> named_systems(const experiment::Results& results) {
  std::vector<Named> systems;
  for (const std::string& name : results.systems) systems.push_back({name, systems.size()});
  return systems;
}

/// \param groups  those of groups too
std::vector<Named> named_metrics(const experiment::Results& results, bool groups) {
  std::vector<Named> metrics;
  for (std::size_t m = 0; m < results.metrics.size(); ++m)
    if (groups || results.metrics[m].group.empty()) metrics.push_back({full_name(results.metrics[m]), m});
  return metrics;
}

/// \return the indices of what both hold, in the order of the first
std::vector<std::pair<std::size_t, std::size_t>> match(const std::vector<Named>& first,
                                                       const std::vector<Named>& second, Unshared& unshared) {
  std::map<std::string_view, std::size_t> left;
  for (const Named& entry : second) left.emplace(entry.name, entry.index);
  std::vector<std::pair<std::size_t, std::size_t>> matches;
  for (const Named& entry : first) {
    const auto found = left.find(entry.name);
    if (found == left.end()) {
      unshared.first.push_back(entry.name);
      continue;
    }
    matches.emplace_back(entry.index, found->second);
    left.erase(found);
  }
  for (const Named& entry : second)
    if (left.contains(entry.name)) unshared.second.push_back(entry.name);
  return matches;
}

/// Where replications of these numbers stand. \param numbers  all of them there, ascending
std::vector<std::size_t> slots_of(const experiment::Results& results, const std::vector<std::uint32_t>& numbers) {
  std::vector<std::size_t> slots;
  for (std::size_t r = 0; r < results.replications.size(); ++r)
    if (std::binary_search(numbers.begin(), numbers.end(), results.replications[r])) slots.push_back(r);
  return slots;
}

std::vector<double> horizon_values(const experiment::Results& results, const std::vector<std::size_t>& slots,
                                   std::size_t system, std::size_t metric) {
  std::vector<double> values;
  for (const std::size_t r : slots) values.push_back(results.at(r, system, results.years.size(), metric));
  return values;
}

bool same_pairs(const std::vector<double>& first, const std::vector<double>& second) {
  return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                    [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
}

/// Whether all values of both are one number, or there are none.
bool one_number(const std::vector<double>& first, const std::vector<double>& second) {
  sim::Tally all = tally_of(first);
  const sim::Tally others = tally_of(second);
  if (all.count() == 0 || others.count() == 0) return all.count() == others.count();
  return std::min(all.min(), others.min()) == std::max(all.max(), others.max());
}

}  // namespace

double clarity(const MeanDifference& d) {
  if (!d.has_interval() || d.mean == 0) return 0;
  return d.standard_error > 0 ? std::abs(d.mean) / d.standard_error : std::numeric_limits<double>::infinity();
}

std::string full_name(const experiment::Metric& m) {
  const std::string separator = m.unit.empty() || m.group.empty() ? "" : ", ", inside = m.unit + separator + m.group;
  return inside.empty() ? m.name : fmt::format("{} ({})", m.name, inside);
}

std::vector<InputChange> input_changes(const Node& first, const Node& second) {
  InputWalk walk;
  walk.compare("", first, second);
  return walk.take();
}

MeanDifference paired_difference(std::span<const double> first, std::span<const double> second, double confidence) {
  if (first.size() != second.size()) throw std::invalid_argument("samples of different length cannot be paired");
  std::vector<double> differences;
  for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(second[i] - first[i]);  // NaN if either is
  const sim::Tally tally = tally_of(differences);
  const auto n = static_cast<double>(tally.count());
  return with_interval(tally.mean(), tally.sd() / std::sqrt(n), n - 1, confidence);
}

MeanDifference independent_difference(std::span<const double> first, std::span<const double> second,
                                      double confidence) {
  const sim::Tally a = tally_of(first), b = tally_of(second);
  const auto m = static_cast<double>(a.count()), n = static_cast<double>(b.count());
  const double of_a = a.variance() / m, of_b = b.variance() / n, sum = of_a + of_b;
  const double share_a = of_a / sum, share_b = of_b / sum;  // squares of them cannot overflow or vanish
  const double freedom = 1 / (share_a * share_a / (m - 1) + share_b * share_b / (n - 1));
  return with_interval(b.mean() - a.mean(), std::sqrt(sum), freedom, confidence);
}

OutputComparison compare_outputs(const experiment::Results& first, const experiment::Results& second, bool same_seed,
                                 bool groups) {
  OutputComparison comparison;
  std::set_intersection(first.replications.begin(), first.replications.end(), second.replications.begin(),
                        second.replications.end(), std::back_inserter(comparison.replications));
  comparison.paired = same_seed && (comparison.replications.size() >= 2 || first.replications == second.replications);
  if (!comparison.paired) comparison.replications.clear();
  const auto compared_slots = [&](const experiment::Results& results) {
    return slots_of(results, comparison.paired ? comparison.replications : results.replications);
  };
  const std::vector<std::size_t> first_slots = compared_slots(first), second_slots = compared_slots(second);

  const auto systems = match(named_systems(first), named_systems(second), comparison.systems);
  const auto metrics = match(named_metrics(first, groups), named_metrics(second, groups), comparison.metrics);
  comparison.compared = systems.size() * metrics.size();
  for (const auto& [s, t] : systems)
    for (const auto& [i, j] : metrics) {
      const std::vector<double> a = horizon_values(first, first_slots, s, i),
                                b = horizon_values(second, second_slots, t, j);
      if (comparison.paired ? same_pairs(a, b) : one_number(a, b)) continue;
      OutputChange change{.system = first.systems[s],
                          .metric = first.metrics[i],
                          .first = sim::summarise(a),
                          .second = sim::summarise(b),
                          .some_missing = false,
                          .difference = comparison.paired ? paired_difference(a, b) : independent_difference(a, b)};
      change.some_missing = change.first.n < a.size() || change.second.n < b.size();
      comparison.changes.push_back(std::move(change));
    }
  std::stable_sort(comparison.changes.begin(), comparison.changes.end(),
                   [](const auto& a, const auto& b) { return clarity(a.difference) > clarity(b.difference); });
  return comparison;
}

}  // namespace results
