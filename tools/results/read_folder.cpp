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

/// \throws StoreError
std::string content_of(const fs::path& file) {
  std::string why;
  std::optional<std::string> content = scenario::read_bytes(file.string(), limits.bytes, why);
  if (!content) throw StoreError(fmt::format("{}: {}", file.string(), why));
  return std::move(*content);
}

/// \return the SHA-256 of the scenario that was run
std::string read_manifest(const fs::path& file, FinishedRun& finished) {
  const auto manifest = nlohmann::json::parse(content_of(file), nullptr, false);
  if (!manifest.is_object() || manifest.value("program", nlohmann::json()) != "wholeplace")
    throw StoreError(fmt::format("{}: not a manifest of wholeplace", file.string()));
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
    finished.replications_asked = manifest.at("replications").at("asked");
    finished.complete = manifest.at("complete");
    return manifest.at("scenario").at("sha256");
  } catch (const nlohmann::json::exception& error) {
    throw StoreError(fmt::format("{}: damaged: {}", file.string(), error.what()));
  }
}

void read_scenario(const fs::path& file, const std::string& sum, FinishedRun& finished) {
  const std::string text = content_of(file);
  if (sha256(text) != sum)
    throw StoreError(
        fmt::format("{}: not the scenario that was run: its SHA-256 is not the one in manifest.json", file.string()));
  scenario::Diagnostics diagnostics;
  finished.scenario = scenario::read_text(text, file.string(), diagnostics, limits);
  diagnostics.throw_if_errors();
}

}  // namespace

FinishedRun read_folder(const fs::path& folder) {
  std::error_code unreadable;  // then it is as good as not there
  if (!fs::exists(folder, unreadable)) throw StoreError(fmt::format("{}: no such folder", folder.string()));
  if (!fs::is_directory(folder, unreadable)) throw StoreError(fmt::format("{}: not a folder", folder.string()));
  FinishedRun finished;
  const std::string sum = read_manifest(folder / "manifest.json", finished);
  read_scenario(folder / "scenario.yaml", sum, finished);
  const fs::path store = folder / "results.sqlite";
  if (!fs::exists(store, unreadable)) throw StoreError(fmt::format("{}: no such file", store.string()));
  finished.store = read_store(store);
  for (const auto& [key, value] : finished.store.meta)
    if (key == "scenario_sha256" && value != sum)
      throw StoreError(fmt::format("{}: of another run than manifest.json", store.string()));
  return finished;
}

}  // namespace results
