#pragma once

#include "tools/commands.hpp"
#include "tools/experiment.hpp"
#include "tools/results/manifest.hpp"
#include "tools/results/unfinished.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tools {

/// Facts of an experiment that must be the same for its parts to belong together.
results::Identity identity_of(const Experiment& experiment, const std::string& scenario_text, bool drawn);

/// May the results go there? A result folder that is not complete may be replaced by who resumes it.
/// \return the result folder, absolute; nothing if it is complete already and nothing is left to resume
/// \throws results::FolderRefused
std::optional<std::filesystem::path> target_of(const std::string& out, const OutputOptions& options);

/// Makes the result folder of a run from the replications that are finished, and prints the comparison.
/// \param asked     numbers of the replications that make it complete, ascending; of those, what there is, is published
/// \param complete  whether the experiment is over
/// \param manifest  what this process knows: threads and timings
/// \throws results::FolderError: the finished replications stay where they are
void publish(const Experiment& experiment, const std::string& scenario_text, results::Unfinished& work,
             const std::filesystem::path& target, const std::vector<std::uint32_t>& asked, bool complete,
             results::Manifest manifest, const OutputOptions& options);

}  // namespace tools
