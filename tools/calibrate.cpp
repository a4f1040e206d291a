#include "models/scenario/units.hpp"
#include "sim/calibration/history_match.hpp"
#include "sim/calibration/minimise.hpp"
#include "sim/calibration/misfit.hpp"
#include "sim/replications.hpp"
#include "sim/summary.hpp"
#include "tools/calibrated_overlay.hpp"
#include "tools/calibration_parameters.hpp"
#include "tools/calibration_report.hpp"
#include "tools/commands.hpp"
#include "tools/experiment.hpp"
#include "tools/interrupt.hpp"
#include "tools/progress.hpp"
#include "tools/results/build_info.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <thread>

namespace tools {

namespace {

namespace calibration = sim::calibration;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// What differs between the models.
struct Manner {
  std::string_view fitted;     ///< the kind of target that guides the fit
  double tolerance;            ///< of a target that gives none, as a part of its value
  std::uint32_t replications;  ///< of an evaluation
};

Manner manner_of(const Experiment& experiment) {
  return experiment.model == "network" ? Manner{"theory", 0.05, 20} : Manner{"fit", 0.10, 8};
}

/// Writes the tolerance into a row that gives none or half of one.
void complete(results::ValidationRow& row, double tolerance) {
  const double usual = std::isfinite(row.low)    ? row.target - row.low
                       : std::isfinite(row.high) ? row.high - row.target
                                                 : tolerance * std::abs(row.target);
  if (!std::isfinite(row.low)) row.low = row.target - usual;
  if (!std::isfinite(row.high)) row.high = row.target + usual;
}

/// Each side has the tolerance that the row gives it, but at least a quarter of both together: a target at the end of
/// its range may be passed a little.
calibration::Target target_of(const results::ValidationRow& row) {
  const double least = (row.high - row.low) / 4;
  return {row.target, std::max(row.target - row.low, least), std::max(row.high - row.target, least)};
}

calibration::Simulated simulated_in(const results::ValidationRow& row) {
  const sim::Summary& s = row.simulated;
  const double none = std::numeric_limits<double>::quiet_NaN();
  if (s.n < 2) return {none, none};
  return {s.mean, (s.ci_high - s.mean) / (sim::t_half_width(1, s.n) * std::sqrt(static_cast<double>(s.n)))};
}

/// The baseline's targets, those that guide the fit with their tolerances.
/// \throws scenario::InputError if there are none, or one without any tolerance
std::vector<results::ValidationRow> targets_to_fit(const Experiment& experiment, const Manner& manner) {
  std::vector<results::ValidationRow> rows;
  scenario::Diagnostics mistakes;
  for (results::ValidationRow row : experiment.targets()) {
    if (row.kind != manner.fitted) continue;
    complete(row, manner.tolerance);
    if (row.target < row.low || row.target > row.high)
      mistakes.error({}, row.quantity, "the target lies outside its own low to high");
    else if (!(row.low < row.high))
      mistakes.error({}, row.quantity, "a target without tolerance cannot be fitted: give it low and high");
    rows.push_back(std::move(row));
  }
  if (rows.empty())
    mistakes.error({}, "",
                   experiment.model == "network" ? "nothing to fit to: the scenario expects nothing (expect)"
                                                 : "nothing to fit to: no target of kind fit (targets)");
  mistakes.throw_if_errors();
  return rows;
}

/// Simulates the baseline with given parameters, each set once.
class Trials {
 public:
  Trials(scenario::Node root, const CalibrateOptions& options, std::vector<std::string> sets,
         const Experiment& experiment, std::span<const FittedParameter> parameters,
         std::vector<results::ValidationRow> targets, unsigned threads)
      : root_(std::move(root)), options_(options.input), sets_(std::move(sets)), parameters_(parameters),
        targets_(std::move(targets)), threads_(threads),
        replications_(options.replications.value_or(manner_of(experiment).replications)),
        kind_(manner_of(experiment).fitted), tolerance_(manner_of(experiment).tolerance) {
    if (!experiment.baseline.empty()) options_.systems = {experiment.baseline};
    for (const auto& row : targets_) fitted_.push_back(target_of(row));
  }

  /// Tells what is wrong with the bounds beyond what the numbers say by themselves, such as shares that no longer sum
  /// to one. \throws scenario::InputError
  void check_bounds() const {
    scenario::Diagnostics mistakes;
    for (const FittedParameter& p : parameters_) {
      for (const double end : {p.low, p.high}) {
        try {
          open(p.settings(end));
        } catch (const scenario::InputError& e) {
          const scenario::Diagnostic& d = e.diagnostics().front();
          mistakes.error(
              p.marked, p.number.path,
              fmt::format("cannot be fitted by itself: at {}: {}{}", scenario::format_quantity(end, p.number.unit),
                          d.path == p.number.path ? "" : d.path + ": ", d.message));
        }
      }
    }
    mistakes.throw_if_errors();
  }

  /// \return index of the trial at that point
  std::size_t at(const calibration::Point& point, const std::string& stage) {
    std::vector<double> values;
    std::vector<std::string> settings;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      values.push_back(parameters_[i].value_at(point[i]));
      for (std::string& set : parameters_[i].settings(values.back())) settings.push_back(std::move(set));
    }
    const auto [known, is_new] = index_.try_emplace(values, trials.size());
    if (!is_new) return known->second;
    const std::vector<results::ValidationRow> rows = simulate(settings);
    std::vector<calibration::Simulated> simulated;
    for (const auto& row : rows)
      if (row.kind == kind_) simulated.push_back(simulated_in(row));
    Trial trial;
    trial.stage = stage;
    trial.values = values;
    trial.objective = calibration::misfit(fitted_, simulated);
    trial.result.implausibility = calibration::implausibility(fitted_, simulated);
    trial.result.simulated = std::move(simulated);
    for (std::size_t i = 0; i < parameters_.size(); ++i)
      trial.result.at.push_back(parameters_[i].coordinate_of(values[i]));
    if (trials.empty()) before_ = rows;
    if (trials.empty() || trial.objective < trials[best].objective) {
      best = trials.size();
      after_ = rows;
    }
    trials.push_back(std::move(trial));
    return known->second;
  }

  /// Every target before and after, those fitted with the tolerance that they were given.
  std::vector<CalibrationRow> rows() const {
    std::vector<CalibrationRow> out;
    for (std::size_t i = 0; i < after_.size(); ++i) {
      if (after_[i].kind == "slope") continue;
      CalibrationRow row{before_[i], after_[i], after_[i].kind == kind_};
      if (row.fitted) {
        complete(row.after, tolerance_);
        row.after.kind = "fit";
        row.after.verdict = results::judge(row.after);
      }
      out.push_back(std::move(row));
    }
    return out;
  }

  std::uint32_t replications() const { return replications_; }
  const std::vector<calibration::Target>& fitted() const { return fitted_; }

  std::vector<Trial> trials;
  std::size_t best = 0;
  std::uint64_t events = 0;
  double system_years = 0;

 private:
  std::unique_ptr<Experiment> open(const std::vector<std::string>& settings) const {
    std::vector<std::string> sets = sets_;
    sets.insert(sets.end(), settings.begin(), settings.end());
    return open_experiment(scenario::Node(root_), options_, sets);
  }

  std::vector<results::ValidationRow> simulate(const std::vector<std::string>& settings) {
    const std::unique_ptr<Experiment> experiment = open(settings);
    std::vector<std::uint32_t> numbers(replications_);
    std::iota(numbers.begin(), numbers.end(), 0U);
    std::vector<sim::Replicate> replicates(replications_);
    sim::run_replications(replications_, threads_,
                          [&](std::size_t slot) { replicates[slot] = experiment->simulate(numbers[slot]); });
    for (const sim::Replicate& replicate : replicates) events += replicate.events;
    system_years += replications_ * experiment->system_years();
    return experiment->validate(experiment->collect(numbers, std::move(replicates)));
  }

  scenario::Node root_;
  ScenarioOptions options_;
  std::vector<std::string> sets_;
  std::span<const FittedParameter> parameters_;
  std::vector<results::ValidationRow> targets_;
  std::vector<calibration::Target> fitted_;
  unsigned threads_;
  std::uint32_t replications_;
  std::string_view kind_;
  double tolerance_;
  std::map<std::vector<double>, std::size_t> index_;  // of trials, by values
  std::vector<results::ValidationRow> before_, after_;
};

/// Searches, then looks for all that fits, then at the bounds of each parameter.
Calibration fit(Trials& trials, const std::vector<FittedParameter>& parameters, const CalibrateOptions& options,
                std::uint32_t seed) {
  const std::size_t in_wave = 2 * options.ensemble;
  constexpr std::size_t waves = 3;
  Progress progress(options.evaluations + (waves - 1) * in_wave + 2 * parameters.size(), "sets at most", options.quiet);
  const auto stop = [] { return signal_received() != 0; };
  const auto tried = [&](const calibration::Point& at, const std::string& stage) -> const Trial& {
    const std::size_t t = trials.at(at, stage);
    progress.update(trials.trials.size());
    return trials.trials[t];
  };

  calibration::Point start;
  for (const FittedParameter& p : parameters) start.push_back(p.coordinate_of(p.number.value));
  const calibration::Minimum found = calibration::minimise(
      [&](const calibration::Point& at) { return tried(at, trials.trials.empty() ? "start" : "search").objective; },
      start, {options.evaluations, options.starts, seed}, stop);

  Calibration out;
  std::vector<std::size_t> ends;
  out.complete = !found.stopped;
  if (out.complete) {
    std::vector<calibration::Candidate> spread, others;
    std::set<std::size_t> in_spread;
    for (const calibration::Point& at : found.spread)
      if (const std::size_t t = trials.at(at, ""); in_spread.insert(t).second)
        spread.push_back(trials.trials[t].result);
    for (std::size_t t = 0; t < trials.trials.size(); ++t)
      if (!in_spread.contains(t)) others.push_back(trials.trials[t].result);
    const calibration::Matched matched = calibration::history_match(
        [&](const calibration::Point& at) { return tried(at, "wave").result; }, trials.fitted(), parameters.size(),
        spread, others, {waves, in_wave, options.ensemble, seed}, stop);
    for (const calibration::Candidate& survivor : matched.survivors) {
      std::vector<double>& row = out.ensemble.emplace_back();
      for (std::size_t i = 0; i < parameters.size(); ++i) row.push_back(parameters[i].value_at(survivor.at[i]));
    }
    out.waves = matched.waves;
    out.tried_in_waves = matched.tried;
    out.complete = !matched.stopped;
  }
  const calibration::Point fitted = trials.trials.empty() ? start : trials.trials[trials.best].result.at;
  for (std::size_t i = 0; out.complete && i < parameters.size(); ++i) {
    for (const double end : {0.0, 1.0}) {
      out.complete = out.complete && !stop();
      if (!out.complete) break;
      calibration::Point at = fitted;
      at[i] = end;
      tried(at, "ends");
      ends.push_back(trials.at(at, ""));
    }
  }
  if (trials.trials.empty()) return out;
  out.rows = trials.rows();
  out.trials = trials.trials;
  out.best = trials.best;
  out.parameters = findings_of(parameters, out, out.complete ? ends : std::vector<std::size_t>{});
  return out;
}

/// The fitted numbers, each with the central 90 % of the ensemble as its range.
std::vector<CalibratedNumber> calibrated(const Calibration& c) {
  std::vector<CalibratedNumber> out;
  for (const ParameterFinding& f : c.parameters) {
    scenario::Assumption a = f.parameter.number;
    a.value = f.fitted;
    a.low = a.high = std::nullopt;
    a.distribution = "";
    a.fit_low = f.parameter.low;
    a.fit_high = f.parameter.high;
    a.status = "calculated";
    a.source = fmt::format("calibrated to the fit targets of {} with wholeplace {}, objective {:.4g}, seed {}",
                           std::filesystem::path(c.scenario).filename().string(), results::build_info().version,
                           c.trials[c.best].objective, c.seed);
    if (f.range && f.range->first < f.range->second) {
      a.low = std::min(f.range->first, f.fitted);
      a.high = std::max(f.range->second, f.fitted);
      a.distribution = "uniform";
    }
    out.push_back({std::move(a), f.parameter.paths});
  }
  return out;
}

/// The scenario's file as seen from the result folder, whose parent exists.
std::string seen_from(const std::filesystem::path& folder, const std::string& scenario) {
  const std::filesystem::path real = std::filesystem::canonical(folder.parent_path()) / folder.filename();
  return std::filesystem::canonical(scenario).lexically_relative(real).string();
}

}  // namespace

int calibrate(const CalibrateOptions& options) {
  namespace fs = std::filesystem;
  watch_signals();
  const Clock::time_point begin = Clock::now();
  std::vector<std::string> sets = options.input.sets;
  if (options.seed) sets.push_back("run.seed=" + std::to_string(*options.seed));
  scenario::Node root = read_scenario(options.input.scenario);
  if (!fs::is_regular_file(options.input.scenario))
    throw scenario::InputError({{{},
                                 scenario::Severity::error,
                                 options.input.scenario,
                                 "expected a file, which the calibrated scenario can extend"}});
  const std::unique_ptr<Experiment> experiment = open_experiment(scenario::Node(root), options.input, sets);
  if (!options.quiet)
    for (const auto& warning : experiment->warnings) std::cerr << scenario::to_string(warning) << '\n';
  const std::vector<FittedParameter> parameters =
      parameters_to_fit(experiment->assumptions, experiment->baseline, options.parameters);
  const unsigned threads = options.threads.value_or(std::max(1U, std::thread::hardware_concurrency()));
  Trials trials(std::move(root), options, sets, *experiment, parameters,
                targets_to_fit(*experiment, manner_of(*experiment)), threads);
  trials.check_bounds();
  const fs::path stem = fs::path(options.input.scenario).stem();
  results::Folder folder(options.out.value_or(stem.string() + "-calibration"), options.force);

  results::Manifest manifest;
  manifest.load_seconds = seconds_since(begin);
  const Clock::time_point simulating = Clock::now();
  Calibration found = fit(trials, parameters, options, experiment->seed);
  manifest.simulate_seconds = seconds_since(simulating);
  if (found.trials.empty()) {
    std::cerr << "wholeplace: stopped before a set of parameters was tried; nothing was written\n";
    return 3;
  }
  found.title = experiment->title;
  found.scenario = options.input.scenario;
  found.baseline = experiment->baseline;
  found.settings = options.input.sets;
  found.replications = trials.replications();
  found.seed = experiment->seed;

  const Clock::time_point writing = Clock::now();
  manifest.model = experiment->model;
  manifest.title = experiment->title;
  manifest.run = "calibration";
  manifest.scenario_file = options.input.scenario;
  manifest.scenario_sha256 = results::sha256(scenario::to_yaml(experiment->resolved));
  manifest.seed = experiment->seed;
  manifest.command_line = options.command_line;
  if (!experiment->baseline.empty()) manifest.systems = {experiment->baseline};
  manifest.baseline = experiment->baseline;
  manifest.replications_asked = manifest.replications_done = trials.replications();
  manifest.complete = found.complete;
  manifest.threads = threads;
  manifest.events = trials.events;
  manifest.system_years = trials.system_years;
  const std::string report = report_text(found);
  folder.write("calibrated.yaml", overlay_yaml(seen_from(folder.target(), options.input.scenario), experiment->resolved,
                                               calibrated(found)));
  folder.write("fit.csv", fit_csv(found));
  folder.write("parameters.csv", parameters_csv(found));
  folder.write("ensemble.csv", ensemble_csv(found));
  folder.write("trace.csv", trace_csv(found));
  folder.write("report.txt", report);
  manifest.write_seconds = seconds_since(writing);
  folder.write("manifest.json", results::manifest_json(manifest));
  const std::string warning = folder.publish();
  if (!warning.empty()) std::cerr << "wholeplace: " << warning << '\n';

  if (!options.quiet)
    fmt::print("{}\n{} sets of parameters, {:.1f} s on {} threads. Results: {}\n", report, found.trials.size(),
               manifest.simulate_seconds, threads, folder.target().string());
  if (found.complete) return 0;
  std::cerr << "wholeplace: stopped early by a signal; what was found by then is in " << folder.target().string()
            << '\n';
  return 3;
}

}  // namespace tools
