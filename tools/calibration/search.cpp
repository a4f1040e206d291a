#include "tools/calibration/search.hpp"

#include "sim/calibration/history_match.hpp"
#include "sim/calibration/minimise.hpp"
#include "tools/calibration/findings.hpp"
#include "tools/progress.hpp"

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
        in_wave_(2 * options.ensemble), progress_(options.evaluations + (waves - 1) * in_wave_ + 2 * parameters.size(),
                                                  "sets at most", options.output.quiet) {}

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

  /// The trials with one parameter at a bound and the others as fitted; empty if a signal came.
  std::vector<std::size_t> ends() {
    const Point fitted = trials_.done()[trials_.best()].result.at;
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < fitted.size(); ++i) {
      for (const double end : {0.0, 1.0}) {
        Point at = fitted;
        at[i] = end;
        if (!tried(at, "ends")) return {};
        numbers.push_back(*trials_.at(at, ""));
      }
    }
    return numbers;
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
  std::vector<std::size_t> ends;
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
    out.complete = !ends.empty();
  }
  if (trials.done().empty()) return out;
  out.trials = trials.done();
  out.best = trials.best();
  for (std::size_t row = 0; row < targets.rows().size(); ++row)
    out.rows.push_back(
        {targets.judged(row, out.trials[0].measured[row]), targets.judged(row, out.trials[out.best].measured[row])});
  out.parameters = findings_of(parameters, out, ends);
  return out;
}

}  // namespace tools::calibration
