#pragma once

#include "tools/commands.hpp"
#include "tools/results/manifest.hpp"
#include "tools/results/unfinished.hpp"
#include "tools/sweep/points.hpp"
#include "tools/sweep/values.hpp"

#include <filesystem>
#include <string>

namespace tools::sweeps {

/// The design as a table: the point's number, then each factor as it was written.
std::string design_csv(const Points& points);

/// Facts that must be the same for parts to belong to one sweep.
results::Identity identity_of(const Sweep& sweep, const Kept& kept);

/// Says in the manifest which sweep its results are of.
void describe(results::Manifest& manifest, const Sweep& sweep, const std::string& scenario_text);

/// Makes the result folder of a sweep from the replications that are finished, point after point, so that memory does
/// not grow with their number: design.csv, summary.csv, differences.csv, sensitivity.csv, results.sqlite,
/// scenario.yaml, sweep.yaml and manifest.json. Prints what was found. \throws results::FolderError: the finished
/// replications stay where they are
void publish(const Sweep& sweep, const Kept& kept, results::Unfinished& work, const std::filesystem::path& target,
             bool complete, results::Manifest manifest, const OutputOptions& options);

}  // namespace tools::sweeps
