#include "models/abuse/algorithms.hpp"
#include "models/network/algorithms.hpp"
#include "models/scenario/parameters.hpp"
#include "models/scenario/uncertainty.hpp"
#include "sim/calendar.hpp"
#include "sim/calibration/minimise.hpp"
#include "sim/event_key.hpp"
#include "sim/random.hpp"
#include "sim/replications.hpp"
#include "sim/warm_up.hpp"
#include "tools/quality/content.hpp"
#include "tools/quality/logs.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry.hpp"
#include "tools/quality/standards.hpp"
#include "tools/results/build_info.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace quality {

namespace {

/// Its steps as paragraphs.
std::string steps_of(const Algorithm& algorithm) {
  std::string paragraphs;
  for (const char c : algorithm.steps) {
    if (c == '\n') paragraphs += '\n';
    paragraphs += c;
  }
  return escaped_paragraphs(paragraphs);
}

std::string preparation(const Facts& facts) {
  std::string out;
  const std::size_t fitted = fitted_numbers(facts);
  std::size_t reasons = 0, priced = 0;
  for (const auto& a : facts.assumptions()) {
    reasons += a.rationale.empty() ? 0 : 1;
    priced += a.price_year ? 1 : 0;
  }
  if (priced > 0)
    out +=
        fmt::format("- Prices: {} brought from the price year of the source to that of the scenario by its deflator.\n",
                    counted(priced, "amount") + (priced == 1 ? " is" : " are"));
  if (fitted > 0)
    out += fmt::format(
        "- Calibration: {} open to it, to the baseline's targets of kind \"fit\" alone and within the bounds of column "
        "transform in assumptions_log.csv. The fit: {}.\n",
        counted(fitted, "number") + (fitted == 1 ? " is" : " are"), sim::calibration::about_search);
  if (reasons > 0)
    out += fmt::format("- How a number was come by is told of {} (column rationale).\n", counted(reasons, "number"));
  return out.empty() ? "The scenario tells of none.\n" : out;
}

std::string inputs_of(const Facts& facts) {
  std::string out = evidence(facts);
  out +=
      fmt::format("\nWhere numbers are drawn: {} {}\n", scenario::about_uncertainty, scenario::about_drawn_parameters);
  return out +
         "\nWhat changes in time (dates, steps of capacity, ramps) stands with the services in 2.5.2 and 2.5.3; values "
         "by system in assumptions_log.csv (column applies_to) and scenario_diff.md.\n";
}

std::string start(const Facts& facts) {
  if (!facts.abuse && !facts.network) return unreadable;
  std::string out =
      "Terminating: the counted period ends on a fixed day, and is not a sample of a steady state for ever.\n\n";
  if (facts.network && !facts.network->plan->expect.empty())
    out = "Steady state where theory is expected; the counted period ends at a fixed time.\n\n";
  out += period(facts) + "\n" + steps_of(facts.abuse ? abuse::start_algorithm : network::start_algorithm);
  if (facts.network) out += fmt::format("`check` advises on the length of the warm-up by {}.\n\n", sim::about_warm_up);
  if (const report::Records* validation = facts.inputs.records("validation.csv")) {
    std::size_t slopes = 0, nil = 0;
    for (std::size_t r = 0; r < validation->size(); ++r)
      if (validation->text(r, "kind") == "slope") ++slopes, nil += validation->text(r, "verdict") == "nil" ? 1 : 0;
    if (slopes > 0)
      out += fmt::format(
          "Whether it is long enough: {} of {} stocks of the baseline that should stand still show no slope in "
          "the counted period (validation.csv, kind slope).\n\n",
          nil, slopes);
  }
  return out + fmt::format("Stop: at the end of the counted period, for each of {}.\n",
                           counted(facts.inputs.finished().replications_asked, "replication"));
}

std::string software(const Facts& facts) {
  const results::BuildInfo& build = facts.inputs.finished().build;
  std::vector<std::string> lines{
      "Operating system: " + escaped(manifest_text(facts.inputs, "host.os")),
      fmt::format("Program: wholeplace {}, commit {}", escaped(build.version), escaped(build.commit)),
      fmt::format("Compiler: {}, flags {}", escaped(build.compiler), escaped(build.flags)),
      "C library: " + escaped(manifest_text(facts.inputs, "host.libc"))};
  std::vector<std::string> libraries;
  const auto& manifest = facts.inputs.manifest();
  if (manifest.contains("build") && manifest.at("build").contains("libraries"))
    for (const auto& [name, version] : manifest.at("build").at("libraries").items())
      libraries.push_back(escaped(name + " " + (version.is_string() ? version.get<std::string>() : "")));
  lines.push_back(
      fmt::format("Libraries: {}", libraries.empty() ? "not told" : fmt::format("{}", fmt::join(libraries, ", "))));
  std::string out = bullets(lines);
  const results::BuildInfo& here = results::build_info();
  if (here.commit != build.commit)
    out += fmt::format("\nThe mechanisms told in this file are those of the program that wrote it, commit {}.\n",
                       escaped(here.commit));
  return out;
}

std::string sampling(const Facts& facts) {
  const results::Finished& run = facts.inputs.finished();
  return fmt::format(
      "- Generator: {}\n- Streams: {}\n- Common random numbers: {}\n- Seed {}; replications numbered from 0.\n",
      sim::about_generator, sim::about_streams,
      run.systems.size() > 1 ? "yes, between all systems, person by person, by those addresses."
                             : "nothing is compared; another scenario run with this seed shares them.",
      run.seed);
}

std::string mechanism(const Facts& facts) {
  std::string out = fmt::format("- {}\n- {}\n", sim::about_events, sim::about_ties);
  if (facts.abuse) {
    std::string steps(abuse::tie_algorithm.steps);
    for (char& c : steps)
      if (c == '\n') c = ' ';
    out += "- " + steps + "\n";
  }
  return out + fmt::format("- {}\n", sim::about_parallel);
}

std::string timings(const Facts& facts) {
  const auto told = [&](const char* path) { return escaped(manifest_text(facts.inputs, path)); };
  const std::string threads = told("threads");
  std::vector<std::string> lines{fmt::format("Machine: {}, {} logical cores", told("host.cpu"), told("host.cores")),
                                 "Threads: " + (threads.empty() ? "not told" : threads)};
  const auto& manifest = facts.inputs.manifest();
  const nlohmann::json timings = manifest.contains("timings") ? manifest.at("timings") : nlohmann::json::object();
  const auto number = [&](const char* key) {
    return timings.contains(key) && timings.at(key).is_number() ? timings.at(key).get<double>() : NAN;
  };
  if (const double s = number("load_seconds"); std::isfinite(s)) lines.push_back(fmt::format("Reading: {:.3g} s", s));
  if (const double s = number("simulate_seconds"); std::isfinite(s))
    lines.push_back(fmt::format("Simulating: {:.3g} s", s));
  if (const double events = number("events"); std::isfinite(events) && events > 0)
    lines.push_back(fmt::format("Events: {}, {} ns each on each thread", results::grouped(events, 0),
                                results::grouped(number("ns_per_event"), 0)));
  return bullets(lines);
}

std::string availability(const Facts& facts) {
  const results::Finished& run = facts.inputs.finished();
  return fmt::format(
      "- Model: wholeplace {}, commit {}, {}; the whole scenario is scenario.yaml in this folder (SHA-256 {}), every "
      "replication's outputs are in results.sqlite where it is kept.\n- To have it again: `wholeplace run "
      "scenario.yaml "
      "-n {} --seed {}{}`.\n",
      escaped(run.build.version), escaped(run.build.commit), results::build_info().licence, run.scenario_sha256,
      run.replications_asked, run.seed, facts.inputs.drawn() ? " --parameters drawn" : "");
}

}  // namespace

void stress_data_and_runs(const Facts& facts, std::vector<Item>& items) {
  items.push_back(from_run("3.1", "Data sources", sources(facts)));
  items.push_back(with_people(facts, "3.2", "Pre-processing of data", {"data_preparation"}, preparation(facts)));
  items.push_back(from_run("3.3", "Input parameters: values, distributions, dependence", inputs_of(facts)));
  items.push_back(from_run("3.4", "Assumptions made where data are missing", guesses(facts)));
  items.push_back(from_run("4.1", "Initialisation: terminating or not, warm-up, start state, stop rule", start(facts)));
  items.push_back(from_run("4.2", "Run length and time unit", period(facts)));
  items.push_back(from_run("4.3", "Replications: how many, and why", replications(facts)));
  items.push_back(from_run("5.1", "Software, language, compiler, libraries", software(facts)));
  items.push_back(
      from_run("5.2", "Random sampling: generator, common random numbers, seeds and streams", sampling(facts)));
  items.push_back(from_run("5.3", "Event mechanism, priorities, parallel scheme", mechanism(facts)));
  items.push_back(from_run("5.4", "Run time and hardware", timings(facts)));
  items.push_back(
      with_people(facts, "6.1", "How to get the model and the data; licence", {"availability"}, availability(facts)));
}

}  // namespace quality
