#pragma once

#include "tests/tools/results_scratch.hpp"
#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"
#include "tools/results/manifest.hpp"
#include "tools/results/store.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// A result folder written by hand, with what a test puts into it.
class HandMadeFolder {
 public:
  explicit HandMadeFolder(std::vector<std::string> systems = {"base", "option_1", "option_2"})
      : systems_(std::move(systems)) {
    const std::string scenario = "title: By hand\n";
    put("scenario.yaml", scenario);
    manifest = {
        {"program", "wholeplace"},
        {"version", "0.1.0"},
        {"commit", "0"},
        {"build", {{"compiler", "none"}, {"flags", ""}, {"type", "Release"}, {"libraries", nlohmann::json::object()}}},
        {"model", "domestic_abuse"},
        {"title", "By hand"},
        {"run", "chance only"},
        {"scenario", {{"file", "by_hand.yaml"}, {"sha256", results::sha256(scenario)}}},
        {"seed", 1},
        {"systems", systems_},
        {"baseline", systems_.front()},
        {"replications", {{"asked", 10}, {"done", 10}}},
        {"complete", true}};
  }

  std::filesystem::path path() const { return scratch_.path(); }
  void put(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path() / name).parent_path());
    std::ofstream(path() / name, std::ios::binary) << text;
  }
  /// results.sqlite with these, and values that say nothing.
  void put_store(const std::vector<scenario::Assumption>& assumptions,
                 const std::map<std::string, std::vector<double>>& drawn, std::size_t replications) const {
    results::Store store;
    store.results.metrics = {{"incidents", "incidents", "", "Incidents."}};
    store.results.systems = systems_;
    store.results.area = "all";
    for (std::size_t r = 0; r < replications; ++r) store.results.replications.push_back(static_cast<std::uint32_t>(r));
    store.results.values.assign(replications * systems_.size(), 0);
    store.assumptions = assumptions;
    store.drawn = drawn;
    results::write_store(path() / "results.sqlite", store);
  }
  report::Inputs inputs() const {
    put("manifest.json", manifest.dump());
    return report::Inputs(path());
  }

  nlohmann::json manifest;

 private:
  Scratch scratch_;
  std::vector<std::string> systems_;
};

inline const report::Figure& figure_of(const report::Section& section, const std::string& id) {
  for (const report::Figure& figure : section.figures)
    if (figure.id == id) return figure;
  throw std::invalid_argument("no figure " + id);
}
inline bool has_figure(const report::Section& section, const std::string& id) {
  for (const report::Figure& figure : section.figures)
    if (figure.id == id) return true;
  return false;
}
inline report::Cell cell(const report::Table& table, std::size_t row, const std::string& key) {
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (table.columns[c].key == key) return table.rows.at(row).at(c);
  throw std::invalid_argument("no column " + key);
}
inline double number(const report::Table& table, std::size_t row, const std::string& key) {
  return std::get<double>(cell(table, row, key));
}
inline std::string text(const report::Table& table, std::size_t row, const std::string& key) {
  return std::get<std::string>(cell(table, row, key));
}
inline bool holds(const std::string& all, const std::string& part) { return all.find(part) != std::string::npos; }
/// What every figure must have: a title, a description, rows as long as its columns, and channels that name columns.
inline bool is_whole(const report::Figure& figure) {
  bool whole = !figure.title.empty() && !figure.description.empty() && !figure.table.name.empty() &&
               figure.table.name.size() <= 31;
  for (const auto& row : figure.table.rows) whole = whole && row.size() == figure.table.columns.size();
  const auto has = [&](const std::string& key) {
    for (const report::Column& column : figure.table.columns)
      if (column.key == key) return true;
    return false;
  };
  if (figure.chart)
    for (const char* channel :
         {"label", "x", "y", "low", "high", "series", "facet", "from", "to", "count", "low_label", "high_label"})
      if (const auto found = figure.chart->channels.find(channel); found != figure.chart->channels.end())
        whole = whole && has(found->second);
  for (const std::string& follows : figure.follows) whole = whole && has(follows);
  return whole;
}
