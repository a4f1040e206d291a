#include "tools/results/read_folder.hpp"

#include "models/scenario/diagnostics.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/manifest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <system_error>

namespace results {
namespace {

namespace fs = std::filesystem;

/// What a resolved scenario may hold: more than any file of which it was made.
constexpr scenario::Limits limits{.bytes = 256U << 20, .nodes = 20'000'000, .depth = 80, .text = 256U << 20};

void read_manifest(const fs::path& file, Finished& finished) {
  const auto manifest = nlohmann::json::parse(content_of(file), nullptr, false);
  if (!manifest.is_object() || manifest.value("program", nlohmann::json()) != "wholeplace")
    throw StoreError(fmt::format("{}: not a manifest of wholeplace", file.string()));
  std::string shard;
  try {
    const auto& build = manifest.at("build");
    finished.build = {.version = manifest.at("version"),
                      .commit = manifest.at("commit"),
                      .compiler = build.at("compiler"),
                      .flags = build.at("flags"),
                      .build_type = build.at("type"),
                      .libraries = {}};
    for (const auto& [name, version] : build.at("libraries").items())
      finished.build.libraries.emplace_back(name, version);
    finished.model = manifest.at("model");
    finished.title = manifest.at("title");
    finished.run = manifest.at("run");
    finished.baseline = manifest.at("baseline");
    finished.seed = manifest.at("seed");
    finished.systems = manifest.at("systems");
    finished.points = manifest.value("points", std::uint64_t{0});
    finished.replications_asked = manifest.at("replications").at("asked");
    finished.replications_done = manifest.at("replications").at("done");
    finished.complete = manifest.at("complete");
    finished.scenario_sha256 = manifest.at("scenario").at("sha256");
    shard = manifest.value("experiment", nlohmann::json::object()).value("shard", "");
  } catch (const nlohmann::json::exception& error) {
    throw StoreError(fmt::format("{}: damaged: {}", file.string(), error.what()));
  }
  if (!shard.empty())
    throw StoreError(fmt::format(
        "{}: shard {} of an experiment, \"{}\", which has no results of its own: join its shards with merge "
        "first",
        file.parent_path().string(), shard, finished.title));
}

void require_folder(const fs::path& folder) {
  std::error_code unreadable;  // then it is as good as not there
  if (!fs::exists(folder, unreadable)) throw StoreError(fmt::format("{}: no such folder", folder.string()));
  if (!fs::is_directory(folder, unreadable)) throw StoreError(fmt::format("{}: not a folder", folder.string()));
}

}  // namespace

std::string content_of(const fs::path& file) {
  std::string why;
  std::optional<std::string> content = scenario::read_bytes(file.string(), limits.bytes, why);
  if (!content) throw StoreError(fmt::format("{}: {}", file.string(), why));
  return std::move(*content);
}

scenario::Node read_yaml(const std::string& text, const fs::path& file) {
  scenario::Diagnostics diagnostics;
  scenario::Node root = scenario::read_text(text, file.string(), diagnostics, limits);
  diagnostics.throw_if_errors();
  return root;
}

bool holds_sweep(const fs::path& folder) {
  require_folder(folder);
  Finished finished;
  read_manifest(folder / "manifest.json", finished);
  return finished.points > 0;
}

Finished read_finished(const fs::path& folder) {
  require_folder(folder);
  Finished finished;
  read_manifest(folder / "manifest.json", finished);
  const fs::path file = folder / "scenario.yaml";
  const std::string text = content_of(file);
  if (sha256(text) != finished.scenario_sha256)
    throw StoreError(
        fmt::format("{}: not the scenario that was run: its SHA-256 is not the one in manifest.json", file.string()));
  finished.scenario = read_yaml(text, file);
  return finished;
}

FinishedRun read_folder(const fs::path& folder) {
  FinishedRun finished{read_finished(folder), {}};
  std::error_code unreadable;
  const fs::path store = folder / "results.sqlite";
  if (!fs::exists(store, unreadable)) throw StoreError(fmt::format("{}: no such file", store.string()));
  finished.store = read_store(store);
  for (const auto& [key, value] : finished.store.meta)
    if (key == "scenario_sha256" && value != finished.scenario_sha256)
      throw StoreError(fmt::format("{}: of another run than manifest.json", store.string()));
  return finished;
}

}  // namespace results
