#include "models/scenario/document.hpp"
#include "tools/commands.hpp"
#include "tools/experiment.hpp"
#include "tools/interrupt.hpp"
#include "tools/publish.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
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
      if (!fs::exists(folder)) throw results::StoreError(folder + ": there is no such folder");
      const fs::path file = fs::path(folder) / results::ReplicationStore::file_name;
      if (!fs::exists(file))
        throw results::StoreError(fmt::format("{}: {}", folder,
                                              fs::exists(results::unfinished_of(fs::absolute(folder)))
                                                  ? "is not finished; resume it first"
                                                  : "is not a shard (it has no replications.sqlite)"));
      parts.push_back({folder, results::ReplicationStore::read(file)});
    } catch (const results::StoreError& error) {
      wrong += (wrong.empty() ? "" : "\nwholeplace: ") + std::string(error.what());
    }
  }
  if (!wrong.empty()) refuse(wrong);
  return parts;
}

/// Shards of one experiment are alike in everything but which they are.
results::Identity common_identity(const std::vector<Part>& parts) {
  const auto but_shard = [](results::Identity identity) {
    identity.erase("shard");
    return identity;
  };
  const results::Identity first = but_shard(parts.front().store.identity());
  std::string wrong;
  for (const Part& part : parts)
    for (const std::string& line : results::differences(first, but_shard(part.store.identity())))
      wrong += fmt::format("\n  {} and {} differ in {}", parts.front().folder, part.folder, line);
  if (!wrong.empty()) refuse("these are not shards of one experiment:" + wrong);
  return first;
}

/// "3, 7 to 9 and 12"
std::string in_words(const std::vector<std::uint32_t>& numbers) {
  std::vector<std::string> runs;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t j = i;
    while (j + 1 < numbers.size() && numbers[j + 1] == numbers[j] + 1) ++j;
    runs.push_back(i == j ? std::to_string(numbers[i]) : fmt::format("{} to {}", numbers[i], numbers[j]));
    i = j + 1;
  }
  std::string text;
  for (std::size_t i = 0; i < runs.size(); ++i) text += (i == 0 ? "" : i + 1 == runs.size() ? " and " : ", ") + runs[i];
  return text;
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
  return absent.empty() ? "" : fmt::format(" (shard {} of {})", in_words(absent), n);
}

}  // namespace

int merge(const MergeOptions& options) {
  watch_signals();
  std::vector<Part> parts = open_parts(options.folders);
  const results::Identity identity = common_identity(parts);
  scenario::Diagnostics diagnostics;
  const std::string file = (fs::path(parts.front().folder) / "scenario.yaml").string();
  scenario::Node root = scenario::read_file(file, diagnostics);
  diagnostics.throw_if_errors();
  const std::unique_ptr<Experiment> experiment =
      open_experiment(std::move(root), {.scenario = file, .sets = {}, .systems = {}}, {});
  const std::string scenario_text = scenario::to_yaml(experiment->resolved);
  const bool drawn = identity.at("parameters") == "drawn";
  if (const auto unlike = results::differences(identity_of(*experiment, scenario_text, drawn), identity);
      !unlike.empty()) {
    std::string why = "these shards are not of this program and the scenario beside them:";
    for (const std::string& line : unlike) why += "\n  " + line;
    refuse(why);
  }

  std::map<results::Job, std::string> from;
  for (Part& part : parts)
    for (const results::Job& job : part.store.finished()) {
      const auto [found, is_new] = from.emplace(job, part.folder);
      if (!is_new)
        refuse(fmt::format("replication {} is in {} and in {}", job.replication, found->second, part.folder));
    }
  std::vector<std::uint32_t> asked(experiment->replications), missing;
  std::iota(asked.begin(), asked.end(), 0U);
  for (const std::uint32_t r : asked)
    if (!from.contains({0, r})) missing.push_back(r);
  if (!missing.empty()) refuse(fmt::format("replications {} are missing{}", in_words(missing), absent_shards(parts)));

  const std::optional<fs::path> target = target_of(*options.output.out, options.output);
  if (!target) return 0;
  results::Unfinished work(*target,
                           options.output.force ? results::Unfinished::Start::force : results::Unfinished::Start::anew,
                           identity, parts.front().store.assumptions());
  try {
    results::Manifest manifest;
    manifest.scenario_file = file;
    for (Part& part : parts)
      part.store.each(0, [&](std::uint32_t number, const sim::Replicate& replicate) {
        work.store().keep({0, number}, replicate);
      });
    publish(*experiment, scenario_text, work, *target, asked, true, manifest, options.output);
    return 0;
  } catch (...) {
    work.finish();  // the shards have it all
    throw;
  }
}

}  // namespace tools
