#include "tools/results/framework_table.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace results {

namespace {

using Measure = abuse::config::OutcomeMeasure;

/// One measure over all systems, in the unit that is shown.
struct Line {
  const Measure& measure;
  std::string unit;
  std::vector<sim::Summary> values, differences;  ///< shape (systems)
  int decimals = 0, finer = 0;                    ///< of values and of differences
};

sim::Summary scaled(sim::Summary s, double factor) {
  s.mean *= factor;
  s.ci_low *= factor;
  s.ci_high *= factor;
  return s;
}

Line line_of(const Measure& measure, const experiment::Results& results, const Summaries& summaries) {
  const std::size_t metric = results.find(measure.metric.name), horizon = results.years.size();
  const double factor = measure.per_year ? 1 / static_cast<double>(horizon) : 1;
  const std::string unit = results.metrics.at(metric).unit;
  Line line{measure, !measure.unit.empty() ? measure.unit : measure.per_year ? unit + " a year" : unit, {}, {}};
  double largest = 0, half_width = 0, largest_difference = 0, half_width_difference = 0;
  for (std::size_t s = 0; s < results.systems.size(); ++s) {
    line.values.push_back(scaled(summaries.of(s, horizon, metric), factor));
    line.differences.push_back(scaled(summaries.difference(s, horizon, metric), factor));
    largest = std::fmax(largest, std::abs(line.values[s].mean));
    half_width = std::fmax(half_width, line.values[s].ci_high - line.values[s].mean);
    largest_difference = std::fmax(largest_difference, std::abs(line.differences[s].mean));
    half_width_difference = std::fmax(half_width_difference, line.differences[s].ci_high - line.differences[s].mean);
  }
  line.decimals = decimals_for_interval(largest, half_width);
  line.finer = largest_difference > 0 ? decimals_for_interval(largest_difference, half_width_difference) : 0;
  return line;
}

std::string with_interval(const sim::Summary& s, int decimals, bool plus) {
  return mean_with_interval(s.mean, s.ci_low, s.ci_high, decimals, plus);
}

}  // namespace

std::string direction(const sim::Summary& difference, abuse::Better better) {
  if (difference.n < 2) return "not judged";
  if (difference.ci_low == 0 && difference.ci_high == 0) return "same";
  if (difference.ci_low <= 0 && difference.ci_high >= 0) return "no clear change";
  return (difference.mean < 0) == (better == abuse::Better::lower) ? "better" : "worse";
}

std::string framework_csv(std::span<const Measure> measures, const experiment::Results& results,
                          const Summaries& summaries) {
  std::string csv =
      "measure,area,project,metric,unit,system,n,mean,ci_low,ci_high,difference,difference_ci_low,difference_ci_high,"
      "better,direction,grade,note,source\n";
  for (const Measure& m : measures) {
    const Line line = line_of(m, results, summaries);
    const auto better = static_cast<abuse::Better>(m.better);
    for (std::size_t s = 0; s < results.systems.size(); ++s) {
      const sim::Summary &own = line.values[s], &difference = line.differences[s];
      csv += csv_line({m.measure, m.area, m.project, m.metric.name, line.unit, results.systems[s],
                       std::to_string(own.n), shortest(own.mean), shortest(own.ci_low), shortest(own.ci_high),
                       shortest(difference.mean), shortest(difference.ci_low), shortest(difference.ci_high),
                       abuse::better_names[m.better], s == results.baseline ? "" : direction(difference, better),
                       abuse::grade_names[m.grade], m.note, m.source});
    }
  }
  return csv;
}

std::string framework_text(std::span<const Measure> measures, const experiment::Results& results,
                           const Summaries& summaries, std::size_t width) {
  const std::string& baseline = results.systems[results.baseline];
  std::size_t system_width = 0;
  for (const std::string& system : results.systems) system_width = std::max(system_width, columns(system));
  std::string text = wrap(
      fmt::format("Joint outcomes framework: {} measures, mean and 95 % interval over {} replications. Each system's "
                  "second figure is its difference to {}, paired by replication; better or worse where that interval "
                  "leaves 0 out, each measure looked at by itself. Grade: of the weakest evidence that the level of "
                  "the measure rests on, 1 best, 6 worst.",
                  measures.size(), results.replications.size(), baseline),
      width);
  std::string area;
  for (const Measure& m : measures) {
    if (m.area != area) text += "\n" + m.area + "\n";
    area = m.area;
    const Line line = line_of(m, results, summaries);
    text += "\n  " + wrap(fmt::format("{} ({}; {} is better; grade {})", m.measure, line.unit,
                                      abuse::better_names[m.better], abuse::grade_names[m.grade]),
                          width - 2, 4);
    if (!m.note.empty()) text += "    " + wrap(fmt::format("{}: {}", m.metric.name, m.note), width - 4, 4);
    for (std::size_t s = 0; s < results.systems.size(); ++s) {
      text += fmt::format("      {}  {}", pad_right(results.systems[s], system_width),
                          with_interval(line.values[s], line.decimals, false));
      if (s != results.baseline)
        text += fmt::format("; {}: {}", with_interval(line.differences[s], line.finer, true),
                            direction(line.differences[s], static_cast<abuse::Better>(m.better)));
      text += "\n";
    }
  }
  return text;
}

std::string framework_short(std::span<const Measure> measures, const experiment::Results& results,
                            const Summaries& summaries) {
  if (measures.empty() || results.systems.size() < 2) return "";
  const std::string& baseline = results.systems[results.baseline];
  std::vector<std::vector<std::string>> table{{"", "unit", baseline}};
  for (std::size_t s = 0; s < results.systems.size(); ++s)
    if (s != results.baseline) table[0].push_back(results.systems[s] + " minus " + baseline);
  table[0].emplace_back("grade");
  for (const Measure& m : measures) {
    const Line line = line_of(m, results, summaries);
    std::vector<std::string> cells{m.metric.name, line.unit,
                                   grouped(line.values[results.baseline].mean, line.decimals)};
    for (std::size_t s = 0; s < results.systems.size(); ++s)
      if (s != results.baseline)
        cells.push_back(with_interval(line.differences[s], line.finer, true) + " " +
                        direction(line.differences[s], static_cast<abuse::Better>(m.better)));
    cells.emplace_back(abuse::grade_names[m.grade]);
    table.push_back(std::move(cells));
  }
  std::vector<std::size_t> widths(table[0].size());
  for (const auto& cells : table)
    for (std::size_t c = 0; c < cells.size(); ++c) widths[c] = std::max(widths[c], columns(cells[c]));
  std::string text =
      fmt::format("Joint outcomes framework, {} measures, whole period (in words, with definitions: outcomes.txt)\n",
                  measures.size());
  for (const auto& cells : table) {
    std::string line;
    for (std::size_t c = 0; c < cells.size(); ++c) line += "  " + pad_right(cells[c], widths[c]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace results
