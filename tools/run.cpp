#include "models/abuse/experiment.hpp"
#include "models/abuse/load.hpp"
#include "sim/replications.hpp"
#include "sim/summary.hpp"
#include "tools/commands.hpp"
#include "tools/headline.hpp"
#include "tools/interrupt.hpp"
#include "tools/progress.hpp"
#include "tools/results/compare.hpp"
#include "tools/results/comparison.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/manifest.hpp"
#include "tools/results/store.hpp"
#include "tools/results/summary_csv.hpp"
#include "tools/results/summary_json.hpp"
#include "tools/results/text.hpp"
#include "tools/results/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <thread>
#include <unistd.h>

namespace tools {

namespace {

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

/// Whether nothing dated changes the baseline's services of that label while it is counted, so that their stock should
/// have no slope.
bool stationary(const abuse::Plan& plan, const std::string& label) {
  const abuse::CompiledSystem& baseline = plan.systems[plan.baseline];
  for (const auto& s : baseline.services)
    if (s.label == label && (s.start > -plan.warm_up || s.end < plan.horizon)) return false;
  return true;
}

/// The baseline held against the scenario's targets, and the slope of each of its stocks against nil.
std::vector<results::ValidationRow> validate(const abuse::Plan& plan, const experiment::Results& results) {
  std::vector<results::ValidationRow> rows;
  constexpr const char* kinds[] = {"fit", "hold-out", "input", "unmatched", "prediction"};
  for (const auto& target : plan.scenario.targets) {
    const std::vector<double> values = abuse::target_values(target, results);
    if (values.empty()) continue;
    results::ValidationRow row;
    row.quantity = target.quantity;
    row.kind = kinds[target.kind];
    row.unit = target.unit;
    row.target = target.value;
    row.low = target.low.value_or(NAN);
    row.high = target.high.value_or(NAN);
    row.simulated = sim::summarise(values);
    row.source = target.source;
    row.note = target.note;
    rows.push_back(std::move(row));
  }
  for (std::size_t m = 0; m < results.metrics.size(); ++m) {
    const auto& metric = results.metrics[m];
    if (!metric.name.starts_with("slope.") || !stationary(plan, metric.name.substr(6))) continue;
    std::vector<double> values;
    for (std::size_t r = 0; r < results.replications.size(); ++r)
      values.push_back(results.at(r, results.baseline, results.years.size(), m));
    if (std::all_of(values.begin(), values.end(), [](double v) { return v == 0 || std::isnan(v); })) continue;
    results::ValidationRow row;
    row.quantity = metric.name.substr(6);
    row.kind = "slope";
    row.unit = metric.unit;
    row.target = 0;
    row.simulated = sim::summarise(values);
    row.source = "stationary baseline";
    rows.push_back(std::move(row));
  }
  results::judge_all(rows);
  return rows;
}

}  // namespace

int run(const RunOptions& options) {
  watch_signals();
  const Stopwatch loading;
  std::vector<std::string> sets = options.input.sets;
  if (options.replications) sets.push_back("run.replications=" + std::to_string(*options.replications));
  if (options.seed) sets.push_back("run.seed=" + std::to_string(*options.seed));
  abuse::Loaded loaded = abuse::load(options.input.scenario, sets, options.input.systems);
  const auto& plan = loaded.plan;
  if (!options.quiet)
    for (const auto& warning : loaded.warnings) std::cerr << scenario::to_string(warning) << '\n';

  std::vector<std::uint32_t> numbers;
  if (options.replication)
    numbers.push_back(*options.replication);
  else
    for (std::uint32_t r = 0; r < static_cast<std::uint32_t>(plan->scenario.run.replications); ++r)
      numbers.push_back(r);
  const std::filesystem::path stem = std::filesystem::path(options.input.scenario).stem();
  results::Folder folder(options.out.value_or(stem.string() + "-results"), options.force);
  const unsigned threads = options.threads.value_or(std::max(1U, std::thread::hardware_concurrency()));

  results::Manifest manifest;
  manifest.load_seconds = loading.seconds();
  const Stopwatch simulating;
  std::vector<abuse::Outcome> outcomes(numbers.size());
  std::vector<char> ran;
  {
    Progress progress(numbers.size(), "replications", options.quiet);
    ran = sim::run_replications(
        numbers.size(), threads, [&](std::size_t i) { outcomes[i] = abuse::replicate(plan, numbers[i]); },
        [] { return signal_received() != 0; }, [&](std::size_t done) { progress.update(done); });
  }
  manifest.simulate_seconds = simulating.seconds();

  std::vector<std::uint32_t> finished;
  std::vector<abuse::Outcome> kept;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!ran[i]) continue;
    manifest.events += outcomes[i].warm_up_events + outcomes[i].counted_events;
    finished.push_back(numbers[i]);
    kept.push_back(std::move(outcomes[i]));
  }
  const bool complete = finished.size() == numbers.size();
  if (finished.empty()) {
    std::cerr << "wholeplace: stopped before a replication was finished; nothing was written\n";
    return 3;
  }

  const Stopwatch writing;
  const std::size_t done = finished.size();
  const std::string scenario_text = scenario::to_yaml(loaded.resolved);
  results::Store store;
  store.results = abuse::collect(*plan, std::move(finished), kept);
  store.assumptions = std::move(loaded.assumptions);
  store.validation = validate(*plan, store.results);
  const experiment::Results& r = store.results;
  const results::Summaries summaries = results::compare(r);
  manifest.model = "domestic_abuse";
  manifest.title = plan->scenario.title;
  manifest.scenario_file = options.input.scenario;
  manifest.scenario_sha256 = results::sha256(scenario_text);
  manifest.seed = plan->seed;
  manifest.command_line = options.command_line;
  manifest.systems = r.systems;
  manifest.baseline = r.systems[r.baseline];
  manifest.replications_asked = static_cast<std::uint32_t>(numbers.size());
  manifest.replications_done = static_cast<std::uint32_t>(done);
  manifest.complete = complete;
  manifest.threads = threads;
  manifest.system_years = static_cast<double>(done) * (plan->warm_up / abuse::config::year +
                                                       static_cast<double>(plan->systems.size() * plan->years));
  store.meta = {{"baseline", manifest.baseline},
                {"complete", complete ? "yes" : "no"},
                {"model", manifest.model},
                {"run", manifest.run},
                {"scenario_sha256", manifest.scenario_sha256},
                {"seed", std::to_string(manifest.seed)},
                {"title", manifest.title}};
  folder.write("scenario.yaml", scenario_text);
  folder.write("summary.json", results::summary_json({manifest.model, manifest.title, manifest.run}, r, summaries));
  folder.write("summary.csv", results::summary_csv(r, summaries));
  folder.write("differences.csv", results::differences_csv(r, summaries));
  folder.write("validation.csv", results::validation_csv(store.validation));
  results::write_store(folder.path() / "results.sqlite", store, folder.target() / "results.sqlite");
  manifest.write_seconds = writing.seconds();
  folder.write("manifest.json", results::manifest_json(manifest));
  const std::string warning = folder.publish();
  if (!warning.empty()) std::cerr << "wholeplace: " << warning << '\n';

  if (!options.quiet) {
    const std::size_t width = isatty(STDOUT_FILENO) == 1 ? results::terminal_columns(STDOUT_FILENO) : 200;
    results::ComparisonOptions how;
    how.title = plan->scenario.title;
    how.width = width;
    fmt::print("{}\n{}\n", results::comparison_text(headline(r), r, summaries, how),
               results::validation_text(store.validation, width));
    fmt::print("{} replications of {} systems, {:.1f} s on {} threads. Results: {}\n", done, r.systems.size(),
               manifest.simulate_seconds, threads, folder.target().string());
  }
  if (complete) return 0;
  std::cerr << "wholeplace: stopped early by a signal; " << done << " of " << numbers.size()
            << " replications were finished and are in " << folder.target().string() << '\n';
  return 3;
}

}  // namespace tools
