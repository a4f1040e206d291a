#include "models/scenario/document.hpp"
#include "tools/commands.hpp"
#include "tools/experiment.hpp"
#include "tools/interrupt.hpp"
#include "tools/progress.hpp"
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
#include <numeric>

namespace tools {

namespace {

namespace fs = std::filesystem;

std::vector<results::Job> jobs_of(const std::vector<std::uint32_t>& replications) {
  std::vector<results::Job> jobs;
  for (const std::uint32_t r : replications) jobs.push_back({0, r});
  return jobs;
}

/// Does what is missing of the jobs, and keeps each as it is finished.
class Doing {
 public:
  Doing(const Experiment& experiment, Ranks& ranks, unsigned threads, bool quiet)
      : ranks_(ranks), threads_(threads), quiet_(quiet),
        simulate_([&experiment](const results::Job& job) { return experiment.simulate(job.replication); }) {}

  void follow() { ranks_.follow(threads_, simulate_); }
  /// \return whether all of them are finished
  bool complete(const std::vector<results::Job>& jobs, results::ReplicationStore& store, const std::string& what) {
    const std::vector<results::Job> finished = store.finished();
    std::vector<results::Job> missing;
    std::set_difference(jobs.begin(), jobs.end(), finished.begin(), finished.end(), std::back_inserter(missing));
    Progress progress(jobs.size(), what, quiet_);
    std::size_t done = jobs.size() - missing.size();
    const bool all =
        ranks_.lead(missing, threads_, simulate_, [&](const results::Job& job, const sim::Replicate& replicate) {
          store.keep(job, replicate);
          progress.update(++done);
        });
    store.commit();
    return all;
  }

 private:
  Ranks& ranks_;
  unsigned threads_;
  bool quiet_;
  Ranks::Simulate simulate_;
};

/// Goes on until the interval asked for is narrow enough. Replications come in rounds that do not depend on the number
/// of threads, and the number kept depends on the values only, so neither does the result.
/// \param asked  set to the replications that make the result
bool complete_until_precise(const Experiment& experiment, Doing& doing, results::ReplicationStore& store,
                            std::vector<std::uint32_t>& asked) {
  const sim::Precision& wanted = *experiment.precision;
  std::size_t round = wanted.at_least + wanted.look_ahead;
  while (true) {
    const std::size_t n = std::min(asked.size() + round, wanted.at_most);
    while (asked.size() < n) asked.push_back(static_cast<std::uint32_t>(asked.size()));
    if (!doing.complete(jobs_of(asked), store, "replications so far")) return false;
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

/// The jobs of a shard: as many as in any other, give or take one, and all together.
std::vector<std::uint32_t> part_of(const std::vector<std::uint32_t>& all, const Shard& shard) {
  const auto cut = [&](std::uint32_t i) {
    return all.begin() + static_cast<std::ptrdiff_t>(all.size() * std::size_t{i} / shard.n);
  };
  return {cut(shard.i - 1), cut(shard.i)};
}

/// What a shard leaves for `merge`: its replications and what they are of.
void publish_shard(const std::string& scenario_text, results::Unfinished& work, const fs::path& target,
                   results::Manifest manifest, const RunOptions& options) {
  results::Folder folder(target, options.output.force);
  folder.write("scenario.yaml", scenario_text);
  manifest.command_line = options.output.command_line;
  manifest.complete = true;
  folder.write("manifest.json", results::manifest_json(manifest));
  work.move_store_to(folder.path());
  const std::string warning = folder.publish();
  if (!warning.empty()) std::cerr << "wholeplace: " << warning << '\n';
  work.finish();
  if (!options.output.quiet)
    fmt::print("Shard {} of {}: {} replications. Join all with: wholeplace merge DIR... -o DIR\n", options.shard->i,
               options.shard->n, manifest.replications_done);
}

}  // namespace

int run(const RunOptions& options, Ranks& ranks) {
  watch_signals();
  const Stopwatch loading;
  std::vector<std::string> sets = options.input.sets;
  if (options.replications) sets.push_back("run.replications=" + std::to_string(*options.replications));
  if (options.seed) sets.push_back("run.seed=" + std::to_string(*options.seed));
  const std::unique_ptr<Experiment> experiment = open_experiment(options.input, sets);
  results::Manifest manifest;
  manifest.threads = threads_of(options.output.threads);
  Doing doing(*experiment, ranks, manifest.threads, options.output.quiet);
  if (!ranks.leads()) {
    doing.follow();
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
  const std::string stem = fs::path(options.input.scenario).stem().string();
  const std::optional<fs::path> target = target_of(options.output.out.value_or(stem + "-results"), options.output);
  if (!target) return 0;
  const std::string scenario_text = scenario::to_yaml(experiment->resolved);
  results::Identity identity = identity_of(*experiment, scenario_text, options.drawn);
  if (options.shard) identity["shard"] = fmt::format("{}/{}", options.shard->i, options.shard->n);
  results::Unfinished work(*target,
                           options.output.resume  ? results::Unfinished::Start::resume
                           : options.output.force ? results::Unfinished::Start::force
                                                  : results::Unfinished::Start::anew,
                           identity, experiment->assumptions);
  results::remove_leftovers(*target);
  manifest.scenario_file = options.input.scenario;
  manifest.load_seconds = loading.seconds();

  try {
    const Stopwatch simulating;
    std::vector<std::uint32_t> asked;
    if (options.replication) {
      asked = {*options.replication};
    } else if (!until_precise) {
      asked.resize(experiment->replications);
      std::iota(asked.begin(), asked.end(), 0U);
    }
    if (options.shard) asked = part_of(asked, *options.shard);
    const bool complete = until_precise ? complete_until_precise(*experiment, doing, work.store(), asked)
                                        : doing.complete(jobs_of(asked), work.store(), "replications");
    manifest.simulate_seconds = simulating.seconds();
    const std::size_t n = work.store().finished().size();
    if (!complete && n == 0) {
      std::cerr << "wholeplace: stopped before a replication was finished; nothing was written\n";
      return 3;
    }
    if (options.shard && complete) {
      manifest.replications_asked = manifest.replications_done = static_cast<std::uint32_t>(asked.size());
      publish_shard(scenario_text, work, *target, manifest, options);
    }
    if (!options.shard) publish(*experiment, scenario_text, work, *target, asked, complete, manifest, options.output);
    if (complete) return 0;
    std::cerr << fmt::format(
        "wholeplace: stopped early by a signal; {} of {} replications were finished and are kept; "
        "the same command with --resume goes on\n",
        n, asked.size());
    return 3;
  } catch (const results::FolderRefused&) { throw; } catch (const results::FolderError& error) {
    const std::size_t n = work.kept();
    throw results::FolderError(
        n == 0 ? std::string(error.what()) + "; nothing was written"
               : fmt::format("{}; {} finished replications are kept in {}: make room, then --resume goes on",
                             error.what(), n, work.path().string()),
        error.full);
  }
}

}  // namespace tools
