#pragma once

#include "models/experiment.hpp"
#include "models/scenario/document.hpp"
#include "tools/results/read_folder.hpp"
#include "tools/results/sqlite.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace results {

/// What marks results.sqlite as that of a sweep: "wpls".
inline constexpr std::int64_t sweep_application = 0x77706c73;

/// The result folder of a sweep, read back; its outcomes are read point by point.
class FinishedSweep : public Finished {
 public:
  /// Reads manifest.json, scenario.yaml, sweep.yaml, design.csv and what results.sqlite says of itself, and holds them
  /// against each other.
  /// \throws StoreError naming the file that is missing, foreign or damaged, or belongs to another sweep
  /// \throws scenario::InputError with the mistakes in scenario.yaml or sweep.yaml
  explicit FinishedSweep(const std::filesystem::path& folder);

  scenario::Node sweep;
  std::vector<std::string> factors;
  std::vector<std::vector<std::string>> design;  ///< as written; shape (points, factors)

  /// What a point came to over the whole horizon: every system, then "option_1 minus six_route" for every system that
  /// is not the baseline, its differences to it by replication. No years. \throws StoreError
  experiment::Results at(std::size_t point);

 private:
  /// \throws StoreError, for what `action` throws of SQLite too
  template <class Action>
  void reading(const Action& action);

  std::filesystem::path file_;
  Database database_;
  std::vector<experiment::Metric> metrics_;
};

}  // namespace results
