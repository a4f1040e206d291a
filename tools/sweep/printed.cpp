#include "tools/sweep/printed.hpp"

#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tools::sweeps {

namespace {

constexpr std::size_t most_lines = 20;     ///< of the table of points
constexpr std::size_t most_factors = 4;    ///< of a point
constexpr std::size_t most_metrics = 6;    ///< of which it is said what moves them
constexpr std::size_t most_movers = 5;     ///< of each
constexpr double level = 0.05;             ///< of Holm's p-values
constexpr std::size_t around_a_table = 3;  ///< lines: an empty one, the metric, names

const std::map<std::string, std::string> telling{{"swing", "swing"},
                                                 {"mu_star", "mean absolute effect"},
                                                 {"total", "total index"},
                                                 {"partial", "partial rank correlation"},
                                                 {"spearman", "rank correlation"}};

bool is_correlation(const std::string& statistic) { return statistic == "partial" || statistic == "spearman"; }

/// Columns of texts, aligned; the first line has their names.
std::string aligned(const std::vector<std::vector<std::string>>& lines) {
  std::vector<std::size_t> widths(lines.front().size());
  for (const auto& line : lines)
    for (std::size_t c = 0; c < line.size(); ++c) widths[c] = std::max(widths[c], results::columns(line[c]));
  std::string text;
  for (const auto& line : lines) {
    for (std::size_t c = 0; c < line.size(); ++c)
      text += "  " + (c + 1 < line.size() ? results::pad_right(line[c], widths[c]) : line[c]);
    text += "\n";
  }
  return text;
}

}  // namespace

Printed::Printed(const Sweep& sweep, const Kept& kept) : sweep_(sweep), kept_(kept) {
  if (sweep.kind() != Kind::grid && sweep.kind() != Kind::list) return;
  const std::size_t points = sweep.points().size(), lines = most_lines - 1;  // the last says where the rest is
  metrics_ = std::clamp<std::size_t>(lines / (points + around_a_table), 1, kept.metrics().size());
  points_ = points + around_a_table <= lines ? points : lines - around_a_table - 1;
}

void Printed::add(std::size_t point, const Column& column, const sim::Summary& summary) {
  if (point < points_ && column.metric < metrics_ && (column.difference || column.system == kept_.baseline()))
    cells_.push_back({point, column, summary});
}

std::string Printed::points_table(std::size_t metric) const {
  const Points& points = sweep_.points();
  const std::string& baseline = kept_.systems()[kept_.baseline()];
  const std::size_t factors = std::min(most_factors, points.factors.size());
  std::vector<std::vector<std::string>> lines(points_ + 1);
  lines[0] = {"point"};
  lines[0].insert(lines[0].end(), points.factors.begin(),
                  points.factors.begin() + static_cast<std::ptrdiff_t>(factors));
  for (std::size_t p = 0; p < points_; ++p) {
    lines[p + 1] = {std::to_string(p)};
    for (std::size_t f = 0; f < factors; ++f) lines[p + 1].emplace_back(points.written.at(p, f));
  }
  for (const bool difference : {false, true})
    for (std::size_t s = 0; s < kept_.systems().size(); ++s) {
      if (difference == (s == kept_.baseline())) continue;
      std::vector<const Cell*> column;
      double largest = 0, half_width = 0;
      for (const Cell& c : cells_) {
        if (c.column.metric != metric || c.column.system != s || c.column.difference != difference) continue;
        column.push_back(&c);
        largest = std::fmax(largest, std::abs(c.summary.mean));
        half_width = std::fmax(half_width, c.summary.ci_high - c.summary.mean);
      }
      const int decimals = results::decimals_for_interval(largest, half_width);
      const std::string& name = kept_.systems()[s];
      lines[0].push_back(difference ? fmt::format("{} minus {}", name, baseline) : name);
      for (const Cell* c : column)
        lines[c->point + 1].push_back(
            results::mean_with_interval(c->summary.mean, c->summary.ci_low, c->summary.ci_high, decimals, difference));
    }
  const bool any = std::any_of(cells_.begin(), cells_.end(),
                               [&](const Cell& c) { return c.column.metric == metric && c.summary.n > 0; });
  if (!any) return "";  // the baseline has none of it, so that nothing differs from it
  const experiment::Metric& m = kept_.metrics()[metric];
  return fmt::format("\n{}{}, mean and 95 % interval\n{}", m.name, m.unit.empty() ? "" : " (" + m.unit + ")",
                     aligned(lines));
}

std::string Printed::what_moves_most(const std::vector<Finding>& findings) const {
  std::string statistic;
  for (const char* s : {"swing", "mu_star", "total", "partial", "spearman"})
    if (statistic.empty() &&
        std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.statistic == s; }))
      statistic = s;
  if (statistic.empty()) return "";
  const bool judged = is_correlation(statistic);
  std::string text =
      fmt::format("\nWhat moves each outcome most ({}, 95 % interval where there is one)\n", telling.at(statistic));
  if (judged)
    text += fmt::format(
        "Each interval speaks for itself alone. * stands out when all {} factors of that outcome are looked at\n"
        "together: by chance alone one outcome in {:.0f} would have any (Holm).\n",
        std::count(sweep_.points().categorical.begin(), sweep_.points().categorical.end(), false), 1 / level);
  const auto is_of = [&](const Finding& f, const Finding& other, const std::string& what) {
    return f.statistic == what && f.metric == other.metric && f.system == other.system && f.factor == other.factor &&
           f.difference == other.difference;
  };
  for (std::size_t m = 0; m < std::min(most_metrics, kept_.metrics().size()); ++m)
    for (const std::string& system : kept_.systems())
      for (const bool difference : {false, true}) {
        std::vector<const Finding*> lines;
        for (const Finding& f : findings)
          if (f.statistic == statistic && f.metric == kept_.metrics()[m].name && f.system == system &&
              f.difference == difference)
            lines.push_back(&f);
        if (lines.empty() || (!difference && system != kept_.systems()[kept_.baseline()])) continue;
        std::stable_sort(lines.begin(), lines.end(),
                         [](const Finding* a, const Finding* b) { return std::abs(a->value) > std::abs(b->value); });
        if (lines.size() > most_movers) lines.resize(most_movers);
        text += fmt::format("\n{}, {}{}\n", kept_.metrics()[m].name, system, difference ? " minus the baseline" : "");
        for (const Finding* f : lines) {
          const bool stands_out = judged && std::any_of(findings.begin(), findings.end(), [&](const Finding& p) {
                                    return is_of(p, *f, statistic + "_p") && p.value < level;
                                  });
          text +=
              fmt::format("  {} {:>10.4g}{}{}\n", results::pad_right(f->factor, 48), f->value, stands_out ? " *" : "  ",
                          std::isnan(f->ci_low) ? "" : fmt::format(" ({:.4g} to {:.4g})", f->ci_low, f->ci_high));
        }
      }
  return text;
}

std::string Printed::names_left_out(const std::vector<Finding>& findings) const {
  const Points& points = sweep_.points();
  std::vector<std::string> names;
  for (std::size_t f = 0; f < points.factors.size(); ++f)
    if (points.categorical[f]) names.push_back(points.factors[f]);
  if (names.empty() || findings.empty() || sweep_.kind() == Kind::one_at_a_time) return "";
  return fmt::format(
      "\nFactors of names, which no correlation can tell of: {}. What each level came to: sensitivity.csv\n",
      fmt::join(names, ", "));
}

/// Where options change places, of the first metrics.
std::string Printed::who_overtakes(const std::vector<Finding>& findings) const {
  std::vector<std::vector<std::string>> lines{{"metric", "option", "against", "at", "95 % interval"}};
  std::string factor;
  for (const Finding& f : findings) {
    if (f.analysis != "overtaking" || f.statistic != "value" || lines.size() > most_metrics) continue;
    factor = f.factor;
    const auto end = [&](double value) { return std::isnan(value) ? "beyond the range" : found_level(sweep_, value); };
    lines.push_back({f.metric, f.system, f.against, f.level,
                     std::isnan(f.value) ? "" : fmt::format("{} to {}", end(f.ci_low), end(f.ci_high))});
  }
  if (lines.size() == 1) return "";
  return fmt::format("\nWhere one option overtakes another, by {}\n{}", factor, aligned(lines));
}

/// What the intervals hold, for every kind of sweep.
std::string Printed::what_intervals_hold() const {
  if (sweep_.draws_parameters())
    return "Parameters drawn: points differ by doubt about the numbers, and what is said of all points together holds\n"
           "that doubt and chance. The interval of a single point holds chance only.\n";
  return "Chance only: points differ by what this sweep sets, not by what is known of the numbers. The interval of a\n"
         "point holds chance and no doubt about any number.\n";
}

std::string Printed::text(const std::vector<Finding>& findings) const {
  std::string text = fmt::format("{}\n{}\n{}", sweep_.config().title, sweep_.config().purpose, what_intervals_hold());
  for (std::size_t m = 0; m < metrics_; ++m) text += points_table(m);
  const std::size_t left = sweep_.points().size() - points_;
  if (metrics_ > 0 && left > 0) text += fmt::format("  ... and {} more points\n", left);
  if (metrics_ > 0)
    text += "Every point, system and metric: summary.csv; differences to the baseline: differences.csv\n";
  return text + who_overtakes(findings) + what_moves_most(findings) + names_left_out(findings);
}

}  // namespace tools::sweeps
