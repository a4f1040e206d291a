#include "models/abuse/experiment.hpp"

#include "models/scenario/units.hpp"

#include <algorithm>

namespace abuse {

experiment::Results collect(const Plan& plan, std::vector<std::uint32_t> numbers, std::vector<Outcome>& outcomes) {
  experiment::Results r;
  r.metrics = plan.catalogue.metrics();
  for (const CompiledSystem& s : plan.systems) r.systems.push_back(s.name);
  r.baseline = plan.baseline;
  r.area = plan.areas.size() == 1 ? plan.areas[0] : "all";
  for (std::size_t y = 0; y < plan.years; ++y) {
    const double day = static_cast<double>(y) * config::year;
    r.years.push_back(scenario::format_date(plan.scenario.run.start + static_cast<std::int64_t>(day)));
  }
  r.replications = std::move(numbers);
  r.values.reserve(outcomes.empty() ? 0 : outcomes.size() * outcomes[0].values.size());
  for (Outcome& outcome : outcomes) {
    r.values.insert(r.values.end(), outcome.values.begin(), outcome.values.end());
    outcome.values = {};
  }
  return r;
}

std::vector<double> target_values(const config::Target& target, const experiment::Results& results) {
  const std::size_t m = results.find(target.metric.name);
  std::vector<double> out;
  const auto found = target.system ? std::find(results.systems.begin(), results.systems.end(), target.system->name)
                                   : results.systems.begin() + static_cast<std::ptrdiff_t>(results.baseline);
  if (m == results.metrics.size() || found == results.systems.end()) return out;
  const auto system = static_cast<std::size_t>(found - results.systems.begin());
  const auto value = [&](std::size_t r, std::size_t s) {
    if (!target.per_year) return results.at(r, s, results.years.size(), m);
    double sum = 0;
    for (std::size_t y = 0; y < results.years.size(); ++y) sum += results.at(r, s, y, m);
    return sum / static_cast<double>(results.years.size());
  };
  for (std::size_t r = 0; r < results.replications.size(); ++r) {
    double x = value(r, system);
    if (target.system) {
      const double base = value(r, results.baseline);
      x = target.relative ? (base != 0 ? (x - base) / base : experiment::missing) : x - base;
    }
    out.push_back(x * target.scale);
  }
  return out;
}

}  // namespace abuse
