#include "tools/calibration/trials.hpp"

#include "tools/interrupt.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace tools::calibration {

namespace {

/// A low sum of squares may hide one target that is far off.
bool fits_better(const Trial& a, const Trial& b) {
  return std::pair(a.result.is_ruled_out(), a.objective) < std::pair(b.result.is_ruled_out(), b.objective);
}

}  // namespace

std::optional<std::size_t> Trials::at(const sim::calibration::Point& point, const std::string& stage) {
  Trial trial;
  trial.stage = stage;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    trial.values.push_back(parameters_[i].value_at(point[i]));
    trial.result.at.push_back(parameters_[i].coordinate_of(trial.values[i]));
  }
  if (const auto known = numbers_.find(trial.values); known != numbers_.end()) return known->second;
  const std::optional<std::vector<sim::Replicate>> all = replicates(trial.values);
  if (!all) return std::nullopt;
  for (std::size_t row = 0; row < targets_.rows().size(); ++row) {
    std::vector<double> values;
    for (const sim::Replicate& one : *all) values.push_back(one.values[parameters_.size() + row]);
    trial.measured.push_back(sim::summarise(values));
  }
  for (const sim::Replicate& one : *all) events_ += one.events;
  trial.result.simulated = targets_.simulated(trial.measured);
  trial.result.implausibility = sim::calibration::implausibility(targets_.fitted(), trial.result.simulated);
  trial.objective = sim::calibration::misfit(targets_.fitted(), trial.result.simulated);
  const std::size_t number = done_.size();
  numbers_.emplace(trial.values, number);
  done_.push_back(std::move(trial));
  if (fits_better(done_[number], done_[best_])) best_ = number;
  return number;
}

std::vector<std::string> Trials::settings(const std::vector<double>& values) const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < values.size(); ++i)
    for (std::string& set : parameters_[i].settings(values[i])) out.push_back(std::move(set));
  return out;
}

std::unique_ptr<Experiment> Trials::opened(const std::vector<double>& values) const {
  const std::vector<std::string> sets = settings(values);
  try {
    return open_(sets);
  } catch (const scenario::InputError& error) {
    scenario::Diagnostic first = error.diagnostics().front();
    first.message +=
        fmt::format("; so these parameters cannot be fitted together within their bounds: {}", fmt::join(sets, ", "));
    throw scenario::InputError({first});
  }
}

/// The next trial's. A replicate is kept as its parameters, then what it measured.
std::optional<std::vector<sim::Replicate>> Trials::replicates(const std::vector<double>& values) {
  const auto number = static_cast<std::uint32_t>(done_.size());
  std::vector<sim::Replicate> all(replications_);
  store_.each(number, [&](std::uint32_t replication, sim::Replicate replicate) {
    const bool is_ours = replication < replications_ &&
                         replicate.values.size() == values.size() + targets_.rows().size() &&
                         std::equal(values.begin(), values.end(), replicate.values.begin());
    if (!is_ours)
      throw results::StoreError(
          fmt::format("what is kept of trial {} is not of {}, which the search comes to here, so it cannot be resumed; "
                      "--force instead of --resume begins anew",
                      number, fmt::join(settings(values), ", ")));
    all[replication] = std::move(replicate);
  });
  std::vector<std::uint32_t> missing;
  for (std::uint32_t r = 0; r < replications_; ++r)
    if (all[r].values.empty()) missing.push_back(r);
  if (missing.empty()) return all;

  const std::unique_ptr<Experiment> experiment = opened(values);
  std::size_t next = 0, finished = 0;
  sim::run_jobs(
      threads_,
      [&]() -> std::optional<std::size_t> {
        if (next == missing.size() || signal_received() != 0) return std::nullopt;
        return next++;
      },
      [&](std::size_t i) {
        const sim::Replicate whole = experiment->simulate(missing[i]);
        const std::vector<double> measured = experiment->measured(whole);
        sim::Replicate kept{values, whole.events};
        kept.values.insert(kept.values.end(), measured.begin(), measured.end());
        return kept;
      },
      [&](std::size_t i, sim::Replicate kept) {
        store_.keep({number, missing[i]}, kept);
        all[missing[i]] = std::move(kept);
        ++finished;
      });
  store_.commit();  // the search may think for a while before the next
  if (finished < missing.size()) return std::nullopt;
  return all;
}

}  // namespace tools::calibration
