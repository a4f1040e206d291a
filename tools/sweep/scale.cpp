#include "tools/sweep/scale.hpp"

#include "models/scenario/uncertainty.hpp"
#include "models/scenario/units.hpp"
#include "tools/results/number.hpp"
#include "tools/sweep/amount.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tools::sweeps {

namespace {

[[noreturn]] void wrong(const scenario::Place& place, const std::string& key, const std::string& what) {
  throw scenario::InputError({{place, scenario::Severity::error, key, what}});
}

Scale scale_of_range(const std::string& name, const Factor& factor, const Experiment& base, bool takes_ends) {
  const auto low = amount_of(factor.range[0].name), high = amount_of(factor.range[1].name);
  const auto refuse = [&](const char* expected) {
    wrong(factor.range[0].place, "factors." + name + ".range",
          fmt::format("expected {}, got {} and {}", expected, scenario::in_message(factor.range[0].name),
                      scenario::in_message(factor.range[1].name)));
  };
  if (!low || !high || !low->same_unit(*high) || !(low->number < high->number))
    refuse("a number and a greater one, in one unit");
  const auto written = [low = *low](double number) { return low.before + results::shortest(number) + low.after; };
  const double from = low->number, to = high->number;
  if (!is_whole_range(factor, base)) return [=](double u) { return written(from + u * (to - from)); };
  if (from != std::round(from) || to != std::round(to)) refuse("whole numbers, since it counts things");
  if (takes_ends) return [=](double u) { return written(std::round(from + u * (to - from))); };
  return [=](double u) { return written(std::min(to, std::floor(from + u * (to - from + 1)))); };
}

Scale scale_of_evidence(const std::string& name, const Factor& factor, const Experiment& base, bool takes_ends) {
  const std::string& path = factor.paths.front().name;
  const auto found = std::find_if(base.assumptions.begin(), base.assumptions.end(),
                                  [&](const auto& a) { return a.path == path || a.path.ends_with("." + path); });
  std::optional<sim::Distribution> uncertainty;
  if (found != base.assumptions.end()) uncertainty = scenario::uncertainty_of(*found);
  if (!uncertainty)
    wrong(factor.paths.front().place, "factors." + name + ".by_evidence",
          "there is no number with a range at " + scenario::in_message(path));
  return [assumption = *found, uncertainty = *uncertainty, takes_ends](double u) {
    const double within = takes_ends ? 0.05 + 0.9 * u : u;  // else the ends of an unbounded number
    return scenario::format_quantity(scenario::draw(uncertainty, assumption, within), assumption.unit);
  };
}

}  // namespace

std::optional<scenario::Unit> unit_of(const Factor& factor, const Experiment& base) {
  for (const auto& path : factor.paths)
    for (const scenario::Assumption& a : base.assumptions)
      if (a.path == path.name) return a.unit;
  return std::nullopt;
}

bool is_whole_range(const Factor& factor, const Experiment& base) {
  return !factor.range.empty() && unit_of(factor, base) == scenario::Unit::count;
}

Scale scale_of(const scenario::Named<Factor>& factor, const Experiment& base, bool takes_ends) {
  return factor.value.evidence.value_or(false) ? scale_of_evidence(factor.name, factor.value, base, takes_ends)
                                               : scale_of_range(factor.name, factor.value, base, takes_ends);
}

}  // namespace tools::sweeps
