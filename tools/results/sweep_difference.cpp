#include "tools/results/sweep_difference.hpp"

#include "models/scenario/units.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/difference_csv.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <string_view>
#include <utility>

namespace results {
namespace {

constexpr const char* header =
    "kind,point_first,point_second,path_or_metric,system,unit,first,second,difference,ci_low,ci_high,paired,n_first,"
    "n_second\n";

using Texts = std::vector<std::string>;

Texts only_in(const Texts& these, const Texts& those) {
  Texts only;
  for (const std::string& name : these)
    if (std::find(those.begin(), those.end(), name) == those.end()) only.push_back(name);
  return only;
}

/// A point by its factors' values, in the order of `factors`; 0.70 is 0.7.
Texts key_of(const FinishedSweep& sweep, std::size_t point, const Texts& factors) {
  Texts key;
  for (const std::string& factor : factors) {
    const auto at = std::find(sweep.factors.begin(), sweep.factors.end(), factor) - sweep.factors.begin();
    const std::string& text = sweep.design[point].at(static_cast<std::size_t>(at));
    const auto number = scenario::parse_number(text);
    key.push_back(number ? shortest(*number) : text);
  }
  return key;
}

void match_points(const FinishedSweep& first, const FinishedSweep& second, SweepComparison& comparison) {
  std::map<Texts, std::deque<std::size_t>> left;  // a design may hold a point twice
  const bool same_factors = comparison.factors.first.empty() && comparison.factors.second.empty();
  for (std::size_t p = 0; p < second.design.size() && same_factors; ++p)
    left[key_of(second, p, first.factors)].push_back(p);
  std::vector<bool> found(second.design.size());
  for (std::size_t p = 0; p < first.design.size() && same_factors; ++p) {
    const auto same = left.find(key_of(first, p, first.factors));
    if (same == left.end() || same->second.empty()) {
      comparison.points.first.push_back(point_name(first, p));
      continue;
    }
    comparison.shared.emplace_back(p, same->second.front());
    found[same->second.front()] = true;
    same->second.pop_front();
  }
  for (std::size_t p = 0; p < second.design.size() && same_factors; ++p)
    if (!found[p]) comparison.points.second.push_back(point_name(second, p));
}

std::string text_line(std::string_view kind, std::string_view name, std::string_view first, std::string_view second) {
  return csv_line({kind, "", "", name, "", "", first, second, "", "", "", "", "", ""});
}

}  // namespace

std::string point_name(const FinishedSweep& sweep, std::size_t point) {
  constexpr std::size_t most = 4;
  Texts values;
  for (std::size_t f = 0; f < std::min(most, sweep.factors.size()); ++f)
    values.push_back(sweep.factors[f] + " " + sweep.design[point].at(f));
  if (sweep.factors.size() > most) values.emplace_back("...");
  return fmt::format("{} ({})", point, fmt::join(values, ", "));
}

std::vector<InputChange> sweep_input_changes(const FinishedSweep& first, const FinishedSweep& second) {
  std::vector<InputChange> changes = input_changes(first.scenario, second.scenario);
  for (InputChange& change : input_changes(first.sweep, second.sweep)) {
    change.path = "sweep." + change.path;
    changes.push_back(std::move(change));
  }
  return changes;
}

SweepComparison compare_sweeps(FinishedSweep& first, FinishedSweep& second) {
  SweepComparison comparison;
  comparison.factors = {only_in(first.factors, second.factors), only_in(second.factors, first.factors)};
  match_points(first, second, comparison);
  for (const auto& [p, q] : comparison.shared) {
    const experiment::Results a = first.at(p), b = second.at(q);
    if (a.replications.empty() || b.replications.empty()) {
      ++comparison.empty;
      continue;
    }
    OutputComparison here = compare_outputs(a, b, first.seed == second.seed);
    comparison.compared += here.compared;
    comparison.paired += here.paired;
    comparison.systems = here.systems;  // the same at every point
    comparison.metrics = here.metrics;
    for (OutputChange& change : here.changes) comparison.changes.push_back({p, q, here.paired, std::move(change)});
  }
  std::stable_sort(comparison.changes.begin(), comparison.changes.end(), [](const auto& a, const auto& b) {
    return clarity(a.output.difference) > clarity(b.output.difference);
  });
  return comparison;
}

std::string sweep_difference_csv(std::span<const Change> facts, std::span<const InputChange> inputs,
                                 const SweepComparison& outputs) {
  std::string csv = header + change_lines(facts, inputs, text_line);
  for (const auto& [first, second, paired, o] : outputs.changes)
    csv += csv_line({"output", std::to_string(first), std::to_string(second), o.metric.name, o.system, o.metric.unit,
                     shortest(o.first.mean), shortest(o.second.mean), shortest(o.difference.mean),
                     shortest(o.difference.ci_low), shortest(o.difference.ci_high), paired ? "yes" : "no",
                     std::to_string(o.first.n), std::to_string(o.second.n)});
  csv += unshared_lines("factor", outputs.factors, text_line) + unshared_lines("point", outputs.points, text_line);
  return csv + unshared_lines("system", outputs.systems, text_line) +
         unshared_lines("metric", outputs.metrics, text_line);
}

}  // namespace results
