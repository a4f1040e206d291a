#include "tools/calibration/search.hpp"

#include "sim/calibration/history_match.hpp"
#include "sim/calibration/minimise.hpp"
#include "tools/calibration/findings.hpp"
#include "tools/progress.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

namespace tools::calibration {

namespace {

using sim::calibration::Candidate;
using sim::calibration::Point;

constexpr std::size_t waves = 3;

class Searching {
 public:
  Searching(Trials& trials, std::span<const FittedParameter> parameters, const Targets& targets,
            const CalibrateOptions& options, std::uint32_t seed)
      : trials_(trials), parameters_(parameters), targets_(targets), options_(options), seed_(seed),
        in_wave_(2 * options.ensemble),
        progress_(options.evaluations + (waves - 1) * in_wave_ + 2 * parameters.size() + 1, "sets at most",
                  options.output.quiet) {}

  sim::calibration::Minimum minimum() {
    Point start;
    for (const FittedParameter& p : parameters_) start.push_back(p.coordinate_of(p.number.value));
    const auto objective = [&](const Point& at) -> std::optional<double> {
      const Trial* const trial = tried(at, trials_.done().empty() ? "start" : "search");
      return trial ? std::optional(trial->objective) : std::nullopt;
    };
    return sim::calibration::minimise(objective, start, {options_.evaluations, options_.starts, seed_});
  }

  /// \param evenly  points of the search that cover the cube evenly
  sim::calibration::Matched match(const std::vector<Point>& evenly) {
    std::vector<Candidate> spread, others;
    std::set<std::size_t> in_spread;
    for (const Point& at : evenly)
      if (const std::optional<std::size_t> t = trials_.at(at, ""); t && in_spread.insert(*t).second)
        spread.push_back(trials_.done()[*t].result);
    for (std::size_t t = 0; t < trials_.done().size(); ++t)
      if (!in_spread.contains(t)) others.push_back(trials_.done()[t].result);
    const auto simulate = [&](const Point& at) -> std::optional<Candidate> {
      const Trial* const trial = tried(at, "wave");
      return trial ? std::optional(trial->result) : std::nullopt;
    };
    return sim::calibration::history_match(simulate, targets_.fitted(), parameters_.size(), spread, others,
                                           {waves, in_wave_, options_.ensemble, seed_});
  }

  /// The trials around the best of all so far; without the ends if a signal came.
  Ends ends() {
    Ends around{trials_.best(), {}};
    const Point fitted = trials_.done()[around.centre].result.at;
    for (std::size_t i = 0; i < fitted.size(); ++i) {
      for (const double end : {0.0, 1.0}) {
        Point at = fitted;
        at[i] = end;
        if (!tried(at, "ends")) return {around.centre, {}};
        around.trials.push_back(*trials_.at(at, ""));
      }
    }
    return around;
  }

  /// The best of all, with the parameters that are idle at their own values.
  /// \return number of that trial; nothing if a signal came
  std::optional<std::size_t> left_alone(const std::vector<bool>& idle) {
    Point at = trials_.done()[trials_.best()].result.at;
    for (std::size_t i = 0; i < at.size(); ++i)
      if (idle[i]) at[i] = parameters_[i].coordinate_of(parameters_[i].number.value);
    if (!tried(at, "idle")) return std::nullopt;
    return trials_.at(at, "");
  }

 private:
  const Trial* tried(const Point& at, const std::string& stage) {
    const std::optional<std::size_t> number = trials_.at(at, stage);
    progress_.update(trials_.done().size());
    return number ? &trials_.done()[*number] : nullptr;
  }

  Trials& trials_;
  std::span<const FittedParameter> parameters_;
  const Targets& targets_;
  const CalibrateOptions& options_;
  std::uint32_t seed_;
  std::size_t in_wave_;
  Progress progress_;
};

}  // namespace

Fit search(Trials& trials, std::span<const FittedParameter> parameters, const Targets& targets,
           const CalibrateOptions& options, std::uint32_t seed) {
  Searching searching(trials, parameters, targets, options, seed);
  const sim::calibration::Minimum minimum = searching.minimum();
  Fit out;
  Ends ends;
  out.complete = !minimum.stopped;
  if (out.complete) {
    const sim::calibration::Matched matched = searching.match(minimum.spread);
    for (const Candidate& survivor : matched.survivors) {
      std::vector<double>& row = out.ensemble.emplace_back();
      for (std::size_t i = 0; i < parameters.size(); ++i) row.push_back(parameters[i].value_at(survivor.at[i]));
    }
    out.waves = matched.waves;
    out.tried_in_waves = matched.tried;
    out.complete = !matched.stopped;
  }
  if (out.complete) {
    ends = searching.ends();
    out.complete = !ends.trials.empty();
  }
  if (trials.done().empty()) return out;
  out.best = trials.best();
  std::vector<bool> idle = idle_of(parameters.size(), trials.done(), ends);
  if (std::find(idle.begin(), idle.end(), true) != idle.end()) {
    const std::optional<std::size_t> left = searching.left_alone(idle);
    out.complete = left.has_value();
    if (left && measured_the_same(trials.done()[*left], trials.done()[out.best]))
      out.best = *left;
    else
      idle.assign(idle.size(), false);  // unknown; or each does nothing by itself, but together they do
  }
  out.trials = trials.done();
  for (std::size_t row = 0; row < targets.rows().size(); ++row)
    out.rows.push_back(
        {targets.judged(row, out.trials[0].measured[row]), targets.judged(row, out.trials[out.best].measured[row])});
  out.parameters = findings_of(parameters, out, ends, idle);
  return out;
}

}  // namespace tools::calibration
