#pragma once

#include "models/scenario/document.hpp"
#include "tools/results/build_info.hpp"
#include "tools/results/store.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace results {

/// A result folder, read back, but for its outcomes.
struct Finished {
  BuildInfo build;  ///< of the program that made it
  std::string model, title, run, baseline;
  std::vector<std::string> systems;
  std::uint64_t seed = 0, points = 0;  ///< points of a sweep; 0 for a run
  std::uint32_t replications_asked = 0, replications_done = 0;
  bool complete = false;
  scenario::Node scenario;  ///< resolved
  std::string scenario_sha256;
};

struct FinishedRun : Finished {
  Store store;
};

/// Whether it is the result folder of a sweep, not of a run.
/// \throws StoreError naming the folder or manifest.json if it is missing, foreign or damaged
bool holds_sweep(const std::filesystem::path& folder);

/// What stands in both kinds of folder: manifest.json and scenario.yaml, held against each other.
/// \throws as `read_folder`
Finished read_finished(const std::filesystem::path& folder);

/// A file that goes with a scenario, whole. \throws StoreError
std::string content_of(const std::filesystem::path& file);
/// YAML that was read before by whoever made the folder. \throws scenario::InputError
scenario::Node read_yaml(const std::string& text, const std::filesystem::path& file);

/// Reads manifest.json, scenario.yaml and results.sqlite, and holds them against each other.
/// \throws StoreError naming the file that is missing, foreign or damaged, or belongs to another run
/// \throws scenario::InputError with the mistakes in scenario.yaml
FinishedRun read_folder(const std::filesystem::path& folder);

}  // namespace results
