#include "models/scenario/document.hpp"
#include "tools/commands.hpp"
#include "tools/drawing.hpp"
#include "tools/execution.hpp"
#include "tools/experiment.hpp"
#include "tools/interrupt.hpp"
#include "tools/publish.hpp"
#include "tools/ranks.hpp"
#include "tools/results/folder.hpp"
#include "tools/stopwatch.hpp"
#include "tools/threads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <optional>

namespace tools {

namespace {

namespace fs = std::filesystem;

/// Goes on until the interval asked for is narrow enough. Replications come in rounds that do not depend on the number
/// of threads, and the number kept depends on the values only, so neither does the result.
/// \param asked  set to the replications that make the result
bool complete_until_precise(const Experiment& experiment, Execution& execution, results::ReplicationStore& store,
                            std::vector<std::uint32_t>& asked) {
  const sim::Precision& wanted = *experiment.precision;
  std::size_t round = wanted.at_least + wanted.look_ahead;
  while (true) {
    const std::size_t n = std::min(asked.size() + round, wanted.at_most);
    while (asked.size() < n) asked.push_back(static_cast<std::uint32_t>(asked.size()));
    if (!execution.complete(Jobs(1, static_cast<std::uint32_t>(n)), store, "replications so far")) return false;
    std::vector<double> values;
    store.each(0, [&](std::uint32_t number, const sim::Replicate& replicate) {
      if (number < n) values.push_back(experiment.precise_value(replicate));
    });
    if (const auto kept = sim::enough(values, wanted)) {
      asked.resize(*kept);
      return true;
    }
    if (n == wanted.at_most) {
      std::cerr << fmt::format("wholeplace: warning: run.precision: not reached after {} replications\n", n);
      return true;
    }
    round = std::max<std::size_t>(round, n / 4);
  }
}

}  // namespace

int run(const RunOptions& options, Ranks& ranks) {
  watch_signals();
  const Stopwatch loading;
  std::vector<std::string> sets = options.input.sets;
  if (options.replications) sets.push_back("run.replications=" + std::to_string(*options.replications));
  if (options.seed) sets.push_back("run.seed=" + std::to_string(*options.seed));
  const std::unique_ptr<Experiment> experiment = open_experiment(options.input, sets);
  if (options.event_log) require_event_log(*experiment);
  results::Manifest manifest;
  manifest.threads = threads_of(options.output.threads);
  const std::string scenario_text = scenario::to_yaml(experiment->resolved);
  results::Identity identity = identity_of(*experiment, scenario_text, options.drawn);
  if (options.shard) identity["shard"] = fmt::format("{}/{}", options.shard->i, options.shard->n);
  if (options.replication) identity["replication"] = std::to_string(*options.replication);
  std::optional<Drawing> drawing;  // only if asked for: fitting a distribution to every range takes its time
  if (options.drawn) drawing.emplace(*experiment);
  Execution execution(identity, ranks, manifest.threads, options.output.quiet, [&](const results::Job& job) {
    return drawing ? drawing->simulate(job.replication) : experiment->simulate_weekly(job.replication);
  });
  if (options.drawn) manifest.run = "parameters drawn";
  if (!ranks.leads()) {
    execution.follow();
    return 0;
  }
  if (!options.output.quiet)
    for (const auto& warning : experiment->warnings) std::cerr << scenario::to_string(warning) << '\n';
  const bool until_precise = experiment->precision && !options.replications && !options.replication;
  if (until_precise && options.shard)
    throw scenario::InputError({{{},
                                 scenario::Severity::error,
                                 "--shard",
                                 "a run that stops by run.precision has no shards; give --replications"}});
  if (options.event_log && options.shard)
    throw scenario::InputError(
        {{{}, scenario::Severity::error, "--event-log", "a shard has no event log; give it to merge"}});
  const std::string stem = fs::path(options.input.scenario).stem().string();
  const std::optional<fs::path> target =
      target_of(options.output.out.value_or(stem + "-results"), identity, options.output);
  if (!target) return 0;
  results::Unfinished work(*target, start_of(options.output), identity, experiment->assumptions);
  results::remove_leftovers(*target);
  manifest.scenario_file = options.input.scenario;
  manifest.load_seconds = loading.seconds();

  return keeping_what_is_finished(work, [&] {
    const Stopwatch simulating;
    std::vector<std::uint32_t> asked;
    bool complete = false;
    if (until_precise) {
      complete = complete_until_precise(*experiment, execution, work.store(), asked);
    } else {
      Jobs jobs = options.replication ? Jobs::alone(*options.replication) : Jobs(1, experiment->replications);
      if (options.shard) jobs = jobs.part(*options.shard);
      for (std::size_t i = 0; i < jobs.size(); ++i) asked.push_back(jobs[i].replication);
      complete = execution.complete(jobs, work.store(), "replications");
    }
    manifest.simulate_seconds = simulating.seconds();
    const std::size_t n = work.store().count_finished();
    if (!complete && n == 0) return nothing_finished();
    if (options.shard && complete) {
      describe(manifest, *experiment, scenario_text);
      manifest.replications_asked = manifest.replications_done = static_cast<std::uint32_t>(asked.size());
      manifest.system_years = static_cast<double>(asked.size()) * experiment->system_years();
      publish_shard(scenario_text, "", "", work, *target, manifest, *options.shard, options.output);
    }
    if (!options.shard) {
      const auto write_event_log = [&](const fs::path& file) {
        drawing ? drawing->write_event_log(asked.front(), file) : experiment->write_event_log(asked.front(), file);
      };
      publish(*experiment, scenario_text, work, *target, asked, complete, manifest, options.output,
              options.event_log ? write_event_log : std::function<void(const fs::path&)>());
    }
    return complete ? 0 : stopped_early(n, asked.size());
  });
}

}  // namespace tools
