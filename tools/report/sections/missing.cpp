#include "tools/report/attach.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace report::sections {

namespace {

/// What is missing, why, and what would give it.
class Gaps {
 public:
  void add(const std::string& what, const std::string& why, const std::string& remedy) {
    table.rows.push_back({what, why, remedy});
  }
  Table table{
      "What is missing",
      {{"what", "What is missing", Kind::text}, {"why", "Why", Kind::text}, {"remedy", "What gives it", Kind::text}},
      {}};
};

}  // namespace

std::optional<Section> missing(const Inputs& inputs) {
  const results::Finished& run = inputs.finished();
  const auto lacks = [&](const char* file) { return !std::filesystem::exists(inputs.folder() / file); };
  Gaps gaps;
  if (!run.complete)
    gaps.add(
        "a finished run",
        fmt::format("it was stopped: {} of {} replications were done", run.replications_done, run.replications_asked),
        "the same command again with --resume");
  if (inputs.is_sweep())
    gaps.add("figures of one scenario", "the folder holds a sweep: its files stand for each design point",
             "run of the scenario that is of interest");
  if (run.systems.size() < 2)
    gaps.add("a comparison", "one system was simulated",
             run.model == "network" ? "diff of this folder with that of another run"
                                    : "a run without --systems, or of a "
                                      "scenario with several systems");
  if (run.replications_done < 2 && !inputs.is_sweep())
    gaps.add("intervals", "one replication says nothing of chance", "a run with -n 20 or more");
  if (!inputs.drawn() && !inputs.is_sweep())
    gaps.add("the uncertainty of the numbers put in", "replications differ by chance only",
             "a run with --parameters drawn, or a sweep");
  if (!inputs.is_sweep()) {
    if (attached_sweeps(inputs).empty())
      gaps.add("what the results hang on, number by number", "no sweep is attached to this folder",
               "wholeplace sweep, and then wholeplace report of this folder with --sweep");
    if (lacks("prices.csv"))
      gaps.add("money", "the scenario prices nothing", "costs in the scenario, or run with --prices");
    else if (lacks("cba_summary.csv"))
      gaps.add("costs and benefits",
               run.systems.size() < 2 ? "one system was simulated" : "the scenario has no appraisal",
               run.systems.size() < 2 ? "a run with several systems" : "an appraisal in the scenario");
    if (lacks("weekly.csv"))
      gaps.add("demand and waits over time", "the folder has no weekly.csv",
               run.model == "network" ? "nothing: a network follows nothing by week" : "the run again");
    if (lacks("outcomes.csv"))
      gaps.add(
          "the outcomes framework",
          run.model == "network" ? "a network has none" : "the scenario names no outcomes, or one system was simulated",
          run.model == "network" ? "nothing" : "outcomes in the scenario");
    if (inputs.records("validation.csv") == nullptr || inputs.records("validation.csv")->size() == 0)
      gaps.add("a fit to what was counted", "the scenario names no targets", "targets in the scenario");
    for (const char* const file : {"summary.csv", "differences.csv"})
      if (lacks(file)) gaps.add(fmt::format("what {} holds", file), "the file is not in the folder", "the run again");
    if (lacks("results.sqlite"))
      gaps.add("definitions of measures, and the log of assumptions", "the folder has no results.sqlite",
               "the run again: published folders leave it out for its size");
  }
  if (!inputs.can_read_scenario())
    gaps.add("what is read from the scenario",
             "this version of the program cannot read scenario.yaml as it was written",
             "the version that made the results");
  if (gaps.table.rows.empty()) return std::nullopt;
  Section section{"missing", "What is missing here", {}, {}};
  section.paragraphs.push_back("What these results do not hold, and what would give it.");
  const std::size_t n = gaps.table.rows.size();
  section.figures.push_back({.id = "gaps",
                             .title = n == 1 ? "One thing is missing" : capital(count(n)) + " things are missing",
                             .subject = "What is missing",
                             .description = "",
                             .note = "",
                             .chart = std::nullopt,
                             .svg = "",
                             .follows = {},
                             .table = std::move(gaps.table)});
  return section;
}

}  // namespace report::sections
