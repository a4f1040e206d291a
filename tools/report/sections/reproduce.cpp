#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace report::sections {

namespace {

namespace fs = std::filesystem;

/// What a file of a result folder holds; "" for what is no part of one.
std::string content_of(const std::string& name) {
  static const std::map<std::string, std::string> known{
      {"agreements.csv", "who pays and who gains under the scenario's agreement"},
      {"agreements.txt", "the same, printed"},
      {"cba.txt", "costs and benefits, printed"},
      {"cba_by_agency_year.csv", "costs and benefits by agency and year"},
      {"cba_summary.csv", "costs and benefits: totals, ratios, payback"},
      {"claims.csv", "what was claimed, and what of it is regression to the mean"},
      {"claims.txt", "the same, printed"},
      {"decision.csv", "how sure the choice between the systems is"},
      {"decision.txt", "the same, printed"},
      {"design.csv", "the points of the sweep"},
      {"differences.csv", "each system minus the baseline, paired by replication"},
      {"events.csv.gz", "everything that happens to people in one replication"},
      {"manifest.json", "what made the results, from what, when, and how fast"},
      {"margins.csv", "who the simulated people are, against their targets"},
      {"outcomes.csv", "the outcomes framework"},
      {"outcomes.txt", "the same, printed"},
      {"plan.csv", "the plan's figures beside the simulated ones"},
      {"prices.csv", "every price, with its source"},
      {"reconciliation.csv", "cost of the baseline by line and agency"},
      {"results.sqlite", "every replication's measures, and the log of assumptions"},
      {"samples.csv", "money and effects of each replication"},
      {"scenario.yaml", "the whole scenario, with everything it includes"},
      {"sensitivity.csv", "what the results hang on"},
      {"summary.csv", "every measure with interval and spread"},
      {"summary.json", "the same for programs"},
      {"sweep.yaml", "the sweep"},
      {"validation.csv", "the baseline against its targets"},
      {"weekly.csv", "demand and waits by week"}};
  const auto found = known.find(name);
  return found == known.end() ? "" : found->second;
}

/// The command that gives the same results from the folder's own scenario.
std::string command(const Inputs& inputs) {
  const results::Finished& run = inputs.finished();
  const std::vector<std::uint32_t> numbers = inputs.replications();
  std::string text = fmt::format("wholeplace run scenario.yaml --seed {}", run.seed);
  if (numbers.size() == 1 && numbers.front() != 0)
    text += fmt::format(" --replication {}", numbers.front());
  else
    text += fmt::format(" -n {}", run.replications_asked);
  if (inputs.drawn()) text += " --parameters drawn";
  return text + " -o again";
}

}  // namespace

std::optional<Section> reproduce(const Inputs& inputs) {
  const results::Finished& run = inputs.finished();
  Section section{"reproduce", "How to make the same results again", {}, {}};
  section.paragraphs.push_back(
      inputs.is_sweep()
          ? "In the folder: wholeplace sweep sweep.yaml -o again, with the program of the version and commit below."
          : fmt::format("In the folder, with the program of the version and commit below: {}", command(inputs)));
  section.paragraphs.push_back(
      "Every random number follows from the seed and from what it is for: the same build on the same family of "
      "processors "
      "gives the same results to the bit, with any number of threads, shards or restarts. manifest.json says which "
      "machine and which libraries these were made with.");
  Table facts{"How it was made", {{"what", "What", Kind::text}, {"value", "Value", Kind::text}}, {}};
  facts.rows.push_back({"Program", "wholeplace " + run.build.version});
  facts.rows.push_back({"Commit", run.build.commit});
  facts.rows.push_back({"Compiler", run.build.compiler});
  facts.rows.push_back({"Flags", run.build.flags});
  facts.rows.push_back({"Model", readable(run.model)});
  facts.rows.push_back({"Scenario", "scenario.yaml of this folder, complete with what it includes and was set"});
  facts.rows.push_back({"Its SHA-256", run.scenario_sha256});
  facts.rows.push_back({"Seed", std::to_string(run.seed)});
  facts.rows.push_back({"Replications", run.replications_done == run.replications_asked
                                            ? std::to_string(run.replications_done)
                                            : fmt::format("{} of {}", run.replications_done, run.replications_asked)});
  if (inputs.is_sweep()) facts.rows.push_back({"Design points", std::to_string(run.points)});
  facts.rows.push_back({"Uncertain numbers", inputs.drawn() ? "drawn anew for each replication" : "at their values"});
  facts.rows.push_back({"Finished", run.complete ? "yes" : "no"});
  Table files{"Files", {{"file", "File", Kind::text}, {"holds", "What it holds", Kind::text}}, {}};
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(inputs.folder()))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  for (const std::string& name : names)
    if (const std::string holds = content_of(name); !holds.empty()) files.rows.push_back({name, holds});
  const auto figure = [](std::string id, std::string title, Table table) {
    return Figure{.id = std::move(id),
                  .title = title,
                  .subject = title,
                  .description = "",
                  .note = "",
                  .chart = std::nullopt,
                  .svg = "",
                  .follows = {},
                  .table = std::move(table)};
  };
  section.figures.push_back(figure("made-by", "What made these results", std::move(facts)));
  section.figures.push_back(figure("files", "What the folder holds", std::move(files)));
  return section;
}

}  // namespace report::sections
