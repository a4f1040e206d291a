#include "models/abuse/load.hpp"
#include "tools/commands.hpp"
#include "tools/results/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace tools {

namespace {

void print_loads(const abuse::Loaded& loaded) {
  for (std::size_t s = 0; s < loaded.loads.size(); ++s) {
    fmt::print("\n{}: expected demand once every change has happened\n", loaded.graphs[s].system);
    fmt::print("  {:<34} {:>12} {:>10} {:>10} {:>8}\n", "service", "cases/year", "offered", "capacity*", "load");
    for (const auto& load : loaded.loads[s]) {
      if (load.cases_per_year < 0.5) continue;
      const bool finite = std::isfinite(load.capacity);
      fmt::print("  {:<34} {:>12.0f} {:>10.2f} {:>10} {:>8}{}\n", load.service, load.cases_per_year, load.offered,
                 finite ? fmt::format("{:.2f}", load.capacity) : "unlimited",
                 finite ? fmt::format("{:.0f} %", 100 * load.utilisation) : "",
                 load.utilisation > 1 ? "  overloaded" : "");
    }
  }
  fmt::print(
      "\noffered: units of capacity asked for at once (a meeting: cases a day). * less what other people use of it.\n");
}

void print_metrics(const abuse::Plan& plan) {
  std::size_t name_width = 0, unit_width = 0;
  for (const auto& metric : plan.catalogue.metrics()) {
    name_width = std::max(name_width, metric.name.size());
    unit_width = std::max(unit_width, metric.unit.size());
  }
  for (const auto& metric : plan.catalogue.metrics())
    if (metric.group.empty())
      fmt::print("{:<{}}  {:<{}}  {}\n", metric.name, name_width, metric.unit, unit_width, metric.definition);
}

/// Writes a file so that it appears whole or not at all.
void write_whole(const std::filesystem::path& file, const std::string& content) {
  std::filesystem::path partial = file;
  partial += ".partial";
  std::ofstream stream(partial, std::ios::binary);
  if (!stream) throw results::FolderRefused(results::write_error(file, errno).what());
  stream << content;
  stream.close();
  if (stream && std::rename(partial.c_str(), file.c_str()) == 0) return;
  const int error = errno;
  std::remove(partial.c_str());
  throw results::write_error(file, error);
}

void draw(const abuse::Loaded& loaded, const std::string& file) {
  const std::filesystem::path path = file;
  const std::string kind = path.extension();
  if (kind != ".svg" && kind != ".dot")
    throw scenario::InputError(
        {{{}, scenario::Severity::error, "--graph", "expected FILE.svg or FILE.dot, got \"" + file + "\""}});
  for (std::size_t s = 0; s < loaded.graphs.size(); ++s) {
    std::filesystem::path out = path;
    if (loaded.graphs.size() > 1)
      out.replace_filename(path.stem().string() + "_" + loaded.plan->systems[s].name + kind);
    std::ostringstream text;
    if (kind == ".svg")
      text << pathway::to_svg(loaded.graphs[s], loaded.loads[s]);
    else
      pathway::write_dot(loaded.graphs[s], loaded.loads[s], text);
    write_whole(out, text.str());
    fmt::print("{}\n", out.string());
  }
}

}  // namespace

int check(const CheckOptions& options) {
  const abuse::Loaded loaded = abuse::load(options.input.scenario, options.input.sets, options.input.systems);
  for (const auto& warning : loaded.warnings) std::cerr << scenario::to_string(warning) << '\n';
  if (options.resolved) {
    std::cout << scenario::to_yaml(loaded.resolved);
    return 0;
  }
  if (options.metrics) {
    print_metrics(*loaded.plan);
    return 0;
  }
  if (!options.graph.empty()) {
    draw(loaded, options.graph);
    return 0;
  }
  std::map<std::string, std::size_t> by_status;
  for (const auto& a : loaded.assumptions) ++by_status[a.status.empty() ? "without a status" : a.status];
  fmt::print("{}: valid. {} systems, {} numbers:", options.input.scenario, loaded.plan->systems.size(),
             loaded.assumptions.size());
  std::string separator = " ";
  for (const auto& [status, n] : by_status) fmt::print("{}{} {}", std::exchange(separator, ", "), n, status);
  fmt::print(".\n");
  print_loads(loaded);
  return 0;
}

}  // namespace tools
