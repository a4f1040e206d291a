#include "tools/results/validation.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace results {
namespace {

/// "340 (300 to 380)", "340", "300 to 380", "at least 300" or "-".
std::string target_text(const ValidationRow& row) {
  const bool low = std::isfinite(row.low), high = std::isfinite(row.high), target = std::isfinite(row.target);
  const std::string range = low && high ? grouped_shortest(row.low) + " to " + grouped_shortest(row.high)
                            : low       ? "at least " + grouped_shortest(row.low)
                            : high      ? "at most " + grouped_shortest(row.high)
                                        : "";
  if (!target) return range.empty() ? "-" : range;
  return range.empty() ? grouped_shortest(row.target) : fmt::format("{} ({})", grouped_shortest(row.target), range);
}

std::string simulated_text(const sim::Summary& s) {
  if (s.n == 0 || !std::isfinite(s.mean)) return "n/a";
  const int decimals = decimals_for_interval(s.mean, s.ci_high - s.mean);
  if (!std::isfinite(s.ci_low)) return grouped(s.mean, decimals);
  return fmt::format("{} ({} to {})", grouped(s.mean, decimals), grouped(s.ci_low, decimals),
                     grouped(s.ci_high, decimals));
}

std::string heading_of(const std::string& kind) {
  if (kind == "fit") return "Fitted to";
  if (kind == "hold-out") return "Held out";
  if (kind == "input") return "Put in";
  if (kind == "unmatched") return "Known not to match";
  if (kind == "slope") return "Slopes that should be nil, judged together: 95 % of runs without any have none flagged";
  if (kind == "prediction") return "Predicted";
  if (kind == "theory") return "What theory says";
  return kind;
}

/// quantity with unit, target, simulated, verdict
using Cells = std::array<std::string, 4>;

}  // namespace

std::string judge(const ValidationRow& row, double slope_confidence) {
  const sim::Summary& s = row.simulated;
  const bool has_interval = std::isfinite(s.ci_low) && std::isfinite(s.ci_high);
  if (s.n == 0 || !std::isfinite(s.mean)) return "not judged";
  if (row.kind == "slope") {
    if (!has_interval || s.n < 2) return "not judged";
    const double wider = sim::t_half_width(1, s.n, slope_confidence) / sim::t_half_width(1, s.n);
    const double half_width = (s.ci_high - s.mean) * wider;
    if (std::abs(s.mean) <= half_width) return "nil";
    return s.mean < 0 ? "falling" : "rising";
  }
  if (row.kind == "theory") {
    if (!has_interval || s.n < 2) return "not judged";
    const double wider = sim::t_half_width(1, s.n, slope_confidence) / sim::t_half_width(1, s.n);
    const double apart = std::abs(s.mean - row.target);
    if (apart <= (s.ci_high - s.mean) * wider + 1e-9 * std::abs(row.target)) return "agrees";
    return s.mean < row.target ? "below" : "above";
  }
  if (std::isfinite(row.low) || std::isfinite(row.high)) {
    if (s.mean < row.low) return "below";  // an open side is NaN, and no number is below that
    if (s.mean > row.high) return "above";
    return "within";
  }
  if (!std::isfinite(row.target) || !has_interval) return "not judged";
  if (row.target >= s.ci_low && row.target <= s.ci_high) return "within";
  return s.mean < row.target ? "below" : "above";
}

void judge_all(std::span<ValidationRow> rows, double confidence) {
  const auto slopes = std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.kind == "slope"; });
  const double each = simultaneous(static_cast<std::size_t>(slopes), confidence);
  for (ValidationRow& row : rows) row.verdict = judge(row, each);
}

double simultaneous(std::size_t k, double confidence) {
  return 1 - (1 - confidence) / static_cast<double>(std::max<std::size_t>(k, 1));
}

std::string validation_text(std::span<const ValidationRow> rows, std::size_t width) {
  const Cells heads{"", "target (range)", "simulated (95 % interval)", "verdict"};
  std::vector<std::string> kinds;
  std::vector<Cells> cells;
  std::array<std::size_t, 4> widths{};
  for (std::size_t i = 0; i < 4; ++i) widths[i] = columns(heads[i]);
  for (const ValidationRow& row : rows) {
    if (std::find(kinds.begin(), kinds.end(), row.kind) == kinds.end()) kinds.push_back(row.kind);
    cells.push_back({row.unit.empty() ? row.quantity : fmt::format("{} ({})", row.quantity, row.unit), target_text(row),
                     simulated_text(row.simulated), row.verdict});
    for (std::size_t i = 0; i < 4; ++i) widths[i] = std::max(widths[i], columns(cells.back()[i]));
  }

  const std::size_t in_one_line = 2 + widths[0] + 2 + widths[1] + 2 + widths[2] + 2 + widths[3];
  const bool wide = width == 0 || in_one_line <= width;
  const std::size_t last_three = in_one_line - widths[0];
  const auto line = [&](const Cells& c) {
    const std::string three = fmt::format("{}  {}  {}", pad_left(c[1], widths[1]), pad_left(c[2], widths[2]), c[3]);
    if (wide) return fmt::format("  {}  {}\n", pad_right(c[0], widths[0]), three);
    const std::string quantity = c[0].empty() ? "" : "  " + wrap(c[0], width < 20 ? 18 : width - 2, 2);
    if (last_three <= width) return fmt::format("{}    {}\n", quantity, three);
    return c[0].empty() ? "" : fmt::format("{}    target {}\n    simulated {}: {}\n", quantity, c[1], c[2], c[3]);
  };

  std::string text = line(heads);
  for (const std::string& kind : kinds) {
    text += heading_of(kind) + "\n";
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].kind == kind) text += line(cells[i]);
  }
  return text;
}

std::string validation_csv(std::span<const ValidationRow> rows) {
  std::string csv = "quantity,kind,unit,target,low,high,n,mean,ci_low,ci_high,p05,p50,p95,verdict,source,note\n";
  for (const ValidationRow& row : rows) {
    const sim::Summary& s = row.simulated;
    csv += csv_line({row.quantity, row.kind, row.unit, shortest(row.target), shortest(row.low), shortest(row.high),
                     std::to_string(s.n), shortest(s.mean), shortest(s.ci_low), shortest(s.ci_high), shortest(s.p05),
                     shortest(s.p50), shortest(s.p95), row.verdict, row.source, row.note});
  }
  return csv;
}

}  // namespace results
