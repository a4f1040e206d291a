#include "tools/results/read_sweep.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/manifest.hpp"
#include "tools/results/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

namespace results {
namespace {

namespace fs = std::filesystem;

Database open_store(const fs::path& file) {
  std::error_code unreadable;
  if (!fs::exists(file, unreadable)) throw StoreError(fmt::format("{}: no such file", file.string()));
  try {
    return Database(file, Database::Mode::read_only);
  } catch (const SqliteError& error) { throw StoreError(fmt::format("{}: {}", file.string(), error.what())); }
}

std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

FinishedSweep::FinishedSweep(const fs::path& folder)
    : Finished(read_finished(folder)), file_(folder / "results.sqlite"), database_(open_store(file_)) {
  sweep = read_yaml(content_of(folder / "sweep.yaml"), folder / "sweep.yaml");
  const std::string design_text = content_of(folder / "design.csv");
  reading([&] {
    if (database_.integer("PRAGMA application_id") != sweep_application) throw StoreError("not a sweep of wholeplace");
    std::map<std::string, std::string> meta;
    for (Statement q = database_.prepare("SELECT key, value FROM meta"); q.step();) meta[q.text(0)] = q.text(1);
    if (meta["scenario"] != scenario_sha256) throw StoreError("of another sweep than manifest.json");
    if (meta["design"] != sha256(design_text)) throw StoreError("of another design than design.csv");
    Statement q = database_.prepare("SELECT name, unit, definition FROM metric ORDER BY name");
    while (q.step()) metrics_.push_back({.name = q.text(0), .unit = q.text(1), .group = "", .definition = q.text(2)});
  });
  auto table = parse_csv(design_text);
  for (auto& line : table) line.erase(line.begin());  // the point's number
  factors = std::move(table.at(0));
  design.assign(std::make_move_iterator(table.begin() + 1), std::make_move_iterator(table.end()));
}

template <class Action>
void FinishedSweep::reading(const Action& action) {
  try {
    action();
  } catch (const SqliteError& error) {
    throw StoreError(fmt::format("{}: {}", file_.string(), error.what()));
  } catch (const StoreError& error) { throw StoreError(fmt::format("{}: {}", file_.string(), error.what())); }
}

experiment::Results FinishedSweep::at(std::size_t point) {
  experiment::Results results;
  results.metrics = metrics_;
  results.systems = systems;
  const auto base = std::find(systems.begin(), systems.end(), baseline);
  results.baseline = static_cast<std::size_t>(base - systems.begin());
  for (const std::string& system : systems)
    if (system != baseline) results.systems.push_back(system + " minus " + baseline);
  std::string names;
  for (const auto& m : metrics_) names += ", " + quoted(m.name);
  reading([&] {
    if (base == systems.end()) throw StoreError("no baseline system");
    std::map<std::uint32_t, std::map<std::string, std::vector<double>>> found;  // by replication and system
    Statement q = database_.prepare("SELECT replication, system" + names + " FROM outcome WHERE point = ?");
    for (q.bind(0, static_cast<std::int64_t>(point)); q.step();) {
      std::vector<double>& values = found[static_cast<std::uint32_t>(q.integer(0))][q.text(1)];
      for (std::size_t m = 0; m < metrics_.size(); ++m) values.push_back(q.real(static_cast<int>(m) + 2));
    }
    for (auto& [replication, by_system] : found) {
      results.replications.push_back(replication);
      for (const std::string& system : systems)
        if (by_system[system].size() != metrics_.size()) throw StoreError("a replication lacks a system");
      for (const std::string& system : systems)
        results.values.insert(results.values.end(), by_system[system].begin(), by_system[system].end());
      for (const std::string& system : systems)
        for (std::size_t m = 0; m < metrics_.size() && system != baseline; ++m)
          results.values.push_back(by_system[system][m] - by_system[baseline][m]);
    }
  });
  return results;
}

}  // namespace results
