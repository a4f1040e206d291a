#include "tools/sweep/claims.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace tools::sweeps {

namespace {

constexpr std::string_view mark = "claim.";
constexpr std::size_t most_lines = 40;
constexpr std::size_t most_factors = 3;

std::string percent(const sim::Summary& s) {
  return s.n == 0 ? "not asked for"
                  : results::mean_with_interval(100 * s.mean, 100 * s.ci_low, 100 * s.ci_high, 1, true) + " %";
}

std::string factors_of(const Points& points, std::size_t point) {
  std::string text;
  for (std::size_t f = 0; f < std::min(most_factors, points.factors.size()); ++f)
    text += fmt::format("{}{}", f > 0 ? ", " : "", points.written.at(point, f));
  return text;
}

}  // namespace

double Claims::Figures::explained() const {
  return naive.n > 0 && without.n > 0 && naive.mean < 0 ? without.mean / naive.mean
                                                        : std::numeric_limits<double>::quiet_NaN();
}

std::string Claims::Figures::anyway() const {
  const double share = explained();
  if (std::isnan(share) || naive.ci_high >= 0) return "no clear fall";
  if (share <= 0) return "none of the fall";
  if (share >= 1) return "all of the fall";
  return fmt::format("{:.0f} % of the fall", 100 * share);
}

void Claims::add(std::size_t point, const Column& column, const sim::Summary& summary) {
  const std::string& metric = kept_.metrics()[column.metric].name;
  if (column.difference || summary.n == 0 || !metric.starts_with(mark)) return;
  const std::size_t dot = metric.rfind('.');
  const std::string claim = metric.substr(mark.size(), dot - mark.size()), figure = metric.substr(dot + 1);
  const Key key{claim, point, column.system};
  if (figure == "naive") figures_[key].naive = summary;
  if (figure == "without") figures_[key].without = summary;
  if (figure == "effect") figures_[key].effect = summary;
}

std::string Claims::csv() const {
  if (figures_.empty()) return "";
  const Points& points = sweep_.points();
  std::string csv = "point";
  for (const std::string& factor : points.factors) csv += "," + results::csv_field(factor);
  csv +=
      ",claim,system,n,naive,naive_ci_low,naive_ci_high,without,without_ci_low,without_ci_high,effect,effect_ci_low,"
      "effect_ci_high,explained\n";
  for (const auto& [key, f] : figures_) {
    csv += std::to_string(key.point);
    for (std::size_t i = 0; i < points.factors.size(); ++i)
      csv += "," + results::csv_field(points.written.at(key.point, i));
    csv += fmt::format(",{},{},{}", results::csv_field(key.claim), results::csv_field(kept_.systems()[key.system]),
                       std::max({f.naive.n, f.without.n, f.effect.n}));
    for (const sim::Summary* s : {&f.naive, &f.without, &f.effect}) {
      const bool there = s->n > 0;
      csv += fmt::format(",{},{},{}", there ? results::shortest(s->mean) : "",
                         there ? results::shortest(s->ci_low) : "", there ? results::shortest(s->ci_high) : "");
    }
    csv += "," + results::shortest(f.explained()) + "\n";
  }
  return csv;
}

std::string Claims::text() const {
  if (figures_.empty()) return "";
  std::vector<std::vector<std::string>> lines{{"claim", "point", "system", "before and after",
                                               "the same under " + kept_.systems()[kept_.baseline()], "left between",
                                               "would have come anyway"}};
  for (const auto& [key, f] : figures_) {
    if (lines.size() > most_lines) break;
    lines.push_back({key.claim, factors_of(sweep_.points(), key.point), kept_.systems()[key.system], percent(f.naive),
                     percent(f.without), percent(f.effect), f.anyway()});
  }
  std::vector<std::size_t> widths(lines.front().size());
  for (const auto& line : lines)
    for (std::size_t c = 0; c < line.size(); ++c) widths[c] = std::max(widths[c], results::columns(line[c]));
  std::string text = "\nThe claims at each point, mean and 95 % interval; all of them: claims.csv\n";
  for (const auto& line : lines) {
    std::string row;
    for (std::size_t c = 0; c < line.size(); ++c) row += "  " + results::pad_right(line[c], widths[c]);
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  return text;
}

}  // namespace tools::sweeps
