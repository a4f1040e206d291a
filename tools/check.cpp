#include "models/abuse/load.hpp"
#include "models/network/graph.hpp"
#include "models/network/load.hpp"
#include "models/network/outputs.hpp"
#include "models/network/pilot.hpp"
#include "tools/commands.hpp"
#include "tools/experiment.hpp"
#include "tools/results/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

namespace tools {

namespace {

/// Services that people come to only through one that takes them by a record: only a run can give them that, so that
/// fewer come than are expected.
std::set<std::string> behind_a_record(const abuse::CompiledSystem& system, const pathway::Spec& graph) {
  const auto& services = graph.services;
  std::vector<std::set<std::size_t>> from(services.size());
  for (std::size_t s = 0; s < services.size(); ++s)
    for (const pathway::Edge& edge : services[s].edges)
      if (edge.to < services.size() && edge.to != s) from[edge.to].insert(s);
  std::set<std::size_t> found;
  for (std::size_t s = 0; s < services.size(); ++s)
    if (const auto number = system.find(services[s].name);
        number != abuse::none16 && system.services[number].least_record > 0)
      found.insert(s);
  for (bool more = !found.empty(); more;) {
    more = false;
    for (std::size_t s = 0; s < services.size(); ++s)
      if (services[s].entries == 0 && !from[s].empty() &&
          std::includes(found.begin(), found.end(), from[s].begin(), from[s].end()))
        more = found.insert(s).second || more;
  }
  std::set<std::string> names;
  for (const std::size_t s : found) names.insert(services[s].name);
  return names;
}

void print_loads(const abuse::Loaded& loaded) {
  bool some_at_most = false;
  for (std::size_t s = 0; s < loaded.loads.size(); ++s) {
    fmt::print("\n{}: expected demand once every change has happened\n", loaded.graphs[s].system);
    fmt::print("  {:<34} {:>12} {:>10} {:>10} {:>8}\n", "service", "cases/year", "offered", "capacity*", "load");
    const std::set<std::string> by_record = behind_a_record(loaded.plan->systems[s], loaded.graphs[s]);
    for (const auto& load : loaded.loads[s]) {
      if (load.cases_per_year < 0.5) continue;
      const bool finite = std::isfinite(load.capacity);
      const bool at_most = load.utilisation > 1 && by_record.contains(load.service);
      some_at_most = some_at_most || at_most;
      fmt::print("  {:<34} {:>12.0f} {:>10.2f} {:>10} {:>8}{}\n", load.service, load.cases_per_year, load.offered,
                 finite ? fmt::format("{:.2f}", load.capacity) : "unlimited",
                 finite ? fmt::format("{:.0f} %", 100 * load.utilisation) : "",
                 at_most                ? "  at most"
                 : load.utilisation > 1 ? "  overloaded"
                                        : "");
    }
  }
  fmt::print(
      "\noffered: units of capacity asked for at once (a meeting: cases a day). * less what other people use of it.\n");
  if (some_at_most)
    fmt::print("at most: whose police record is too short is not taken, and records are known only in a run.\n");
}

/// Every measure of the outcomes framework with what stands for it.
void print_framework(const abuse::Plan& plan) {
  if (plan.scenario.outcomes.empty()) return;
  fmt::print("\noutcomes framework, {} measures:\n", plan.scenario.outcomes.size());
  std::string area;
  for (const auto& m : plan.scenario.outcomes) {
    if (m.area != area) fmt::print("{}\n", m.area);
    area = m.area;
    const experiment::Metric& metric = plan.catalogue.metrics()[plan.catalogue.find(m.metric.name)];
    const std::string unit = !m.unit.empty() ? m.unit : metric.unit + (m.per_year ? " a year" : "");
    fmt::print("  {}: {} ({}; {} is better; grade {}): {}{}\n", m.measure, m.metric.name, unit,
               abuse::better_names[m.better], abuse::grade_names[m.grade], metric.definition,
               m.note.empty() ? "" : "; " + m.note);
  }
}

void print_metrics(const abuse::Plan& plan) {
  std::size_t name_width = 0, unit_width = 0;
  for (const auto& metric : plan.catalogue.metrics()) {
    name_width = std::max(name_width, metric.name.size());
    unit_width = std::max(unit_width, metric.unit.size());
  }
  const auto in_framework = [&](const std::string& name) {
    return std::any_of(plan.scenario.outcomes.begin(), plan.scenario.outcomes.end(),
                       [&](const auto& m) { return m.metric.name == name; });
  };
  std::vector<std::string> by_group;
  for (const auto& metric : plan.catalogue.metrics()) {
    if (!metric.group.empty() && (by_group.empty() || by_group.back() != metric.name)) by_group.push_back(metric.name);
    if (metric.group.empty())
      fmt::print("{:<{}}  {:<{}}  {}{}\n", metric.name, name_width, metric.unit, unit_width, metric.definition,
                 in_framework(metric.name) ? " [outcomes framework]" : "");
  }
  if (!by_group.empty()) fmt::print("\nby group too: {}\n", fmt::join(by_group, ", "));
  print_framework(plan);
}

/// \param names  of the graphs, for the files' names if there are several. \param loads  one a graph, or empty
void draw(const std::vector<pathway::Spec>& graphs, const std::vector<std::vector<pathway::Load>>& loads,
          const std::vector<std::string>& names, const std::string& file) {
  const std::filesystem::path path = file;
  const std::string kind = path.extension();
  if (kind != ".svg" && kind != ".dot")
    throw scenario::InputError(
        {{{}, scenario::Severity::error, "--graph", "expected FILE.svg or FILE.dot, got \"" + file + "\""}});
  for (std::size_t g = 0; g < graphs.size(); ++g) {
    std::filesystem::path out = path;
    if (graphs.size() > 1) out.replace_filename(path.stem().string() + "_" + names[g] + kind);
    std::ostringstream text;
    const std::vector<pathway::Load> volumes = loads.empty() ? std::vector<pathway::Load>{} : loads[g];
    if (kind == ".svg")
      text << pathway::to_svg(graphs[g], volumes);
    else
      pathway::write_dot(graphs[g], volumes, text);
    results::write_file(out, text.str(), true);
    fmt::print("{}\n", out.string());
  }
}

/// "3 numbers: 2 documented, 1 without a status"
std::string numbers_by_status(const std::vector<scenario::Assumption>& assumptions) {
  std::map<std::string, std::size_t> by_status;
  for (const auto& a : assumptions) ++by_status[a.status.empty() ? "without a status" : a.status];
  std::string text = fmt::format("{} numbers:", assumptions.size()), separator = " ";
  for (const auto& [status, n] : by_status) text += fmt::format("{}{} {}", std::exchange(separator, ", "), n, status);
  return text;
}

int check_abuse(scenario::Node root, const CheckOptions& options) {
  const abuse::Loaded loaded =
      abuse::load(std::move(root), options.input.sets, options.input.systems, prices_of(options.input));
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
    std::vector<std::string> names;
    for (const auto& system : loaded.plan->systems) names.push_back(system.name);
    draw(loaded.graphs, loaded.loads, names, options.graph);
    return 0;
  }
  fmt::print("{}: valid. {} systems, {}.\n", options.input.scenario, loaded.plan->systems.size(),
             numbers_by_status(loaded.assumptions));
  print_loads(loaded);
  return 0;
}

void print_loads(const network::Loaded& loaded) {
  fmt::print("\n  {:<28} {:>12} {:>10} {:>10} {:>8}\n", "station", "arrivals*", "offered", "capacity", "load");
  for (const network::Load& load : loaded.loads) {
    const bool finite = std::isfinite(load.capacity);
    fmt::print("  {:<28} {:>12.5g} {:>10.4g} {:>10} {:>8}{}\n", load.station, load.arrivals, load.offered,
               finite ? fmt::format("{:.4g}", load.capacity) : "unlimited",
               finite ? fmt::format("{:.0f} %", 100 * load.load) : "", load.load > 1 ? "  overloaded" : "");
  }
  fmt::print("\n* in a unit of time; offered: servers busy at once if nobody waited or gave up (a meeting: people).\n");
}

void print_pilot(const network::Pilot& pilot, const network::Plan& plan) {
  if (pilot.stations.empty()) {
    fmt::print("\nArrivals or servers change in time: there is no steady state, and no warm-up to advise on.\n");
    return;
  }
  fmt::print(
      "\nA trial from empty, {} runs of length {:.6g}: warm-up that MSER-5 would leave out (the scenario has {:.6g})\n"
      "and how well the mean number present would be known after the run as planned.\n\n",
      pilot.replications, pilot.length, plan.warm_up);
  fmt::print("  {:<28} {:>12} {:>16} {:>16}\n", "station", "warm-up", "mean present", "95 % half-width");
  for (const network::PilotStation& s : pilot.stations)
    fmt::print("  {:<28} {:>12} {:>16.5g} {:>16.2g}{}\n", s.station, fmt::format("{:.5g}", s.warm_up), s.mean,
               s.half_width,
               !s.settled                 ? "  the trial is too short to tell"
               : s.warm_up > plan.warm_up ? "  more than the scenario's"
                                          : "");
}

int check_network(scenario::Node root, const CheckOptions& options) {
  if (!options.input.systems.empty())
    throw scenario::InputError({{{}, scenario::Severity::error, "--systems", "a network scenario has no systems"}});
  refuse_prices(options.input);
  const network::Loaded loaded = network::load(std::move(root), options.input.sets);
  const network::Plan& plan = *loaded.plan;
  for (const auto& warning : loaded.warnings) std::cerr << scenario::to_string(warning) << '\n';
  if (options.resolved) {
    std::cout << scenario::to_yaml(loaded.resolved);
    return 0;
  }
  if (options.metrics) {
    for (const auto& outputs : {network::numbers_of(plan), network::arrays_of(plan)})
      for (const network::Output& o : outputs) fmt::print("{:<48}  {:<6}  {}\n", o.name(), o.unit, o.definition);
    return 0;
  }
  if (!options.graph.empty()) {
    std::vector<pathway::Spec> graphs;
    std::vector<std::string> names;
    for (std::size_t c = 0; c < plan.classes.size(); ++c) {
      graphs.push_back(network::graph_of(plan, c));
      names.push_back(plan.classes[c].name);
    }
    draw(graphs, {}, names, options.graph);
    return 0;
  }
  fmt::print("{}: valid. {} classes, {} stations, {}.\n", options.input.scenario, plan.classes.size(),
             plan.stations.size(), numbers_by_status(loaded.assumptions));
  print_loads(loaded);
  print_pilot(network::try_out(loaded.plan), plan);
  return 0;
}

}  // namespace

int check(const CheckOptions& options) {
  scenario::Node root = read_scenario(options.input.scenario);
  return model_of(root, options.input.sets) == "network" ? check_network(std::move(root), options)
                                                         : check_abuse(std::move(root), options);
}

}  // namespace tools
