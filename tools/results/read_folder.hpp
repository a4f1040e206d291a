#pragma once

#include "models/scenario/document.hpp"
#include "tools/results/build_info.hpp"
#include "tools/results/store.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace results {

/// A result folder, read back.
struct FinishedRun {
  BuildInfo build;  ///< of the program that made it
  std::string model, title, run, baseline;
  std::uint64_t seed = 0;
  std::uint32_t replications_asked = 0;
  bool complete = false;
  scenario::Node scenario;  ///< resolved
  Store store;
};

/// Reads manifest.json, scenario.yaml and results.sqlite, and holds them against each other.
/// \throws StoreError naming the file that is missing, foreign or damaged, or belongs to another run
/// \throws scenario::InputError with the mistakes in scenario.yaml
FinishedRun read_folder(const std::filesystem::path& folder);

}  // namespace results
