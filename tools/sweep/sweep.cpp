#include "tools/commands.hpp"
#include "tools/execution.hpp"
#include "tools/interrupt.hpp"
#include "tools/publish.hpp"
#include "tools/results/folder.hpp"
#include "tools/stopwatch.hpp"
#include "tools/sweep/check_points.hpp"
#include "tools/sweep/output.hpp"
#include "tools/threads.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>

namespace tools {

namespace {

namespace fs = std::filesystem;

std::string in_words(double seconds) {
  if (seconds < 120) return fmt::format("{:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("{:.0f} minutes", seconds / 60);
  return fmt::format("{:.1f} hours", seconds / 3600);
}

/// Whether its points are meant to be all different; blocks and trajectories come back to the same ones by design.
bool warns_of_repeated(sweeps::Kind kind) {
  return kind != sweeps::Kind::morris && kind != sweeps::Kind::sobol_indices;
}

/// \param drawn_again  points
void warn(const sweeps::Sweep& sweep, std::size_t drawn_again) {
  for (const auto& warning : sweep.base().warnings) std::cerr << scenario::to_string(warning) << '\n';
  if (drawn_again > 0)
    std::cerr << fmt::format(
        "wholeplace: warning: {} of {} points {} drawn again, since the numbers drawn contradicted each other\n",
        drawn_again, sweep.points().size(), drawn_again == 1 ? "was" : "were");
  const std::size_t repeated = warns_of_repeated(sweep.kind()) ? sweeps::count_repeated(sweep.points()) : 0;
  if (repeated > 0)
    std::cerr << fmt::format(
        "wholeplace: warning: {} of {} points {} the same as an earlier one, with the same random numbers: nothing is "
        "learnt from {}\n",
        repeated, sweep.points().size(), repeated == 1 ? "is" : "are", repeated == 1 ? "it" : "them");
}

/// One replication of the first point tells what all will take.
void say_how_large(const sweeps::Sweep& sweep, const sweeps::Kept& kept, unsigned threads) {
  const Stopwatch one;
  const auto experiment = sweep.open(0);
  experiment->simulate(0);
  const double each = one.seconds();
  const auto jobs = static_cast<double>(sweep.points().size()) * sweep.replications();
  const double values = static_cast<double>(kept.size());
  // Kept twice as they finish and in results.sqlite; a line of some 130 bytes for each point and output, and what is
  // held beside it while it is written.
  const double bytes = jobs * (values * 8 + 60) * 2 + jobs / sweep.replications() * 2 * values * 160 +
                       static_cast<double>(scenario::to_yaml(sweep.base().resolved).size());
  fmt::print(
      "{}\n{} points of {} replications: {:.0f} in all; {} values kept of each.\n"
      "About {} on {} threads, {:.1f} MB on the disk.\n",
      sweep.config().title, sweep.points().size(), sweep.replications(), jobs, kept.size(),
      in_words(each * jobs / threads), threads, bytes / 1e6);
}

}  // namespace

int sweep(const SweepOptions& options, Ranks& ranks) {
  watch_signals();
  const Stopwatch loading;
  sweeps::Sweep sweep(options.sweep, options.replications, options.prices_file);
  const sweeps::Kept kept(sweep);
  results::Manifest manifest;
  manifest.threads = threads_of(options.output.threads);
  // On every rank, so that all refuse.
  const bool quiet = options.output.quiet || !ranks.leads();
  const std::size_t drawn_again = sweeps::check_points(sweep, kept, manifest.threads, quiet);
  if (ranks.leads() && signal_received() != 0) return nothing_finished();
  if (!quiet) warn(sweep, drawn_again);
  if (ranks.leads() && !options.write_design.empty()) {
    results::write_file(options.write_design, sweeps::design_csv(sweep.points()), options.output.force);
    return 0;
  }
  if (ranks.leads() && options.dry_run) {
    say_how_large(sweep, kept, manifest.threads);
    return 0;
  }
  if (options.dry_run || !options.write_design.empty()) return 0;

  sim::Shelf<std::size_t, Experiment> opened([&](std::size_t point) { return sweep.open(point); },
                                             manifest.threads + 2);
  results::Identity identity = sweeps::identity_of(sweep, kept);
  if (options.shard) identity["shard"] = fmt::format("{}/{}", options.shard->i, options.shard->n);
  Execution execution(identity, ranks, manifest.threads, options.output.quiet, [&](const results::Job& job) {
    const auto experiment = opened.get(job.point);
    return kept.of(*experiment, experiment->simulate(job.replication));
  });
  if (!ranks.leads()) {
    execution.follow();
    return 0;
  }
  const std::string stem = fs::path(options.sweep).stem().string();
  const std::optional<fs::path> target =
      target_of(options.output.out.value_or(stem + "-results"), identity, options.output);
  if (!target) return 0;
  const std::string scenario_text = scenario::to_yaml(sweep.base().resolved);
  results::Unfinished work(*target, start_of(options.output), identity, sweep.base().assumptions);
  results::remove_leftovers(*target);
  manifest.load_seconds = loading.seconds();
  return keeping_what_is_finished(work, [&] {
    const Stopwatch simulating;
    Jobs jobs(sweep.points().size(), sweep.replications());
    if (options.shard) jobs = jobs.part(*options.shard);
    const bool complete = execution.complete(jobs, work.store(), "replications");
    manifest.simulate_seconds = simulating.seconds();
    const std::size_t n = work.store().count_finished();
    if (!complete && n == 0) return nothing_finished();
    if (options.shard && complete) {
      sweeps::describe(manifest, sweep, scenario_text);
      manifest.replications_asked = manifest.replications_done = static_cast<std::uint32_t>(jobs.size());
      manifest.system_years = static_cast<double>(jobs.size()) * sweep.base().system_years();
      publish_shard(scenario_text, sweep.config().text, sweeps::design_csv(sweep.points()), work, *target, manifest,
                    *options.shard, options.output);
    }
    if (!options.shard) sweeps::publish(sweep, kept, work, *target, complete, manifest, options.output);
    return complete ? 0 : stopped_early(n, jobs.size());
  });
}

}  // namespace tools
