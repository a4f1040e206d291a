#include "tools/report/influence.hpp"
#include "tools/report/sections/decision_parts.hpp"
#include "tools/report/sections/figure.hpp"
#include "tools/report/sections/sweep_figures.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace report::sections {

namespace {

constexpr std::size_t most_levels = 15, most_points = 60, most_metrics = 3;

/// The factors that stand between the point and the system in a table of the sweep.
std::vector<std::string> factors_of(const Records& records) {
  const std::vector<std::string>& columns = records.columns();
  const auto system = std::find(columns.begin(), columns.end(), "system");
  if (system == columns.end() || system - columns.begin() < 2) return {};
  return {columns.begin() + 1, system};
}

struct Design {
  std::string x;                     ///< the factor that is drawn along: the one with the most levels
  std::vector<std::string> crossed;  ///< the others, where they vary at one level of x
  bool numeric = false;
  std::string unit;
};

/// What to draw along and beside; x is "" where the design is not a list or a grid to be drawn.
Design design_of(const Records& records, const std::vector<std::string>& factors) {
  std::map<std::string, std::set<std::string>> levels;
  std::set<std::string> points;
  for (std::size_t r = 0; r < records.size(); ++r) {
    points.insert(records.text(r, "point"));
    for (const std::string& factor : factors) levels[factor].insert(records.text(r, factor));
  }
  Design design;
  for (const std::string& factor : factors)
    if (levels[factor].size() > 1 && (design.x.empty() || levels[factor].size() > levels[design.x].size()))
      design.x = factor;
  if (design.x.empty() || levels[design.x].size() > most_levels || points.size() > most_points) return {};
  std::map<std::string, std::set<std::string>> beside;  // the points at each level of x
  for (std::size_t r = 0; r < records.size(); ++r) beside[records.text(r, design.x)].insert(records.text(r, "point"));
  const bool crosses = std::any_of(beside.begin(), beside.end(), [](const auto& b) { return b.second.size() > 1; });
  if (crosses)
    for (const std::string& factor : factors)
      if (factor != design.x && levels[factor].size() > 1) design.crossed.push_back(factor);
  design.numeric = true;
  std::set<std::string> units;
  for (const std::string& level : levels[design.x]) {
    const Level at = level_of(level);
    design.numeric = design.numeric && std::isfinite(at.value);
    units.insert(at.unit);
  }
  design.numeric = design.numeric && units.size() == 1;
  if (design.numeric) design.unit = *units.begin();
  return design;
}

std::string beside_of(const Records& records, std::size_t row, const Design& design) {
  std::string text;
  for (const std::string& factor : design.crossed)
    text += (text.empty() ? "" : ", ") + path_in_words(factor) + " " + records.text(row, factor);
  return text;
}

/// How many points say more, less or nothing clear of the difference, for each system.
struct Tally {
  std::size_t more = 0, less = 0, unclear = 0, unknown = 0;
};

std::string title_of(const std::vector<std::pair<std::string, Tally>>& tallies, const std::string& metric) {
  std::vector<std::string> parts;
  for (const auto& [system, tally] : tallies) {
    const std::size_t all = tally.more + tally.less + tally.unclear + tally.unknown;
    parts.push_back(tally.unknown == all ? fmt::format("with {} no interval says", readable(system))
                                         : fmt::format("under {} clearly more at {} and less at {} of {}",
                                                       readable(system), tally.more == 0 ? "none" : count(tally.more),
                                                       tally.less == 0 ? "none" : count(tally.less),
                                                       counted(all, "point tried", "points tried")));
  }
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return capital(metric) + " against the baseline: " + text;
}

/// From the least mean to the greatest, with where they are.
std::string range_title(const Table& table, const std::string& metric, const Design& design, Kind kind) {
  const std::size_t mean = table.columns.size() - 3;
  const std::vector<Cell>*least = nullptr, *most = nullptr;
  for (const auto& row : table.rows) {
    const double value = std::get<double>(row[mean]);
    if (!std::isfinite(value)) continue;
    if (least == nullptr || value < std::get<double>((*least)[mean])) least = &row;
    if (most == nullptr || value > std::get<double>((*most)[mean])) most = &row;
  }
  if (least == nullptr) return capital(readable(metric)) + " by " + path_in_words(design.x);
  const auto at = [&](const std::vector<Cell>& row) {
    return fmt::format("{} ({} {})", shown(std::get<double>(row[mean]), kind), path_in_words(design.x),
                       std::get<std::string>(row[1]));
  };
  return fmt::format("{}: from {} to {} in the mean", capital(readable(metric)), at(*least), at(*most));
}

Figure lines_figure(const Inputs& inputs, const AttachedSweep& sweep, const Records& records, const Design& design,
                    const std::string& metric, bool difference, std::size_t number) {
  Figure figure = figure_of(id_of(sweep, "outcome-" + metric), capital(readable(metric)));
  figure.table.name = sheet_of(sweep, fmt::format("outcome {}", number));
  Kind kind = Kind::number;
  for (std::size_t r = 0; r < records.size(); ++r)
    if (records.text(r, "metric") == metric) kind = kind_of_unit(records.text(r, "unit"));
  figure.table.columns = {{"system", "System"}, {"level", capital(path_in_words(design.x))}};
  if (design.numeric) figure.table.columns.push_back({"x", "As a number", Kind::number});
  if (!design.crossed.empty()) figure.table.columns.push_back({"beside", "With"});
  figure.table.columns.push_back({"mean", difference ? "Difference to the baseline" : "Mean", kind});
  figure.table.columns.push_back({"ci_low", "95 % interval from", kind});
  figure.table.columns.push_back({"ci_high", "to", kind});
  std::vector<std::pair<std::string, Tally>> tallies;
  for (std::size_t r = 0; r < records.size(); ++r) {
    if (records.text(r, "metric") != metric) continue;
    const std::string& system = records.text(r, "system");
    const double mean = records.number(r, "mean"), low = records.number(r, "ci_low"),
                 high = records.number(r, "ci_high");
    std::vector<Cell> row{readable(system), records.text(r, design.x)};
    if (design.numeric) row.emplace_back(level_of(records.text(r, design.x)).value);
    if (!design.crossed.empty()) row.emplace_back(beside_of(records, r, design));
    for (const double value : {mean, low, high}) row.emplace_back(value);
    figure.table.rows.push_back(std::move(row));
    auto tally = std::find_if(tallies.begin(), tallies.end(), [&](const auto& t) { return t.first == system; });
    if (tally == tallies.end()) tally = tallies.insert(tally, {system, {}});
    if (!std::isfinite(low) || !std::isfinite(high))
      ++tally->second.unknown;
    else if (!is_clear(low, high))
      ++tally->second.unclear;
    else
      ++(mean > 0 ? tally->second.more : tally->second.less);
  }
  figure.title = difference ? title_of(tallies, readable(metric)) : range_title(figure.table, metric, design, kind);
  Chart chart{design.numeric ? "lines" : "intervals", {{"low", "ci_low"}, {"high", "ci_high"}, {"series", "system"}}};
  const std::string axis = capital(path_in_words(design.x)) + (design.unit.empty() ? "" : ", " + design.unit);
  const std::string y_axis =
      capital(readable(metric)) + (difference ? ", difference to " + readable(inputs.finished().baseline) : "");
  if (design.numeric) {
    chart.channels.insert({{"x", "x"}, {"y", "mean"}, {"x_axis", axis}, {"y_axis", y_axis}});
  } else {
    chart.channels.insert({{"label", "level"}, {"x", "mean"}, {"x_axis", y_axis}});
    if (difference) chart.channels["rule"] = "0";
  }
  if (!design.crossed.empty()) chart.channels["facet"] = "beside";
  figure.chart = std::move(chart);
  figure.description = fmt::format("The mean with its 95 % interval at each level of {}, for each system. {}.",
                                   path_in_words(design.x), figure.title);
  return figure;
}

}  // namespace

std::vector<Figure> outcome_lines(const Inputs& inputs, const AttachedSweep& sweep) {
  const bool one_at_a_time = [&] {
    for (std::size_t r = 0; sweep.sensitivity != nullptr && r < sweep.sensitivity->size(); ++r)
      if (sweep.sensitivity->text(r, "analysis") == "tornado") return true;
    return false;
  }();
  if (one_at_a_time) return {};  // drawn as swings
  const bool difference = sweep.differences != nullptr && sweep.differences->size() > 0;
  const Records* const records = difference ? sweep.differences.get() : sweep.summary.get();
  if (records == nullptr || records->size() == 0) return {};
  const std::vector<std::string> factors = factors_of(*records);
  const Design design = design_of(*records, factors);
  if (design.x.empty()) return {};
  std::vector<std::string> metrics;
  for (std::size_t r = 0; r < records->size(); ++r)
    if (const std::string& metric = records->text(r, "metric");
        std::find(metrics.begin(), metrics.end(), metric) == metrics.end())
      metrics.push_back(metric);
  if (const auto saving = std::find(metrics.begin(), metrics.end(), "net_saving"); saving != metrics.end()) {
    std::rotate(metrics.begin(), saving, saving + 1);
    std::erase(metrics, "net_saving_discounted");  // it says the same
  }
  if (metrics.size() > most_metrics) metrics.resize(most_metrics);
  std::vector<Figure> figures;
  for (const std::string& metric : metrics)
    figures.push_back(lines_figure(inputs, sweep, *records, design, metric, difference, figures.size() + 1));
  return figures;
}

}  // namespace report::sections
