#include "models/scenario/document.hpp"
#include "sim/replications.hpp"
#include "tools/commands.hpp"
#include "tools/experiment.hpp"
#include "tools/interrupt.hpp"
#include "tools/progress.hpp"
#include "tools/results/compare.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/manifest.hpp"
#include "tools/results/store.hpp"
#include "tools/results/summary_csv.hpp"
#include "tools/results/text.hpp"
#include "tools/results/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <numeric>
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

/// Which replications were asked for, and which were done: by slot.
struct Done {
  std::vector<std::uint32_t> numbers;
  std::vector<std::size_t> slots;  ///< those done, ascending
  bool complete = true;
};

Done replicate(Experiment& experiment, const RunOptions& options, unsigned threads) {
  Done done;
  if (options.replication) {
    done.numbers = {*options.replication};
  } else {
    done.numbers.resize(experiment.replications);
    std::iota(done.numbers.begin(), done.numbers.end(), 0U);
  }
  experiment.reserve(done.numbers.size());
  Progress progress(done.numbers.size(), "replications", options.quiet);
  const std::vector<char> ran = sim::run_replications(
      done.numbers.size(), threads, [&](std::size_t i) { experiment.simulate(i, done.numbers[i]); },
      [] { return signal_received() != 0; }, [&](std::size_t n) { progress.update(n); });
  for (std::size_t i = 0; i < ran.size(); ++i)
    if (ran[i]) done.slots.push_back(i);
  done.complete = done.slots.size() == done.numbers.size();
  return done;
}

/// Goes on until the interval asked for is narrow enough. Replications come in rounds that do not depend on the number
/// of threads, and the number kept depends on the values only, so neither does the result.
Done replicate_until_precise(Experiment& experiment, const RunOptions& options, unsigned threads) {
  Done done;
  const sim::Precision& wanted = *experiment.precision;
  std::vector<double> values;
  Progress progress(wanted.at_most, "replications at most", options.quiet);
  std::size_t round = wanted.at_least + wanted.look_ahead;
  while (true) {
    const std::size_t before = values.size(), n = std::min(before + round, wanted.at_most);
    experiment.reserve(n);
    for (std::size_t i = before; i < n; ++i) done.numbers.push_back(static_cast<std::uint32_t>(i));
    const std::vector<char> ran = sim::run_replications(
        n - before, threads, [&](std::size_t i) { experiment.simulate(before + i, done.numbers[before + i]); },
        [] { return signal_received() != 0; }, [&](std::size_t k) { progress.update(before + k); });
    for (std::size_t i = 0; i < ran.size(); ++i) {
      if (!ran[i]) {
        done.complete = false;
        continue;
      }
      done.slots.push_back(before + i);
      values.push_back(experiment.precise_value(before + i));
    }
    if (!done.complete) return done;
    if (const auto kept = sim::enough(values, wanted)) {
      done.numbers.resize(*kept);
      done.slots.resize(*kept);
      return done;
    }
    if (n == wanted.at_most) {
      std::cerr << fmt::format("wholeplace: warning: run.precision: not reached after {} replications\n", n);
      return done;
    }
    round = std::max<std::size_t>(round, n / 4);
  }
}

}  // namespace

int run(const RunOptions& options) {
  watch_signals();
  const Stopwatch loading;
  std::vector<std::string> sets = options.input.sets;
  if (options.replications) sets.push_back("run.replications=" + std::to_string(*options.replications));
  if (options.seed) sets.push_back("run.seed=" + std::to_string(*options.seed));
  const std::unique_ptr<Experiment> experiment = open_experiment(options.input, sets);
  if (!options.quiet)
    for (const auto& warning : experiment->warnings) std::cerr << scenario::to_string(warning) << '\n';
  const std::filesystem::path stem = std::filesystem::path(options.input.scenario).stem();
  results::Folder folder(options.out.value_or(stem.string() + "-results"), options.force);
  const unsigned threads = options.threads.value_or(std::max(1U, std::thread::hardware_concurrency()));

  results::Manifest manifest;
  manifest.load_seconds = loading.seconds();
  const Stopwatch simulating;
  const bool fixed = options.replications || options.replication || !experiment->precision;
  const Done done =
      fixed ? replicate(*experiment, options, threads) : replicate_until_precise(*experiment, options, threads);
  manifest.simulate_seconds = simulating.seconds();

  std::vector<std::uint32_t> finished;
  for (const std::size_t slot : done.slots) {
    manifest.events += experiment->events(slot);
    finished.push_back(done.numbers[slot]);
  }
  const std::size_t asked = done.numbers.size(), n = finished.size();
  if (finished.empty()) {
    std::cerr << "wholeplace: stopped before a replication was finished; nothing was written\n";
    return 3;
  }

  const Stopwatch writing;
  const std::string scenario_text = scenario::to_yaml(experiment->resolved);
  results::Store store;
  store.results = experiment->collect(done.slots, finished);
  store.assumptions = experiment->assumptions;
  store.validation = experiment->validate(store.results);
  const experiment::Results& r = store.results;
  const results::Summaries summaries = results::compare(r);
  manifest.model = experiment->model;
  manifest.title = experiment->title;
  manifest.scenario_file = options.input.scenario;
  manifest.scenario_sha256 = results::sha256(scenario_text);
  manifest.seed = experiment->seed;
  manifest.command_line = options.command_line;
  manifest.systems = r.systems;
  manifest.baseline = r.systems[r.baseline];
  manifest.replications_asked = static_cast<std::uint32_t>(asked);
  manifest.replications_done = static_cast<std::uint32_t>(n);
  manifest.complete = done.complete;
  manifest.threads = threads;
  manifest.system_years = static_cast<double>(n) * experiment->system_years();
  store.meta = {{"baseline", manifest.baseline},
                {"complete", done.complete ? "yes" : "no"},
                {"model", manifest.model},
                {"run", manifest.run},
                {"scenario_sha256", manifest.scenario_sha256},
                {"seed", std::to_string(manifest.seed)},
                {"title", manifest.title}};
  folder.write("scenario.yaml", scenario_text);
  folder.write("summary.json", experiment->summary_json(r, summaries));
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
    fmt::print("{}\n{}\n", experiment->printed(r, summaries, width), results::validation_text(store.validation, width));
    const std::string systems = r.systems.size() > 1 ? fmt::format(" of {} systems", r.systems.size()) : "";
    fmt::print("{} replications{}, {:.1f} s on {} threads. Results: {}\n", n, systems, manifest.simulate_seconds,
               threads, folder.target().string());
  }
  if (done.complete) return 0;
  std::cerr << "wholeplace: stopped early by a signal; " << n << " of " << asked
            << " replications were finished and are in " << folder.target().string() << '\n';
  return 3;
}

}  // namespace tools
