#include "models/scenario/document.hpp"
#include "tools/commands.hpp"
#include "tools/drawing.hpp"
#include "tools/experiment.hpp"
#include "tools/interrupt.hpp"
#include "tools/jobs.hpp"
#include "tools/publish.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/store.hpp"
#include "tools/results/text.hpp"
#include "tools/sweep/output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <numeric>

namespace tools {

namespace {

namespace fs = std::filesystem;

struct Part {
  std::string folder;
  results::ReplicationStore store;
};

[[noreturn]] void refuse(const std::string& why) { throw results::FolderRefused(why); }

std::vector<Part> open_parts(const std::vector<std::string>& folders) {
  std::vector<Part> parts;
  std::string wrong;
  for (const std::string& folder : folders) {
    try {
      const fs::path file = fs::path(folder) / results::ReplicationStore::file_name;
      if (!fs::exists(file)) {
        fs::path path = fs::absolute(folder);
        if (path.filename().empty()) path = path.parent_path();
        throw results::StoreError(folder + (fs::exists(results::unfinished_of(path))
                                                ? ": is not finished; resume it first"
                                            : fs::exists(path) ? ": is not a shard (it has no replications.sqlite)"
                                                               : ": there is no such folder"));
      }
      parts.push_back({folder, results::ReplicationStore::read(file)});
    } catch (const results::StoreError& error) {
      wrong += (wrong.empty() ? "" : "\nwholeplace: ") + std::string(error.what());
    }
  }
  if (!wrong.empty()) refuse(wrong);
  return parts;
}

/// What must be the same for shards to be of one experiment. How the program was compiled need not be: it moves last
/// digits at most, of which `makes_of` warns.
results::Identity essence(results::Identity identity) {
  for (const char* key : {"shard", "compiler", "flags"}) identity.erase(key);
  return identity;
}

/// Shards of one experiment are alike in everything but which they are.
results::Identity common_identity(const std::vector<Part>& parts) {
  const results::Identity first = essence(parts.front().store.identity());
  std::string wrong;
  for (const Part& part : parts)
    for (const std::string& line : results::differences(first, essence(part.store.identity())))
      wrong += fmt::format("\n  {} and {} differ in {}", parts.front().folder, part.folder, line);
  if (!wrong.empty()) refuse("these are not shards of one experiment:" + wrong);
  return first;
}

/// What made the shards: each make once, in their order. Warns if there are several.
std::vector<results::Make> makes_of(const std::vector<Part>& parts, bool quiet) {
  std::vector<results::Make> makes;
  std::string differences;
  for (const Part& part : parts) {
    results::Make make = results::make_of(part.folder);
    const results::Identity& identity = part.store.identity();
    if (const auto compiler = identity.find("compiler"); compiler != identity.end()) make.compiler = compiler->second;
    if (const auto flags = identity.find("flags"); flags != identity.end()) make.flags = flags->second;
    if (std::find(makes.begin(), makes.end(), make) != makes.end()) continue;
    const auto compare = [&](const char* what, const std::string& first, const std::string& other) {
      const auto shown = [](const std::string& text) { return text.empty() ? "unknown" : text; };
      if (first != other)
        differences += fmt::format("\n  {} and {} differ in {}: {} and {}", parts.front().folder, part.folder, what,
                                   shown(first), shown(other));
    };
    if (!makes.empty()) {
      compare("compiler", makes[0].compiler, make.compiler);
      compare("flags of the compiler", makes[0].flags, make.flags);
      compare("kind of processor", makes[0].cpu_family, make.cpu_family);
      compare("C library", makes[0].libc, make.libc);
    }
    makes.push_back(std::move(make));
  }
  if (!differences.empty() && !quiet)
    std::cerr
        << "wholeplace: warning: these shards were not all made in one way, so last digits may be others than one "
           "machine would give:"
        << differences << '\n';
  return makes;
}

/// The shards "i/n" that are not among the parts.
std::string absent_shards(const std::vector<Part>& parts) {
  std::vector<std::uint32_t> absent;
  std::uint32_t n = 0;
  std::vector<std::uint32_t> there;
  for (const Part& part : parts) {
    const auto shard = part.store.identity().find("shard");
    if (shard == part.store.identity().end()) continue;
    std::uint32_t i = 0, of = 0;
    if (std::sscanf(shard->second.c_str(), "%u/%u", &i, &of) == 2) {
      there.push_back(i);
      n = std::max(n, of);
    }
  }
  for (std::uint32_t i = 1; i <= n; ++i)
    if (std::find(there.begin(), there.end(), i) == there.end()) absent.push_back(i);
  return absent.empty() ? "" : fmt::format(" (shard {} of {})", results::in_words(absent), n);
}

/// What the shards should be of, if they are whole and of this program.
struct Whole {
  results::Identity identity;
  std::uint32_t points = 1, replications = 1;
};

void check_against(const Whole& whole, const results::Identity& shards) {
  const auto unlike = results::differences(essence(whole.identity), shards);
  if (unlike.empty()) return;
  std::string why = "these shards are not of this program and the scenario beside them:";
  for (const std::string& line : unlike) why += "\n  " + line;
  refuse(why);
}

/// Every job there must be, and once. \return nothing; refuses
void check_complete(const Whole& whole, std::vector<Part>& parts) {
  const Jobs jobs(whole.points, whole.replications);
  std::vector<bool> found(jobs.size());
  const auto in_words_of = [&](const results::Job& job) {
    return whole.points == 1 ? fmt::format("replication {}", job.replication)
                             : fmt::format("replication {} of point {}", job.replication, job.point);
  };
  for (Part& part : parts)
    part.store.each_finished([&](const results::Job& job) {
      const auto at = jobs.find(job);
      if (!at) refuse(fmt::format("{} is in {}, and should not be", in_words_of(job), part.folder));
      if (found[*at]) {
        const auto holds = [&](Part& earlier) { return earlier.store.holds(job); };
        const Part& earlier = *std::find_if(parts.begin(), parts.end(), holds);
        refuse(fmt::format("{} is in {} and in {}", in_words_of(job), earlier.folder, part.folder));
      }
      found[*at] = true;
    });
  std::vector<std::uint32_t> missing;  // replications of a run, points of a sweep
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const std::uint32_t number = whole.points == 1 ? jobs[i].replication : jobs[i].point;
    if (!found[i] && (missing.empty() || missing.back() != number)) missing.push_back(number);
  }
  if (!missing.empty())
    refuse(fmt::format("{} {} are missing{}", whole.points == 1 ? "replications" : "points", results::in_words(missing),
                       absent_shards(parts)));
}

/// Copies what the shards hold into one store, and publishes it.
int join(std::vector<Part>& parts, const Whole& whole, const MergeOptions& options,
         const std::function<void(results::Unfinished&, const fs::path&)>& publish_from) {
  const std::optional<fs::path> target = target_of(*options.output.out, whole.identity, options.output);
  if (!target) return 0;
  // What a merge that was killed has joined is as good as what this one would.
  results::Unfinished work(
      *target, options.output.force ? results::Unfinished::Start::force : results::Unfinished::Start::resume,
      whole.identity, parts.front().store.assumptions());
  results::remove_leftovers(*target);
  try {
    const bool has_some = work.store().count_finished() > 0;
    for (Part& part : parts)
      for (std::uint32_t p = 0; p < whole.points; ++p)
        part.store.each(p, [&](std::uint32_t number, const sim::Replicate& replicate) {
          const results::Job job{p, number};
          if (!has_some || !work.store().holds(job)) work.store().keep(job, replicate);
        });
    publish_from(work, *target);
    return 0;
  } catch (...) {
    work.finish();  // the shards have it all
    throw;
  }
}

}  // namespace

int merge(const MergeOptions& options) {
  watch_signals();
  std::vector<Part> parts = open_parts(options.folders);
  const results::Identity identity = common_identity(parts);
  const fs::path first = parts.front().folder;
  Whole whole;
  results::Manifest manifest;
  if (fs::exists(first / "sweep.yaml")) {
    if (options.event_log) refuse("a sweep has no event log");
    const auto number = identity.find("replications");
    if (number == identity.end())
      refuse(first.string() + ": is not the shard of a sweep that its sweep.yaml says it is");
    const auto sweep = sweeps::Sweep::of_shard(first.string(), static_cast<std::uint32_t>(std::stoul(number->second)));
    const sweeps::Kept kept(sweep);
    whole = {sweeps::identity_of(sweep, kept), static_cast<std::uint32_t>(sweep.points().size()), sweep.replications()};
    check_against(whole, identity);
    check_complete(whole, parts);
    manifest.makes = makes_of(parts, options.output.quiet);
    manifest.shards = parts.size();
    return join(parts, whole, options, [&](results::Unfinished& work, const fs::path& target) {
      sweeps::publish(sweep, kept, work, target, true, manifest, options.output);
    });
  }
  const auto experiment =
      open_experiment({.scenario = (first / "scenario.yaml").string(), .sets = {}, .systems = {}}, {});
  if (options.event_log) require_event_log(*experiment);
  const std::string text = scenario::to_yaml(experiment->resolved);
  const bool drawn = identity.at("parameters") == "drawn";
  whole = {identity_of(*experiment, text, drawn), 1, experiment->replications};
  check_against(whole, identity);
  check_complete(whole, parts);
  manifest.makes = makes_of(parts, options.output.quiet);
  manifest.shards = parts.size();
  manifest.scenario_file = (first / "scenario.yaml").string();
  if (drawn) manifest.run = "parameters drawn";
  return join(parts, whole, options, [&](results::Unfinished& work, const fs::path& target) {
    std::vector<std::uint32_t> asked(experiment->replications);
    std::iota(asked.begin(), asked.end(), 0U);
    const auto write_event_log = [&](const fs::path& file) {
      drawn ? Drawing(*experiment).write_event_log(0, file) : experiment->write_event_log(0, file);
    };
    publish(*experiment, text, work, target, asked, true, manifest, options.output,
            options.event_log ? write_event_log : std::function<void(const fs::path&)>());
  });
}

}  // namespace tools
