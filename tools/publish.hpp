#pragma once

#include "tools/commands.hpp"
#include "tools/experiment.hpp"
#include "tools/results/manifest.hpp"
#include "tools/results/unfinished.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tools {

/// Facts of an experiment that must be the same for its parts to belong together.
results::Identity identity_of(const Experiment& experiment, const std::string& scenario_text, bool drawn);

/// Says in the manifest which experiment its results are of: model, title, scenario, seed, systems, baseline.
void describe(results::Manifest& manifest, const Experiment& experiment, const std::string& scenario_text);

/// May the results go there? Who resumes an experiment may replace what it has published before.
/// \return the result folder, absolute; nothing if it is complete already and nothing is left to resume
/// \throws results::FolderRefused
std::optional<std::filesystem::path> target_of(const std::string& out, const results::Identity& identity,
                                               const OutputOptions& options);

/// Whether results of that experiment may replace what stands at the target.
bool may_replace(const std::filesystem::path& target, const results::Identity& identity, const OutputOptions& options);

/// Makes the result folder of a run from the replications that are finished, and prints the comparison.
/// \param asked     numbers of the replications that make it complete, ascending; of those, what there is, is published
/// \param complete  whether the experiment is over
/// \param manifest  what this process knows: threads and timings
/// \param write_event_log  writes events.csv.gz to the path it is given; empty: there is to be none, nor of a run that
///                         was stopped
/// \throws results::FolderError: the finished replications stay where they are
void publish(const Experiment& experiment, const std::string& scenario_text, results::Unfinished& work,
             const std::filesystem::path& target, const std::vector<std::uint32_t>& asked, bool complete,
             results::Manifest manifest, const OutputOptions& options,
             const std::function<void(const std::filesystem::path&)>& write_event_log = {});

/// Of --resume and --force together the first is meant for what is unfinished, the second for a result folder only.
results::Unfinished::Start start_of(const OutputOptions& options);

/// Says that no replication was finished, or how many were, or what else is kept. \return the exit status for it
int nothing_finished();
int stopped_early(std::size_t finished, std::size_t asked);
int stopped_early(const std::string& what);

/// Does the work and its publication. \return what `work_and_publish` returns
/// \throws results::FolderError with what is kept in its message
int keeping_what_is_finished(results::Unfinished& work, const std::function<int()>& work_and_publish);

/// Makes the result folder of a shard, for `merge`: its replications and what they are of.
/// \param manifest  which says of what, as by `describe`, and what this process knows
/// \param sweep_text, design  of a sweep, else ""
/// \throws results::FolderError: the finished replications stay where they are
void publish_shard(const std::string& scenario_text, const std::string& sweep_text, const std::string& design,
                   results::Unfinished& work, const std::filesystem::path& target, results::Manifest manifest,
                   const Shard& shard, const OutputOptions& options);

}  // namespace tools
