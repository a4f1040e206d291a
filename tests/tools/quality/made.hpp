#pragma once

#include "tests/models/abuse/small.hpp"
#include "tests/tools/results_scratch.hpp"
#include "tools/commands.hpp"
#include "tools/ranks.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// Result folders of small scenarios.
namespace made {

namespace fs = std::filesystem;

inline std::string network() { return std::string(WHOLEPLACE_SOURCE_DIR) + "/scenarios/verification/priorities.yaml"; }

/// \return the folder
inline fs::path run(const fs::path& folder, const std::string& scenario, const std::vector<std::string>& sets,
                    std::uint32_t replications, const std::vector<std::string>& systems = {}) {
  tools::RunOptions options;
  options.input.scenario = scenario;
  options.input.sets = sets;
  options.input.systems = systems;
  options.output.threads = 1;
  options.output.out = folder.string();
  options.output.quiet = true;
  options.replications = replications;
  const auto ranks = tools::open_ranks();
  if (tools::run(options, *ranks) != 0) throw std::runtime_error("the run failed");
  return folder;
}

inline std::vector<std::string> and_small(std::vector<std::string> sets) {
  sets.insert(sets.end(), small::sets.begin(), small::sets.end());
  return sets;
}
inline std::vector<std::string> and_short(std::vector<std::string> sets) {
  sets.emplace_back("run.horizon=300");
  sets.emplace_back("run.warm_up=100");
  return sets;
}

/// West Cheshire made small, and a network of queues, each run once for all tests of a process.
inline const fs::path& abuse_folder() {
  static const Scratch scratch;
  static const fs::path folder = run(scratch.path() / "abuse", small::west_cheshire(), and_small({}), 3);
  return folder;
}
inline const fs::path& network_folder() {
  static const Scratch scratch;
  static const fs::path folder = run(scratch.path() / "network", network(), and_short({}), 4);
  return folder;
}

/// A copy of a result folder, to be changed.
inline fs::path copy_of(const fs::path& folder, const Scratch& scratch) {
  const fs::path copy = scratch.path() / "copy";
  fs::remove_all(copy);
  fs::copy(folder, copy, fs::copy_options::recursive);
  return copy;
}

inline void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

}  // namespace made
