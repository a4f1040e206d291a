#include "tools/results/comparison.hpp"

#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace results {
namespace {

/// A mean, and its interval in brackets with the mark after it, each with its own column.
struct Cell {
  std::string mean, interval;
};

struct Line {
  std::string label;              ///< with its unit: "Total cost (£m per year)"
  std::vector<Cell> values;       ///< one a system
  std::vector<Cell> differences;  ///< one a system but the baseline, in order
};

struct Block {
  std::string heading;
  std::vector<Line> lines;
};

double half_width(const sim::Summary& s) { return (s.ci_high - s.ci_low) / 2; }

/// Decimals that suit all cells of a row: as fine as its largest mean or its widest interval asks.
int common_decimals(const std::vector<const sim::Summary*>& cells, double factor) {
  double largest = 0, widest = 0;
  bool whole = true;
  for (const sim::Summary* s : cells) {
    if (!std::isfinite(s->mean)) continue;
    largest = std::max(largest, std::abs(s->mean * factor));
    whole = whole && s->mean * factor == std::round(s->mean * factor);
    if (std::isfinite(half_width(*s))) widest = std::max(widest, half_width(*s) * factor);
  }
  if (widest == 0 && whole) return 0;
  return decimals_for_interval(largest, widest);
}

Cell make_cell(const sim::Summary& s, double factor, int decimals, bool is_difference) {
  if (s.mean == 0 && s.ci_low == 0 && s.ci_high == 0) decimals = 0;  // exactly nothing, not nearly
  Cell cell{.mean = grouped(s.mean * factor, decimals, is_difference), .interval = ""};
  if (!std::isfinite(s.ci_low)) return cell;
  cell.interval = fmt::format("({} to {})", grouped(s.ci_low * factor, decimals, is_difference),
                              grouped(s.ci_high * factor, decimals, is_difference));
  if (is_difference && (s.ci_low > 0 || s.ci_high < 0)) cell.interval += " *";
  return cell;
}

std::vector<Cell> make_cells(const std::vector<const sim::Summary*>& summaries, double factor, bool are_differences) {
  const int decimals = common_decimals(summaries, factor);
  std::vector<Cell> cells;
  for (const sim::Summary* s : summaries) cells.push_back(make_cell(*s, factor, decimals, are_differences));
  return cells;
}

/// What to multiply by, and the unit that goes with it.
std::pair<double, std::string> scaling(const Row& row, const std::string& unit,
                                       const std::vector<const sim::Summary*>& values, double years) {
  const bool yearly = (row.scale == Scale::per_year || row.scale == Scale::money_per_year) && years > 0;
  const double share_of_horizon = yearly ? 1 / years : 1;
  const std::string suffix = yearly ? "per year" : "";
  if (row.scale == Scale::share) return {100, "%"};
  if (row.scale == Scale::total || row.scale == Scale::per_year) {
    const bool obvious = unit.empty() || unit == "count" || unit == "number";
    return {share_of_horizon, obvious ? suffix : suffix.empty() ? unit : unit + " " + suffix};
  }
  double largest = 0;
  for (const sim::Summary* s : values)
    if (std::isfinite(s->mean)) largest = std::max(largest, std::abs(s->mean) * share_of_horizon);
  const auto [divisor, name] = largest >= 1e6   ? std::pair(1e6, "£m")
                               : largest >= 1e3 ? std::pair(1e3, "£k")
                                                : std::pair(1.0, "£");
  return {share_of_horizon / divisor, suffix.empty() ? name : std::string(name) + " " + suffix};
}

Line make_line(const Row& row, const experiment::Results& results, const Summaries& summaries, double years) {
  const std::size_t metric = results.find(row.metric, row.group);
  if (metric == results.metrics.size())
    throw std::invalid_argument(fmt::format("the comparison asks for \"{}\"{}{}, which was not measured", row.metric,
                                            row.group.empty() ? "" : " of ", row.group));
  const std::size_t horizon = results.years.size();
  std::vector<const sim::Summary*> values, differences;
  for (std::size_t system = 0; system < results.systems.size(); ++system) {
    values.push_back(&summaries.of(system, horizon, metric));
    if (system != results.baseline) differences.push_back(&summaries.difference(system, horizon, metric));
  }
  const auto [factor, unit] = scaling(row, results.metrics[metric].unit, values, years);
  return {.label = unit.empty() ? row.label : fmt::format("{} ({})", row.label, unit),
          .values = make_cells(values, factor, false),
          .differences = make_cells(differences, factor, true)};
}

/// Widths of the two parts of a cell, to align a column.
struct Widths {
  std::size_t mean = 0, interval = 0;
  void include(const Cell& cell) {
    mean = std::max(mean, columns(cell.mean));
    interval = std::max(interval, columns(cell.interval));
  }
  std::size_t total() const { return mean + (interval > 0 ? 1 + interval : 0); }
  std::string align(const Cell& cell) const {
    std::string text = pad_left(cell.mean, mean);
    if (interval > 0) text += " " + pad_right(cell.interval, interval);
    return text;
  }
};

std::string without_trailing_spaces(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

constexpr std::size_t gap = 3;  // columns between columns

/// One table with a column a system and a column a difference; "" if it does not fit the width.
std::string wide_table(const std::vector<Block>& blocks, const std::vector<std::string>& heads, std::size_t width) {
  std::size_t label = 0;
  std::vector<Widths> widths(heads.size());
  for (const Block& block : blocks) {
    label = std::max(label, columns(block.heading));
    for (const Line& line : block.lines) {
      label = std::max(label, 2 + columns(line.label));
      for (std::size_t i = 0; i < heads.size(); ++i)
        widths[i].include(i < line.values.size() ? line.values[i] : line.differences[i - line.values.size()]);
    }
  }
  std::size_t total = label;
  std::string head(label, ' ');
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const std::size_t column = std::max(widths[i].total(), columns(heads[i]));
    total += gap + column;
    head += std::string(gap, ' ') + pad_left(heads[i], column);
  }
  if (width != 0 && total > width) return "";

  std::string text = without_trailing_spaces(head);
  for (const Block& block : blocks) {
    text += "\n" + block.heading + "\n";
    for (const Line& line : block.lines) {
      std::string row = pad_right("  " + line.label, label);
      for (std::size_t i = 0; i < heads.size(); ++i) {
        const Cell& cell = i < line.values.size() ? line.values[i] : line.differences[i - line.values.size()];
        row += std::string(gap, ' ') + pad_left(widths[i].align(cell), columns(heads[i]));
      }
      text += without_trailing_spaces(row);
    }
  }
  return text;
}

/// A block for each row: a line a system, the difference at its end, or below it where that is too wide.
std::string stacked_blocks(const std::vector<Block>& blocks, const experiment::Results& results, std::size_t width) {
  std::size_t name = 0;
  Widths values, differences;
  for (const std::string& system : results.systems) name = std::max(name, columns(system));
  for (const Block& block : blocks)
    for (const Line& line : block.lines) {
      for (const Cell& cell : line.values) values.include(cell);
      for (const Cell& cell : line.differences) differences.include(cell);
    }
  const bool in_one_line = 4 + name + gap + values.total() + gap + differences.total() <= width;
  const std::string& baseline = results.systems[results.baseline];

  std::string text;
  if (in_one_line && results.systems.size() > 1)
    text += without_trailing_spaces(std::string(4 + name + gap + values.total() + gap, ' ') +
                                    fmt::format("minus {}", baseline));
  for (const Block& block : blocks) {
    text += (text.empty() ? "" : "\n") + block.heading + "\n";
    for (const Line& line : block.lines) {
      text += "  " + wrap(line.label, std::max<std::size_t>(width, 22) - 2, 4);
      for (std::size_t system = 0, difference = 0; system < results.systems.size(); ++system) {
        std::string row = "    " + pad_right(results.systems[system], name) + std::string(gap, ' ') +
                          values.align(line.values[system]);
        if (system != results.baseline) {
          const std::string change = differences.align(line.differences[difference++]);
          if (in_one_line)
            row += std::string(gap, ' ') + change;
          else
            row = without_trailing_spaces(row) + fmt::format("      minus {}: {}", baseline, change);
        }
        text += without_trailing_spaces(row);
      }
    }
  }
  return text;
}

/// Rows that rest on fewer replications than were run, because some had no value.
std::string thin_rows(const std::vector<Section>& sections, const experiment::Results& results,
                      const Summaries& summaries) {
  std::string list;
  for (const Section& section : sections)
    for (const Row& row : section.rows)
      for (std::size_t system = 0; system < results.systems.size(); ++system) {
        const std::size_t n = summaries.of(system, results.years.size(), results.find(row.metric, row.group)).n;
        if (n < results.replications.size())
          list += fmt::format("{}{} under {} ({})", list.empty() ? "" : ", ", row.label, results.systems[system], n);
      }
  return list.empty() ? "" : fmt::format("Some replications had no value for: {}.", list);
}

std::string legend(const std::vector<Section>& sections, const experiment::Results& results, const Summaries& summaries,
                   const ComparisonOptions& options) {
  const std::size_t n = results.replications.size();
  std::string text = "Each figure is a mean over " + std::to_string(n) + (n == 1 ? " replication" : " replications");
  text += n > 1 ? ", with its 95 % confidence interval in brackets." : ": one alone says nothing of chance.";
  if (results.systems.size() > 1) {
    text += fmt::format(" A difference is a system minus {}, paired: both lived through the same random numbers.",
                        results.systems[results.baseline]);
    const auto is_share = [](const Row& row) { return row.scale == Scale::share; };
    if (std::any_of(sections.begin(), sections.end(),
                    [&](const Section& s) { return std::any_of(s.rows.begin(), s.rows.end(), is_share); }))
      text += " Differences of a share are in percentage points.";
    if (n > 1) text += " * marks a difference whose interval excludes zero; about one in twenty would by chance alone.";
  }
  text += options.run == "chance only"
              ? " Run: chance only. The intervals do not cover doubt about the scenario's numbers themselves."
              : fmt::format(" Run: {}.", options.run);
  const std::size_t width = options.width == 0 ? std::numeric_limits<std::size_t>::max() : options.width;
  std::string wrapped = wrap(text, width);
  if (const std::string thin = thin_rows(sections, results, summaries); !thin.empty()) wrapped += wrap(thin, width);
  return wrapped;
}

}  // namespace

std::string comparison_text(const std::vector<Section>& sections, const experiment::Results& results,
                            const Summaries& summaries, const ComparisonOptions& options) {
  const double years = options.years > 0 ? options.years : static_cast<double>(results.years.size());
  std::vector<Block> blocks;
  for (const Section& section : sections) {
    if (section.rows.empty()) continue;
    Block block{.heading = section.heading, .lines = {}};
    for (const Row& row : section.rows) block.lines.push_back(make_line(row, results, summaries, years));
    blocks.push_back(std::move(block));
  }

  std::vector<std::string> heads = results.systems;
  for (std::size_t system = 0; system < results.systems.size(); ++system)
    if (system != results.baseline)
      heads.push_back(fmt::format("{} minus {}", results.systems[system], results.systems[results.baseline]));

  std::string text = options.title.empty() ? "" : options.title + "\n";
  const std::string since = results.years.empty() ? "" : " from " + results.years.front();
  if (years > 0)
    text += fmt::format("{}, {} {}{}\n", results.area, grouped_shortest(years), years == 1 ? "year" : "years", since);
  text += "\n";
  const std::string table = wide_table(blocks, heads, options.width);
  text += table.empty() ? stacked_blocks(blocks, results, options.width) : table;
  return text + "\n" + legend(sections, results, summaries, options);
}

}  // namespace results
