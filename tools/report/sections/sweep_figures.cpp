#include "tools/report/sections/sweep_figures.hpp"

#include "tools/report/influence.hpp"
#include "tools/report/sections/decision_parts.hpp"
#include "tools/report/sections/figure.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace report::sections {

namespace {

constexpr const char* to_the_baseline = "difference to the baseline";
constexpr std::size_t most_factors = 15;

/// A line of sensitivity.csv.
struct Line {
  std::string system, compared, metric, factor, statistic, level;
  double value, low, high;
};

std::vector<Line> lines_of(const AttachedSweep& sweep, const std::string& analysis) {
  std::vector<Line> lines;
  if (sweep.sensitivity == nullptr) return lines;
  const Records& r = *sweep.sensitivity;
  for (std::size_t i = 0; i < r.size(); ++i)
    if (r.text(i, "analysis") == analysis)
      lines.push_back({r.text(i, "system"), r.text(i, "compared"), r.text(i, "metric"), r.text(i, "factor"),
                       r.text(i, "statistic"), r.has("level") ? r.text(i, "level") : "", r.number(i, "value"),
                       r.number(i, "ci_low"), r.number(i, "ci_high")});
  return lines;
}

/// Those of the net saving, or else of the first metric, as a difference to the baseline; of one system, themselves.
std::vector<Line> of_first_metric(const std::vector<Line>& lines) {
  std::vector<Line> kept;
  if (lines.empty()) return kept;
  const auto any = [&](const auto& is) { return std::any_of(lines.begin(), lines.end(), is); };
  const bool has_differences = any([](const Line& l) { return l.compared == to_the_baseline; });
  const std::string metric =
      any([](const Line& l) { return l.metric == "net_saving"; }) ? "net_saving" : lines.front().metric;
  for (const Line& line : lines)
    if (line.metric == metric && (line.compared == to_the_baseline) == has_differences) kept.push_back(line);
  return kept;
}

std::vector<std::string> systems_of(const std::vector<Line>& lines) {
  std::vector<std::string> systems;
  for (const Line& line : lines)
    if (std::find(systems.begin(), systems.end(), line.system) == systems.end()) systems.push_back(line.system);
  return systems;
}

std::string unit_of_metric(const AttachedSweep& sweep, const std::string& metric) {
  for (const Records* records : {sweep.differences.get(), sweep.summary.get()})
    for (std::size_t r = 0; records != nullptr && r < records->size(); ++r)
      if (records->text(r, "metric") == metric) return records->text(r, "unit");
  return "";
}

std::string measured(const Line& line) {
  return readable(line.metric) + (line.compared == to_the_baseline ? ", difference to the baseline" : "");
}

}  // namespace

std::string id_of(const AttachedSweep& sweep, const std::string& what) {
  return "sweep-" + sweep.name + "-" + id_of(what);
}

std::string sheet_of(const AttachedSweep& sweep, const std::string& what) {
  return sheet_name(fmt::format("Sweep {}", sweep.number), what);
}

Level level_of(const std::string& written) {
  const bool is_money = written.starts_with("£");
  const std::string_view text = std::string_view(written).substr(is_money ? std::string_view("£").size() : 0);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return {unknown, ""};
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (!unit.empty() && unit.front() != ' ' && unit.front() != '%') return {unknown, ""};
  unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
  return {value, is_money ? "£" : std::string(unit)};
}

std::vector<Figure> swings(const AttachedSweep& sweep) {
  std::vector<Figure> figures;
  const std::vector<Line> lines = of_first_metric(lines_of(sweep, "tornado"));
  for (const std::string& system : systems_of(lines)) {
    std::map<std::string, std::map<std::string, const Line*>> by_factor;
    for (const Line& line : lines)
      if (line.system == system) by_factor[line.factor][line.statistic] = &line;
    std::vector<std::pair<double, std::vector<Cell>>> rows;
    double base = unknown;
    std::size_t turns = 0;
    for (auto& [factor, of] : by_factor) {
      if (!of.contains("lowest") || !of.contains("highest") || !of.contains("base")) continue;
      const auto level = [&](const char* name) { return of.contains(name) ? of.at(name)->level : std::string(); };
      const double lowest = of.at("lowest")->value, highest = of.at("highest")->value;
      base = of.at("base")->value;
      if ((lowest < 0) != (highest < 0)) ++turns;
      std::vector<Cell> row{path_in_words(factor),     lowest,          highest, level("level_at_lowest"),
                            level("level_at_highest"), highest - lowest};
      if (of.contains("swing") && of.at("swing")->value < 0) {  // it falls as the level rises
        std::swap(row[1], row[2]);
        std::swap(row[3], row[4]);
      }
      rows.emplace_back(highest - lowest, std::move(row));
    }
    if (rows.empty()) continue;
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    const std::string metric = lines.front().metric;
    const Kind kind = kind_of_unit(unit_of_metric(sweep, metric));
    Figure figure = figure_of(id_of(sweep, "swings-" + system), "One thing changed at a time");
    figure.table.name = sheet_of(sweep, "Swings " + readable(system));
    figure.table.columns = {{"factor", "What is changed"},
                            {"at_low", capital(readable(metric)) + " at its low end", kind},
                            {"at_high", "at its high end", kind},
                            {"low", "Low end"},
                            {"high", "High end"},
                            {"swing", "Swing", kind}};
    for (auto& [swing, row] : rows) figure.table.rows.push_back(std::move(row));
    figure.title =
        fmt::format("{}: {} moves most with {}; {} of {} turn its sign in the mean", capital(readable(system)),
                    readable(lines.front().metric), std::get<std::string>(figure.table.rows[0][0]),
                    turns == 0 ? "none" : count(turns), counted(rows.size(), "thing"));
    figure.chart = Chart{"tornado",
                         {{"label", "factor"},
                          {"low", "at_low"},
                          {"high", "at_high"},
                          {"low_label", "low"},
                          {"high_label", "high"},
                          {"base", fmt::format("{}", base)},
                          {"x_axis", capital(measured(lines.front()))}}};
    figure.description =
        "A bar for each thing changed, from the lowest to the highest mean it leads to. " + figure.title + ".";
    figure.note =
        "Means over the replications of each design point, all else as in the scenario; chance is in them. Of names "
        "the low end is the one with the lowest mean.";
    figures.push_back(std::move(figure));
  }
  return figures;
}

std::vector<Figure> switching_values(const AttachedSweep& sweep) {
  Figure figure = figure_of(id_of(sweep, "switching"), "Where systems change places");
  figure.table.name = sheet_of(sweep, "Switching values");
  figure.table.columns = {{"question", "What changes"},
                          {"metric", "Measured by"},
                          {"factor", "By what"},
                          {"level", "At"},
                          {"value", "As a number", Kind::number},
                          {"value_low", "95 % interval from", Kind::number},
                          {"value_high", "to", Kind::number},
                          {"share", "Resampled runs that cross", Kind::share}};
  const std::vector<Line> rivals = lines_of(sweep, "overtaking"), own = lines_of(sweep, "switching_value");
  std::map<std::tuple<std::string, std::string, std::string>, double> shares;
  for (const Line& line : rivals)
    if (line.statistic == "share_that_cross") shares[{line.system, line.compared, line.metric}] = line.value;
  std::vector<std::string> found;
  std::size_t asked = 0;
  for (const bool overtaking : {true, false})
    for (const Line& line : overtaking ? rivals : own) {
      if (line.statistic != "value") continue;
      if (std::isnan(line.value) && !overtaking) continue;
      const auto share = shares.find({line.system, line.compared, line.metric});
      const std::string question = overtaking ? readable(line.system) + ": " + readable(line.compared) + " changes sign"
                                              : readable(line.system) + ": difference to the baseline changes sign";
      std::string level = line.level;
      if (const Level at = level_of(level); std::isfinite(at.value))
        level = shown(at.value, Kind::number) + (at.unit.empty() ? "" : " " + at.unit);
      figure.table.rows.push_back({question, readable(line.metric), path_in_words(line.factor), level, line.value,
                                   line.low, line.high, overtaking && share != shares.end() ? share->second : unknown});
      if (!overtaking) continue;
      ++asked;
      if (std::isfinite(line.value) && std::isfinite(line.low) && std::isfinite(line.high))
        found.push_back(fmt::format("by {} at {}", readable(line.metric),
                                    with_interval(line.value, line.low, line.high, Kind::number)));
    }
  if (figure.table.rows.empty()) return {};
  const std::string what = path_in_words(rivals.empty() ? own.front().factor : rivals.front().factor);
  if (asked == 0)
    figure.title = fmt::format("Differences to the baseline that change sign within the range of {}", what);
  else if (found.empty())
    figure.title =
        fmt::format("No place at which the systems clearly change places was found within the range of {}", what);
  else
    figure.title = fmt::format("{}: the systems change places {}", capital(what), list(found));
  figure.description = "A table of where differences reach zero.";
  figure.note =
      "The first kind by resampling whole replications, with a 95 % interval, whose end is empty where it lies beyond "
      "what was tried; nothing is extrapolated. The second is of the means and has no interval.";
  return {std::move(figure)};
}

std::vector<Figure> strengths(const AttachedSweep& sweep) {
  struct Kind_of_strength {
    const char *analysis, *statistic, *title;
  };
  constexpr Kind_of_strength kinds[] = {{"rank_correlation", "spearman", "Rank correlation"},
                                        {"sobol", "total", "Share of the variance, total"},
                                        {"morris", "mu_star", "Mean size of an elementary effect"}};
  std::vector<Figure> figures;
  for (const Kind_of_strength& kind : kinds) {
    const std::vector<Line> lines = of_first_metric(lines_of(sweep, kind.analysis));
    std::set<std::string> factors;
    for (const Line& line : lines) factors.insert(line.factor);
    if (factors.size() < 2) continue;  // of one factor there is nothing to rank
    Figure figure = figure_of(id_of(sweep, kind.analysis), kind.title);
    figure.table.name = sheet_of(sweep, kind.title);
    figure.table.columns = {{"system", "System"},
                            {"factor", "What is changed"},
                            {"strength", kind.title, Kind::number},
                            {"strength_low", "95 % interval from", Kind::number},
                            {"strength_high", "to", Kind::number},
                            {"p", "p, for all together", Kind::number},
                            {"path", "Path"}};
    std::map<std::pair<std::string, std::string>, double> p;
    for (const Line& line : lines)
      if (line.statistic == std::string(kind.statistic) + "_p") p[{line.system, line.factor}] = line.value;
    std::size_t stand_out = 0, all = 0;
    for (const std::string& system : systems_of(lines)) {
      std::vector<const Line*> of_system;
      for (const Line& line : lines)
        if (line.system == system && line.statistic == kind.statistic && !std::isnan(line.value))
          of_system.push_back(&line);
      std::stable_sort(of_system.begin(), of_system.end(),
                       [](const Line* a, const Line* b) { return std::abs(a->value) > std::abs(b->value); });
      for (std::size_t i = 0; i < of_system.size(); ++i) {
        const Line& line = *of_system[i];
        const auto known = p.find({line.system, line.factor});
        ++all;
        if (known != p.end() && known->second < 0.05) ++stand_out;
        if (i < most_factors)
          figure.table.rows.push_back({readable(system), path_in_words(line.factor), line.value, line.low, line.high,
                                       known == p.end() ? unknown : known->second, line.factor});
      }
    }
    if (figure.table.rows.empty()) continue;
    const std::string of = readable(lines.front().metric);
    if (p.empty())
      figure.title =
          fmt::format("{} of {}: the strongest is {} ({})", kind.title, of,
                      std::get<std::string>(figure.table.rows[0][1]), std::get<std::string>(figure.table.rows[0][0]));
    else
      figure.title = fmt::format("Of {} with {} that the sweep lists {} out", counted(all, "rank correlation"), of,
                                 stand_out == 0   ? "none stands"
                                 : stand_out == 1 ? "one stands"
                                                  : count(stand_out) + " stand");
    figure.chart = Chart{"intervals",
                         {{"label", "factor"},
                          {"x", "strength"},
                          {"low", "strength_low"},
                          {"high", "strength_high"},
                          {"facet", "system"},
                          {"rule", "0"},
                          {"x_axis", std::string(kind.title) + " with " + measured(lines.front())}}};
    figure.description = "A dot with its interval for each thing changed, the strongest first. " + figure.title + ".";
    figures.push_back(std::move(figure));
  }
  return figures;
}

std::vector<Figure> further_findings(const AttachedSweep& sweep) {
  Figure figure = figure_of(id_of(sweep, "findings"), "Further findings of the sweep");
  figure.table.name = sheet_of(sweep, "Findings");
  figure.table.columns = {{"analysis", "Analysis"},
                          {"system", "System"},
                          {"metric", "Measured by"},
                          {"factor", "About"},
                          {"statistic", "What"},
                          {"value", "Value", Kind::number},
                          {"value_low", "95 % interval from", Kind::number},
                          {"value_high", "to", Kind::number},
                          {"level", "Level"}};
  std::vector<std::string> parts;
  const auto add_all = [&](const std::vector<Line>& lines, const std::string& analysis) {
    for (const Line& line : lines) {
      figure.table.rows.push_back({readable(analysis), readable(line.system), readable(line.metric),
                                   path_in_words(line.factor), readable(line.statistic), line.value, line.low,
                                   line.high, line.level});
      if (line.statistic == "share_of_parameters")
        parts.push_back(fmt::format("{} of {}", with_interval(line.value, line.low, line.high, Kind::share),
                                    readable(line.system)));
    }
  };
  add_all(of_first_metric(lines_of(sweep, "variance_split")), "variance_split");
  const std::vector<Line> worth = lines_of(sweep, "information");
  add_all(worth, "information");
  for (std::size_t box = 0;; ++box) {
    const std::string name = fmt::format("prim_box_{}", box);
    const std::vector<Line> lines = lines_of(sweep, name);
    if (lines.empty()) break;
    add_all(lines, name);
  }
  if (figure.table.rows.empty()) return {};
  std::string known = "Further findings of the sweep";
  for (std::size_t i = 0; i + 1 < worth.size(); ++i)
    if (worth[i].statistic == "evpi" && worth[i + 1].statistic == "evpi_standard_error")
      known = "Knowing every number before choosing would be worth " +
              with_interval(worth[i].value, std::fmax(0, worth[i].value - 2 * worth[i + 1].value),
                            worth[i].value + 2 * worth[i + 1].value, Kind::money);
  figure.title = parts.empty() ? known
                               : "Of the spread of " + std::get<std::string>(figure.table.rows[0][2]) +
                                     " doubt about the numbers, not chance, makes " + list(parts);
  figure.description = "A table of what else the sweep found.";
  figure.note =
      "Worth in pounds. A box is a part of the numbers' space in which what was asked for holds often: density is how "
      "often, coverage how much of it lies there, mass how much of the space it is.";
  return {std::move(figure)};
}

std::vector<Figure> sweep_figures(const Inputs& inputs, const AttachedSweep& sweep) {
  std::vector<Figure> figures;
  const auto add_all = [&](std::vector<Figure> more) {
    for (Figure& figure : more) figures.push_back(std::move(figure));
  };
  add_all(swings(sweep));
  add_all(outcome_lines(inputs, sweep));
  add_all(switching_values(sweep));
  add_all(strengths(sweep));
  add_all(further_findings(sweep));
  for (Figure& figure : figures)
    figure.note = "Sweep: " + sweep.title + "." + (figure.note.empty() ? "" : " " + figure.note);
  return figures;
}

}  // namespace report::sections
