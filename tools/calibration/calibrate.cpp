#include "models/scenario/document.hpp"
#include "models/scenario/units.hpp"
#include "tools/calibration/calibrated.hpp"
#include "tools/calibration/fit.hpp"
#include "tools/calibration/overlay.hpp"
#include "tools/calibration/parameters.hpp"
#include "tools/calibration/report.hpp"
#include "tools/calibration/search.hpp"
#include "tools/calibration/targets.hpp"
#include "tools/calibration/trials.hpp"
#include "tools/commands.hpp"
#include "tools/experiment.hpp"
#include "tools/interrupt.hpp"
#include "tools/publish.hpp"
#include "tools/results/folder.hpp"
#include "tools/stopwatch.hpp"
#include "tools/threads.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>

namespace tools {

namespace {

namespace fs = std::filesystem;
using calibration::Fit;
using calibration::FittedParameter;

/// The scenario's file as seen from the result folder, whose parent exists.
std::string seen_from(const fs::path& folder, const std::string& scenario) {
  const fs::path real = fs::canonical(folder.parent_path()) / folder.filename();
  return fs::canonical(scenario).lexically_relative(real).string();
}

/// What a calibration that is resumed must share with the one that was interrupted: all that its search depends on.
results::Identity identity_of(const Experiment& experiment, const std::string& scenario_text,
                              const std::vector<FittedParameter>& parameters, std::uint32_t replications,
                              const CalibrateOptions& options) {
  results::Identity identity = identity_of(experiment, scenario_text, false);
  std::string& fitted = identity["parameters"] = "";
  for (const FittedParameter& p : parameters) {
    const auto written = [&](double value) { return scenario::format_quantity(value, p.number.unit); };
    fitted += fmt::format("{}{}={}:{}", fitted.empty() ? "" : ", ", p.number.path, written(p.low), written(p.high));
  }
  identity["mode"] = "calibration";
  identity["replications"] = std::to_string(replications);
  identity["evaluations"] = std::to_string(options.evaluations);
  identity["starts"] = std::to_string(options.starts);
  identity["ensemble"] = std::to_string(options.ensemble);
  return identity;
}

/// Writes the result folder, and prints the report.
void publish(const Fit& fit, const Experiment& experiment, results::Unfinished& work, const fs::path& target,
             results::Manifest manifest, const OutputOptions& options) {
  const Stopwatch writing;
  manifest.experiment = work.store().identity();
  manifest.model = experiment.model;
  manifest.title = experiment.title;
  manifest.run = "calibration";
  manifest.scenario_file = fit.scenario;
  manifest.scenario_sha256 = manifest.experiment["scenario"];
  manifest.seed = experiment.seed;
  manifest.command_line = options.command_line;
  if (!experiment.baseline.empty()) manifest.systems = {experiment.baseline};
  manifest.baseline = experiment.baseline;
  manifest.replications_asked = manifest.replications_done = fit.replications;
  manifest.complete = fit.complete;
  const std::string report = calibration::report_text(fit);
  results::Folder folder(target, may_replace(target, manifest.experiment, options));
  const calibration::Calibrated calibrated = calibration::calibrated(fit);
  folder.write("calibrated.yaml",
               calibration::overlay_yaml(seen_from(folder.target(), fit.scenario), experiment.resolved,
                                         calibrated.numbers, calibrated.remarks));
  folder.write("fit.csv", calibration::fit_csv(fit));
  folder.write("parameters.csv", calibration::parameters_csv(fit));
  folder.write("ensemble.csv", calibration::ensemble_csv(fit));
  folder.write("trace.csv", calibration::trace_csv(fit));
  folder.write("report.txt", report);
  if (const std::string prices = experiment.prices(); !prices.empty()) folder.write("prices.csv", prices);
  manifest.write_seconds = writing.seconds();
  folder.write("manifest.json", results::manifest_json(manifest));
  const std::string warning = folder.publish();
  if (!warning.empty()) std::cerr << "wholeplace: " << warning << '\n';
  if (fit.complete) work.finish();
  if (!options.quiet)
    fmt::print("{}\n{} sets of parameters, {:.1f} s on {} threads. Results: {}\n", report, fit.trials.size(),
               manifest.simulate_seconds, manifest.threads, folder.target().string());
}

}  // namespace

int calibrate(const CalibrateOptions& options) {
  watch_signals();
  const Stopwatch loading;
  std::vector<std::string> sets = options.input.sets;
  if (options.seed) sets.push_back("run.seed=" + std::to_string(*options.seed));
  const ScenarioOptions input = with_prices_read(options.input);
  const scenario::Node root = read_scenario(options.input.scenario);
  if (!fs::is_regular_file(options.input.scenario))
    throw scenario::InputError({{{},
                                 scenario::Severity::error,
                                 options.input.scenario,
                                 "expected a file, which the calibrated scenario can extend"}});
  const std::unique_ptr<Experiment> experiment = open_experiment(scenario::Node(root), input, sets);
  ScenarioOptions baseline_alone = input;
  if (!experiment->baseline.empty()) baseline_alone.systems = {experiment->baseline};
  const calibration::Open open = [&](const std::vector<std::string>& settings) {
    std::vector<std::string> all = sets;
    all.insert(all.end(), settings.begin(), settings.end());
    return open_experiment(scenario::Node(root), baseline_alone, all);
  };
  const std::unique_ptr<Experiment> baseline = open({});
  const std::vector<FittedParameter> parameters =
      calibration::parameters_to_fit(experiment->assumptions, experiment->baseline, options.parameters);
  const calibration::Targets targets(*baseline);
  calibration::check_bounds(parameters, open);
  const std::uint32_t replications = options.replications.value_or(experiment->model == "network" ? 20 : 8);
  results::Manifest manifest;
  manifest.threads = threads_of(options.output.threads);
  if (!options.output.quiet)
    for (const auto& warning : experiment->warnings) std::cerr << scenario::to_string(warning) << '\n';

  const results::Identity identity =
      identity_of(*experiment, scenario::to_yaml(experiment->resolved), parameters, replications, options);
  const std::string stem = fs::path(options.input.scenario).stem().string();
  const std::optional<fs::path> target =
      target_of(options.output.out.value_or(stem + "-calibration"), identity, options.output);
  if (!target) return 0;
  results::Unfinished work(*target, start_of(options.output), identity, experiment->assumptions);
  results::remove_leftovers(*target);
  manifest.load_seconds = loading.seconds();

  return keeping_what_is_finished(work, [&] {
    const Stopwatch simulating;
    calibration::Trials trials(open, parameters, targets, replications, manifest.threads, work.store());
    Fit fit;
    try {
      fit = calibration::search(trials, parameters, targets, options, experiment->seed);
    } catch (const scenario::InputError&) {
      work.finish();  // resumed, it would come to the same
      throw;
    }
    manifest.simulate_seconds = simulating.seconds();
    manifest.events = trials.events();
    manifest.system_years = static_cast<double>(trials.done().size()) * replications * baseline->system_years();
    const std::size_t n = work.store().count_finished();
    if (n == 0) return nothing_finished();
    fit.title = experiment->title;
    fit.scenario = options.input.scenario;
    fit.baseline = experiment->baseline;
    fit.settings = options.input.sets;
    fit.prices_file = options.input.prices_file;
    fit.replications = replications;
    fit.seed = experiment->seed;
    if (!fit.trials.empty()) publish(fit, *experiment, work, *target, manifest, options.output);
    if (fit.complete) return 0;
    return stopped_early(
        fmt::format("{} sets of parameters were tried, and {} finished replications", fit.trials.size(), n));
  });
}

}  // namespace tools
