#include "tools/report/sections/claims.hpp"
#include "tools/report/sections/figure.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace report::sections {

namespace {

/// How many measures went which way under one system.
struct Tally {
  std::size_t better = 0, unclear = 0, not_judged = 0;
  std::vector<std::string> worse;  ///< by name
  std::size_t all() const { return better + worse.size() + unclear + not_judged; }
};
constexpr std::size_t most_named = 3;

void add(Tally& tally, const std::string& measure, const std::string& direction) {
  if (direction == "better")
    ++tally.better;
  else if (direction == "worse")
    tally.worse.push_back(lowered(measure));
  else if (direction == "not judged" || direction.empty())
    ++tally.not_judged;
  else
    ++tally.unclear;
}

std::string in_words(const std::string& system, const Tally& tally) {
  const bool names_them = !tally.worse.empty() && tally.worse.size() <= most_named;
  return fmt::format("{}: {} of {} measures better, {} worse{}, {} without a clear difference", readable(system),
                     tally.better == 0 ? "none" : count(tally.better), count(tally.all()),
                     tally.worse.empty() ? "none" : count(tally.worse.size()),
                     names_them ? " (" + list(tally.worse) + ")" : "",
                     tally.unclear + tally.not_judged == 0 ? "none" : count(tally.unclear + tally.not_judged));
}

std::string title(const std::vector<std::string>& systems, std::map<std::string, Tally>& tallies,
                  std::size_t measures) {
  bool judged = false;
  for (const auto& [system, tally] : tallies) judged = judged || tally.not_judged < tally.all();
  if (!judged)
    return capital(counted(measures, "measure")) + " of the framework, from which nothing follows of a difference: " +
           (systems.empty() ? "there is one system" : "one replication has no interval");
  std::string text;
  for (const std::string& system : systems) text += (text.empty() ? "" : "; ") + in_words(system, tallies[system]);
  return capital(text);
}

Figure framework(const Inputs& inputs, const Records& records) {
  const std::string& baseline = inputs.finished().baseline;
  const std::vector<std::string> systems = inputs.others();
  Figure figure = figure_of("outcomes-framework", "Outcomes framework");
  figure.table.name = "Outcomes framework";
  figure.table.columns = {{"theme", "What it belongs to"},
                          {"measure", "Measure"},
                          {"unit", "Unit"},
                          {"system", "System"},
                          {"level", "Under the system", Kind::number},
                          {"level_low", "95 % interval from", Kind::number},
                          {"level_high", "to", Kind::number},
                          {"difference", "Difference to " + readable(baseline), Kind::number},
                          {"difference_low", "95 % interval from", Kind::number},
                          {"difference_high", "to", Kind::number},
                          {"relative", "Difference, % of " + readable(baseline), Kind::share},
                          {"relative_low", "95 % interval from", Kind::share},
                          {"relative_high", "to", Kind::share},
                          {"better", "Better is"},
                          {"direction", "Found"},
                          {"grade", "Evidence grade, 1 best to 6", Kind::number},
                          {"note", "Note"}};
  std::map<std::pair<std::string, std::string>, double> levels;  // of the baseline, by measure and metric
  std::set<std::string> measures;
  for (std::size_t r = 0; r < records.size(); ++r) {
    measures.insert(records.text(r, "measure"));
    if (records.text(r, "system") == baseline)
      levels[{records.text(r, "measure"), records.text(r, "metric")}] = records.number(r, "mean");
  }
  std::map<std::string, Tally> tallies;
  std::size_t without_level = 0;
  for (std::size_t r = 0; r < records.size(); ++r) {
    const std::string& system = records.text(r, "system");
    if (system == baseline && !systems.empty()) continue;  // it is what the others are held against
    const double base = std::abs(levels[{records.text(r, "measure"), records.text(r, "metric")}]);
    const auto relative = [&](const char* column) { return base > 0 ? records.number(r, column) / base : unknown; };
    std::vector<Cell> row{records.text(r, "area"), records.text(r, "measure"), records.text(r, "unit"),
                          readable(system)};
    for (const char* column : {"mean", "ci_low", "ci_high", "difference", "difference_ci_low", "difference_ci_high"})
      row.emplace_back(records.number(r, column));
    for (const char* column : {"difference", "difference_ci_low", "difference_ci_high"})
      row.emplace_back(relative(column));
    if (!systems.empty() && !(base > 0)) ++without_level;
    row.emplace_back(records.text(r, "better"));
    row.emplace_back(records.text(r, "direction"));
    row.emplace_back(records.number(r, "grade"));
    row.emplace_back(records.text(r, "note"));
    figure.table.rows.push_back(std::move(row));
    if (system != baseline) add(tallies[system], records.text(r, "measure"), records.text(r, "direction"));
  }
  figure.title = title(systems, tallies, measures.size());
  figure.note =
      "Better or worse where the 95 % interval of the paired difference leaves 0 out, each measure looked at by "
      "itself. "
      "Of twenty measures that do not differ at all, one would be called better or worse by chance. Grade: of the "
      "weakest evidence that the level of the measure rests on.";
  if (systems.empty()) return figure;
  if (without_level > 0)
    figure.note += fmt::format(
        " {} no dot: under {} there is nothing of it, so that a difference has no size relative to it.",
        without_level == 1 ? "One line has" : capital(count(without_level)) + " lines have", readable(baseline));
  figure.chart = Chart{"intervals",
                       {{"label", "measure"},
                        {"x", "relative"},
                        {"low", "relative_low"},
                        {"high", "relative_high"},
                        {"series", "system"},
                        {"rule", "0"},
                        {"x_axis", "Difference to " + readable(baseline) + ", % of its level"}}};
  figure.description = fmt::format(
      "A dot with a 95 % interval for each measure and system: its difference to {}, in per cent of the level there. "
      "{}.",
      readable(baseline), figure.title);
  return figure;
}

}  // namespace

std::optional<Section> outcomes(const Inputs& inputs) {
  const Records *const framework_file = inputs.records("outcomes.csv"), *const claims_file =
                                                                            inputs.records("claims.csv");
  if (framework_file == nullptr && claims_file == nullptr) return std::nullopt;
  Section section{"outcomes", "Outcomes", {}, {}};
  if (framework_file != nullptr && framework_file->size() > 0) {
    section.paragraphs.push_back(
        "What the partnership said it would track, each measure by the metric that stands for it. Reports to services "
        "may rise because people trust them more: what happens to people is not the same as what is recorded.");
    section.figures.push_back(framework(inputs, *framework_file));
  }
  if (claims_file != nullptr && claims_file->size() > 0) add_claims(section, inputs, *claims_file);
  if (section.figures.empty()) return std::nullopt;
  return section;
}

}  // namespace report::sections
