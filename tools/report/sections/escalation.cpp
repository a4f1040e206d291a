#include "tools/report/comparison.hpp"
#include "tools/report/period.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::sections {

namespace {

constexpr const char* confusion = "confusion.";

/// Kinds of flows, as the table and the key of the chart say them.
constexpr const char *rightly = "true", *too_high = "too high", *missed = "missed";

/// What stands behind a prefix among the metrics' names, each once, in their order.
std::vector<std::string> named_after(const Measures& summary, const std::string& prefix) {
  std::vector<std::string> names;
  for (const Measures::Metric& metric : summary.metrics)
    if (metric.name.starts_with(prefix)) names.push_back(metric.name.substr(prefix.size()));
  return names;
}

std::vector<std::string> whole_and_years(const Measures& summary) {
  std::vector<std::string> all{""};
  all.insert(all.end(), summary.years.begin(), summary.years.end());
  return all;
}

Table flow_table(const std::string& name, const std::string& source, const std::string& target,
                 const std::string& unit) {
  return {name,
          {{"system", "System", Kind::text},
           {"year", "Year", Kind::text},
           {"source", source, Kind::text},
           {"target", target, Kind::text},
           {"kind", "Kind", Kind::text},
           {"mean", capital(unit), Kind::number},
           {"ci_low", "95 % interval from", Kind::number},
           {"ci_high", "to", Kind::number}},
          {}};
}

Chart sankey() {
  return {"sankey",
          {{"source", "source"}, {"target", "target"}, {"value", "mean"}, {"kind", "kind"}, {"facet", "system"}}};
}

/// Tiers, the lowest first, as the metrics name them.
std::vector<std::string> tiers_of(const Measures& summary) {
  std::vector<std::string> tiers;
  for (const std::string& pair : named_after(summary, confusion)) {
    const std::string tier = pair.substr(0, pair.find('.'));
    if (std::find(tiers.begin(), tiers.end(), tier) == tiers.end()) tiers.push_back(tier);
  }
  return tiers;
}

/// "Of assessments graded high, 63 % are of people truly so under six route, 66 % under option 1".
std::string graded_rightly(const Inputs& inputs, const std::string& top) {
  std::vector<std::string> parts;
  for (const std::string& system : inputs.finished().systems) {
    double all = 0, right = 0;
    for (const std::string& tier : tiers_of(*inputs.summary()))
      if (const Measured* const m = inputs.summary()->find(system, confusion + tier + "." + top)) {
        all += m->mean;
        if (tier == top) right += m->mean;
      }
    if (all > 0) parts.push_back(fmt::format("{} under {}", shown(right / all, Kind::share), readable(system)));
  }
  if (parts.empty()) return fmt::format("Nobody is graded {}", readable(top));
  return fmt::format("Of the assessments graded {}, {} are right", readable(top), list(parts));
}

std::optional<Figure> tiers_figure(const Inputs& inputs) {
  const Measures& summary = *inputs.summary();
  const std::vector<std::string> tiers = tiers_of(summary);
  if (tiers.size() < 2) return std::nullopt;
  Table table = flow_table("Assessed and true tier", "True tier", "Assessed tier", "assessments");
  std::string description;
  for (const std::string& system : inputs.finished().systems)
    for (const std::string& year : whole_and_years(summary))
      for (std::size_t t = 0; t < tiers.size(); ++t)
        for (std::size_t a = 0; a < tiers.size(); ++a) {
          const Measured* const m = summary.find(system, confusion + tiers[t] + "." + tiers[a], year);
          if (m == nullptr) continue;
          std::vector<Cell> row{readable(system), year, "truly " + readable(tiers[t]), "graded " + readable(tiers[a]),
                                t == a  ? rightly
                                : a > t ? too_high
                                        : missed};
          add_mean(row, m);
          table.rows.push_back(std::move(row));
          if (year.empty() && a + 1 == tiers.size())
            description += fmt::format("{}: {} truly {} graded {}. ", capital(readable(system)),
                                       shown(m->mean, Kind::number), readable(tiers[t]), readable(tiers[a]));
        }
  if (table.rows.empty()) return std::nullopt;
  return Figure{
      .id = "escalation-tiers",
      .title = graded_rightly(inputs, tiers.back()),
      .subject = "True and assessed tier",
      .description = "For each system, flows from the true tier to the one that an assessment gives. " + description,
      .note = fmt::format("Assessments of victims over {}. True: the grade is the true tier. Too high: risk "
                          "aversion or a mistaken reading. Missed: the grade is below the true tier.",
                          period(inputs)),
      .chart = sankey(),
      .svg = "",
      .follows = {"year"},
      .table = std::move(table)};
}

/// A kind of entry to the highest grade: its metric, its kind, its node in the chart, what it is in a sentence.
struct Entry {
  const char *metric, *kind, *node, *things;
};
constexpr Entry entries[] = {
    {"true_escalations", "true", "truly high", "true escalations"},
    {"false_escalations", "false", "risk aversion", "false escalations, by risk aversion alone,"},
    {"mistaken_escalations", "mistaken", "mistaken reading", "escalations by a mistaken reading"}};

std::optional<Figure> paths_figure(const Inputs& inputs) {
  const Measures& summary = *inputs.summary();
  Table table = flow_table("Ways to high risk", "Came by", "Reached high risk", "entries");
  for (const std::string& system : inputs.finished().systems)
    for (const std::string& year : whole_and_years(summary))
      for (const Entry& entry : entries)
        for (const std::string& path : named_after(summary, std::string(entry.metric) + ".")) {
          const Measured* const m = summary.find(system, std::string(entry.metric) + "." + path, year);
          if (m == nullptr || !(m->mean > 0)) continue;
          std::vector<Cell> row{readable(system), year, readable(path), entry.node, entry.kind};
          add_mean(row, m);
          table.rows.push_back(std::move(row));
        }
  if (table.rows.empty()) return std::nullopt;
  std::string description =
      "For each system, flows from the route by which a victim came to how high risk was reached. ";
  for (const Entry& entry : entries) description += in_numbers(inputs, entry.metric, entry.things) + " ";
  description.pop_back();
  return Figure{.id = "escalation-paths",
                .title = comparison(inputs, "false_escalations", "false escalations"),
                .subject = "Ways to high risk",
                .description = description,
                .note =
                    "Entries: assessments and reviews that grade a victim high who was not graded high the last time. "
                    "False: not truly high, brought there by risk aversion alone. Mistaken: not truly high, and the "
                    "reading was too high even without it.",
                .chart = sankey(),
                .svg = "",
                .follows = {"year"},
                .table = std::move(table)};
}

struct Counted {
  const char *metric, *label;
};
constexpr Counted counts[] = {{"true_escalations", "True escalations"},
                              {"false_escalations", "False, by risk aversion alone"},
                              {"mistaken_escalations", "By a mistaken reading"},
                              {"graded_high_not_truly", "Assessments graded high, not truly so"},
                              {"missed_high", "Assessments that miss high risk"}};

std::optional<Figure> counts_figure(const Inputs& inputs) {
  const Measures& summary = *inputs.summary();
  Table table{"Escalations",
              {{"what", "What", Kind::text},
               {"system", "System", Kind::text},
               {"year", "Year", Kind::text},
               {"mean", "Number", Kind::number},
               {"ci_low", "95 % interval from", Kind::number},
               {"ci_high", "to", Kind::number},
               {"difference", "Difference", Kind::number},
               {"difference_low", "95 % interval from", Kind::number},
               {"difference_high", "to", Kind::number}},
              {}};
  std::string description = "A dot for each system with its 95 % interval. ";
  for (const Counted& counted : counts) {
    if (summary.find(inputs.finished().baseline, counted.metric) != nullptr)
      description += in_numbers(inputs, counted.metric, counted.label) + " ";
    for (const std::string& year : whole_and_years(summary))
      for (const std::string& system : inputs.finished().systems) {
        const Measured* const m = summary.find(system, counted.metric, year);
        if (m == nullptr) continue;
        std::vector<Cell> row{counted.label, readable(system), year};
        add_mean(row, m);
        add_mean(row,
                 inputs.differences() == nullptr ? nullptr : inputs.differences()->find(system, counted.metric, year));
        table.rows.push_back(std::move(row));
      }
  }
  if (table.rows.empty()) return std::nullopt;
  description.pop_back();
  return Figure{.id = "escalation-counts",
                .title = comparison(inputs, "missed_high", "assessments that miss high risk"),
                .subject = "Escalations and what is missed",
                .description = description,
                .note = fmt::format("Numbers over {}. Differences are to {}, paired by replication.", period(inputs),
                                    readable(inputs.finished().baseline)),
                .chart = Chart{"intervals",
                               {{"label", "system"},
                                {"x", "mean"},
                                {"low", "ci_low"},
                                {"high", "ci_high"},
                                {"facet", "what"},
                                {"x_axis", "Number in the period"}}},
                .svg = "",
                .follows = {"year"},
                .table = std::move(table)};
}

}  // namespace

std::optional<Section> escalation(const Inputs& inputs) {
  if (inputs.is_sweep() || inputs.summary() == nullptr) return std::nullopt;
  Section section{"escalation", "Escalation: who reaches which tier, truly and falsely", {}, {}};
  for (std::optional<Figure> figure : {tiers_figure(inputs), paths_figure(inputs), counts_figure(inputs)})
    if (figure) section.figures.push_back(std::move(*figure));
  if (section.figures.empty()) return std::nullopt;
  section.paragraphs.push_back(
      "The true tier is how dangerous a relationship is; the assessed tier is what a service wrote down. The "
      "simulation "
      "knows both, which nobody does in life: of an escalation it can say whether it was true.");
  return section;
}

}  // namespace report::sections
