#include "tools/sweep/values.hpp"

#include <algorithm>
#include <stdexcept>

namespace tools::sweeps {

Kept::Kept(const Sweep& sweep) {
  const experiment::Results empty = sweep.base().collect({}, {});
  systems_ = empty.systems;
  baseline_ = empty.baseline;
  area_ = empty.area;
  std::vector<std::size_t> chosen;
  std::vector<std::string> names;
  for (const auto& m : empty.metrics)
    if (m.group.empty()) names.push_back(m.name);
  std::vector<scenario::Diagnostic> wrong;
  for (const auto& wanted : sweep.config().metrics) {
    const std::size_t m = empty.find(wanted.name);
    if (std::find(chosen.begin(), chosen.end(), m) != chosen.end())
      wrong.push_back(
          {wanted.place, scenario::Severity::error, "metrics", scenario::in_message(wanted.name) + " stands twice"});
    else if (m < empty.metrics.size())
      chosen.push_back(m);
    else
      wrong.push_back({wanted.place, scenario::Severity::error, "metrics",
                       "no metric " + scenario::in_message(wanted.name) + scenario::did_you_mean(wanted.name, names)});
  }
  if (sweep.config().metrics.empty())
    for (std::size_t m = 0; m < empty.metrics.size(); ++m)
      if (empty.metrics[m].group.empty()) chosen.push_back(m);
  for (const std::size_t m : chosen) metrics_.push_back(empty.metrics[m]);
  for (const Discovery& d : sweep.config().discover) {
    const auto is_metric = [&](const experiment::Metric& m) { return m.name == d.metric.name; };
    if (std::none_of(metrics_.begin(), metrics_.end(), is_metric))
      wrong.push_back({d.metric.place, scenario::Severity::error, "discover.metric",
                       "the sweep keeps no metric " + scenario::in_message(d.metric.name)});
    if (!d.system) continue;
    const auto system = std::find(systems_.begin(), systems_.end(), d.system->name);
    if (system == systems_.end() || system == systems_.begin() + static_cast<std::ptrdiff_t>(baseline_))
      wrong.push_back({d.system->place, scenario::Severity::error, "discover.system",
                       "no system to compare with the baseline: " + scenario::in_message(d.system->name) +
                           scenario::did_you_mean(d.system->name, systems_)});
  }
  if (!wrong.empty()) throw scenario::InputError(std::move(wrong));
  for (std::size_t s = 0; s < systems_.size(); ++s)
    for (const std::size_t m : chosen) positions_.push_back(sweep.base().position(s, m));
  model_ = sweep.base().model;
  base_name_ = sweep.base().baseline;
  whole_size_ = sweep.base().position(systems_.size(), 0);
}

std::string Kept::objection(const Experiment& experiment) const {
  if (experiment.model != model_ || experiment.position(systems_.size(), 0) != whole_size_)
    return "changes which systems, years or metrics there are, which must be the same at every point";
  if (experiment.baseline != base_name_) return "changes the baseline, which must be the same at every point";
  return "";
}

sim::Replicate Kept::of(const Experiment& experiment, const sim::Replicate& whole) const {
  if (const std::string why = objection(experiment); !why.empty()) throw std::logic_error("a factor " + why);
  sim::Replicate kept;
  kept.events = whole.events;
  kept.values.reserve(positions_.size());
  for (const std::size_t p : positions_) kept.values.push_back(whole.values.at(p));
  return kept;
}

}  // namespace tools::sweeps
