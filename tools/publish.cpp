#include "tools/publish.hpp"

#include "models/scenario/document.hpp"
#include "tools/drawing.hpp"
#include "tools/report/write.hpp"
#include "tools/results/build_info.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/store.hpp"
#include "tools/results/summary_csv.hpp"
#include "tools/results/text.hpp"
#include "tools/results/weekly_table.hpp"
#include "tools/stopwatch.hpp"
#include "tools/threads.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <optional>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace tools {

namespace {

namespace fs = std::filesystem;

/// What a result folder says of itself; null if it is none.
nlohmann::json manifest_of(const fs::path& folder) {
  if (!results::is_result_folder(folder)) return {};
  std::ifstream file(folder / "manifest.json");
  return nlohmann::json::parse(file, nullptr, false);
}

}  // namespace

results::Identity identity_of(const Experiment& experiment, const std::string& scenario_text, bool drawn) {
  const results::BuildInfo& build = results::build_info();
  return {{"compiler", build.compiler},
          {"commit", build.commit},
          {"flags", build.flags},
          {"model", experiment.model},
          {"parameters", drawn ? "drawn" : "fixed"},
          {"scenario", results::sha256(scenario_text)},
          {"seed", std::to_string(experiment.seed)},
          {"version", build.version}};
}

void describe(results::Manifest& manifest, const Experiment& experiment, const std::string& scenario_text) {
  const experiment::Results empty = experiment.collect({}, {});
  manifest.model = experiment.model;
  manifest.title = experiment.title;
  manifest.scenario_sha256 = results::sha256(scenario_text);
  manifest.seed = experiment.seed;
  manifest.systems = empty.systems;
  manifest.baseline = empty.systems.at(empty.baseline);
}

bool may_replace(const fs::path& target, const results::Identity& identity, const OutputOptions& options) {
  if (options.force) return true;
  const nlohmann::json manifest = manifest_of(target);
  return options.resume && manifest.is_object() && manifest.value("experiment", nlohmann::json()) == identity;
}

std::optional<fs::path> target_of(const std::string& out, const results::Identity& identity,
                                  const OutputOptions& options) {
  const fs::path there(out);
  const bool replaces = may_replace(there, identity, options);
  if (replaces && !options.force && manifest_of(there).value("complete", false)) {
    const fs::path target = results::permitted_target(there, true);
    if (!fs::exists(results::unfinished_of(target))) {  // else it died between publishing and tidying up
      if (!options.quiet) std::cerr << "wholeplace: " << out << " is complete; there is nothing to resume\n";
      return std::nullopt;
    }
  }
  return results::permitted_target(there, replaces);
}

void publish(const Experiment& experiment, const std::string& scenario_text, results::Unfinished& work,
             const fs::path& target, const std::vector<std::uint32_t>& asked, bool complete, results::Manifest manifest,
             const OutputOptions& options, const std::function<void(const fs::path&)>& write_event_log) {
  const Stopwatch writing;
  std::vector<std::uint32_t> numbers;
  std::vector<sim::Replicate> replicates;
  std::optional<results::WeeklyTable> weekly;
  if (auto names = experiment.weekly()) weekly.emplace(std::move(*names));
  work.store().commit();
  work.store().each(0, [&](std::uint32_t number, sim::Replicate replicate) {
    if (!std::binary_search(asked.begin(), asked.end(), number)) return;
    numbers.push_back(number);
    manifest.events += replicate.events;
    if (weekly) weekly->add(std::exchange(replicate.series, {}));
    replicates.push_back(std::move(replicate));
  });
  const std::size_t n = numbers.size();
  results::Store store;
  store.results = experiment.collect(std::move(numbers), std::move(replicates));
  store.assumptions = work.store().assumptions();
  store.validation = experiment.validate(store.results);
  const experiment::Results& r = store.results;
  if (work.store().identity().at("parameters") == "drawn") {
    const Drawing drawing(experiment);  // from seed and number: whoever simulated it drew the same
    for (const std::uint32_t number : r.replications) {
      const std::vector<double> values = drawing.values(number);
      for (std::size_t p = 0; p < values.size(); ++p)
        store.drawn[drawing.parameters().all()[p].paths.front()].push_back(values[p]);
    }
  }
  const results::Summaries summaries = results::compare(r);
  manifest.experiment = work.store().identity();
  describe(manifest, experiment, scenario_text);
  manifest.command_line = options.command_line;
  manifest.replications_done = static_cast<std::uint32_t>(n);
  manifest.replications_asked = static_cast<std::uint32_t>(asked.size());
  manifest.complete = complete;
  manifest.system_years = static_cast<double>(n) * experiment.system_years();
  store.meta = {{"baseline", manifest.baseline},
                {"complete", manifest.complete ? "yes" : "no"},
                {"model", manifest.model},
                {"run", manifest.run},
                {"scenario_sha256", manifest.scenario_sha256},
                {"seed", std::to_string(manifest.seed)},
                {"title", manifest.title}};

  results::Folder folder(target, may_replace(target, manifest.experiment, options));
  folder.write("scenario.yaml", scenario_text);
  folder.write("summary.json", experiment.summary_json(r, summaries, manifest.run));
  folder.write("summary.csv", results::summary_csv(r, summaries));
  folder.write("differences.csv", results::differences_csv(r, summaries));
  if (weekly) folder.write("weekly.csv", weekly->csv(r.area));
  folder.write("validation.csv", results::validation_csv(store.validation));
  if (const std::string prices = experiment.prices(); !prices.empty()) folder.write("prices.csv", prices);
  if (const std::string margins = experiment.margins(r); !margins.empty()) folder.write("margins.csv", margins);
  for (const auto& [name, text] : experiment.tables(r, summaries)) folder.write(name, text);
  for (const auto& [name, text] : experiment.decision_tables(r, store.drawn)) folder.write(name, text);
  results::write_store(folder.path() / "results.sqlite", store, folder.target() / "results.sqlite");
  if (complete && write_event_log) write_event_log(folder.path() / "events.csv.gz");
  manifest.write_seconds = writing.seconds();
  folder.write("manifest.json", results::manifest_json(manifest));
  report::write_report(folder.path(), threads_of(options.threads),
                       [&](const fs::path& name, std::string_view content) { folder.write(name, content); });
  const std::string warning = folder.publish();
  if (!warning.empty()) std::cerr << "wholeplace: " << warning << '\n';
  if (manifest.complete) work.finish();

  if (options.quiet) return;
  const std::size_t width = isatty(STDOUT_FILENO) == 1 ? results::terminal_columns(STDOUT_FILENO) : 200;
  fmt::print("{}\n{}\n", experiment.printed(r, summaries, manifest.run, width),
             results::validation_text(store.validation, width));
  const std::string systems = r.systems.size() > 1 ? fmt::format(" of {} systems", r.systems.size()) : "";
  fmt::print("{} replications{}, {}. Results: {}\n", n, systems, results::how_it_came_about(manifest),
             folder.target().string());
  fmt::print("Report: {}\n", (folder.target() / "report.html").string());
}

results::Unfinished::Start start_of(const OutputOptions& options) {
  using Start = results::Unfinished::Start;
  return options.resume ? Start::resume : options.force ? Start::force : Start::anew;
}

int nothing_finished() {
  std::cerr << "wholeplace: stopped before a replication was finished; nothing was written\n";
  return 3;
}

int stopped_early(const std::string& what) {
  std::cerr << fmt::format(
      "wholeplace: stopped early by a signal; {} are kept; the same command with --resume goes on\n", what);
  return 3;
}

int stopped_early(std::size_t finished, std::size_t asked) {
  return stopped_early(fmt::format("{} of {} replications were finished and", finished, asked));
}

int keeping_what_is_finished(results::Unfinished& work, const std::function<int()>& work_and_publish) {
  try {
    return work_and_publish();
  } catch (const results::FolderRefused&) { throw; } catch (const results::FolderError& error) {
    const std::size_t n = work.kept();
    throw results::FolderError(
        n == 0 ? std::string(error.what()) + "; nothing was written"
               : fmt::format("{}; {} finished replications are kept in {}: make room, then --resume goes on",
                             error.what(), n, work.path().string()),
        error.full);
  }
}

void publish_shard(const std::string& scenario_text, const std::string& sweep_text, const std::string& design,
                   results::Unfinished& work, const fs::path& target, results::Manifest manifest, const Shard& shard,
                   const OutputOptions& options) {
  manifest.experiment = work.store().identity();
  results::Folder folder(target, may_replace(target, manifest.experiment, options));
  folder.write("scenario.yaml", scenario_text);
  if (!sweep_text.empty()) {
    folder.write("sweep.yaml", sweep_text);
    folder.write("design.csv", design);
  }
  manifest.command_line = options.command_line;
  manifest.complete = true;
  manifest.events = work.store().count_events();
  folder.write("manifest.json", results::manifest_json(manifest));
  work.store().copy_to(folder.path() / results::ReplicationStore::file_name);
  const std::string warning = folder.publish();
  if (!warning.empty()) std::cerr << "wholeplace: " << warning << '\n';
  work.finish();
  if (!options.quiet)
    fmt::print("Shard {} of {}: {} replications. Join all with: wholeplace merge DIR... -o DIR\n", shard.i, shard.n,
               manifest.replications_done);
}

}  // namespace tools
