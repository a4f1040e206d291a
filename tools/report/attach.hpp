#pragma once

#include "tools/report/inputs.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace report {

/// Copies what a report shows of a sweep into the result folder of a run: DIR/sweeps/NAME/ with manifest.json,
/// sweep.yaml, sensitivity.csv and, of a design that its tables tell in full, summary.csv and differences.csv. NAME is
/// made of the sweep's title, and a sweep of the same title is replaced.
/// \return the folder that was made
/// \throws results::StoreError if either folder is no result folder, the first is a sweep's itself, or the second is
///         no finished sweep of the same model and baseline
/// \throws results::FolderError if it cannot be written
std::filesystem::path attach_sweep(const std::filesystem::path& folder, const std::filesystem::path& sweep_folder);

/// A sweep as a report shows it.
struct AttachedSweep {
  std::string name, title, purpose, run;  ///< name: of its folder; run: "chance only" or how its numbers were drawn
  std::size_t number = 1;                 ///< among those attached, from 1
  std::uint64_t points = 0, replications = 0;                  ///< replications of all points together
  bool same_scenario = true;                                   ///< as the run, entry by entry
  std::unique_ptr<Records> sensitivity, summary, differences;  ///< null where there is none
};

/// The sweeps attached to the run, by name; of a sweep's own folder, that sweep alone.
/// \throws results::StoreError naming the file if one is damaged
std::vector<AttachedSweep> attached_sweeps(const Inputs& inputs);

}  // namespace report
