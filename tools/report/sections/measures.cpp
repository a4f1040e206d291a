#include "tools/report/period.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/services.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::sections {

namespace {

constexpr int most_detailed = 3;  // as `rank_of` says

}  // namespace

std::optional<Section> measures(const Inputs& inputs) {
  const Measures* const summary = inputs.is_sweep() ? nullptr : inputs.summary();
  if (summary == nullptr) return std::nullopt;
  const std::vector<std::string>& systems = inputs.finished().systems;
  Table table{"Measures", {{"metric", "Measure", Kind::text}, {"unit", "Unit", Kind::text}}, {}};
  for (const std::string& system : systems) {
    table.columns.push_back({system, capital(readable(system)), Kind::number});
    table.columns.push_back({system + "_low", "95 % interval from", Kind::number});
    table.columns.push_back({system + "_high", "to", Kind::number});
  }
  const std::vector<std::string> all_services = services(*summary);
  std::size_t nil = 0, details = 0;
  for (const Measures::Metric& metric : summary->metrics) {
    std::vector<Cell> row{metric.name, metric.unit};
    bool is_there = false, is_nil = true;
    for (const std::string& system : systems) {
      const Measured* const m = summary->find(system, metric.name);
      add_mean(row, m);
      is_there = is_there || m != nullptr;
      is_nil = is_nil && (m == nullptr || !(std::abs(m->mean) > 0));
    }
    if (!is_there) continue;  // of groups only
    if (is_nil)
      ++nil;
    else if (rank_of(all_services, metric) > most_detailed)
      ++details;
    else
      table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return std::nullopt;
  Section section{"all-measures", "All measures", {}, {}};
  section.paragraphs.push_back(fmt::format(
      "Means over replications, for everybody, over {}. Left out: {} nil in every system, and {} telling money and "
      "services apart further. With the page's script, a measure is drawn by system, year, area and group; everything, "
      "with its spread, is in summary.csv and differences.csv.",
      period(inputs), counted(nil, "measure"), counted(details, "measure")));
  section.figures.push_back({.id = "every-measure",
                             .title = capital(fmt::format("{}, whole period", counted(table.rows.size(), "measure"))),
                             .subject = "Every measure",
                             .description = "",
                             .note = "",
                             .chart = std::nullopt,
                             .svg = "",
                             .follows = {},
                             .table = std::move(table)});
  return section;
}

}  // namespace report::sections
