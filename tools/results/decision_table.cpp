#include "tools/results/decision_table.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <vector>

namespace results {

namespace {

using abuse::DecisionFigure;
using Table = std::vector<std::vector<std::string>>;  ///< the first line has the names

std::string aligned(const Table& table) {
  std::vector<std::size_t> widths;
  for (const auto& cells : table)
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c == widths.size()) widths.push_back(0);
      widths[c] = std::max(widths[c], columns(cells[c]));
    }
  std::string text;
  for (const auto& cells : table) {
    std::string line;
    for (std::size_t c = 0; c < cells.size(); ++c) line += "  " + pad_right(cells[c], widths[c]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string percent(double share) { return std::isfinite(share) ? fmt::format("{:.0f} %", 100 * share) : "n/a"; }
std::string percent(const DecisionFigure& f) {
  const std::string mean = percent(f.value);
  return std::isnan(f.low) ? mean : fmt::format("{} ({:.0f} to {:.0f})", mean, 100 * f.low, 100 * f.high);
}
/// \param decimals  below 0 rounds to tens, hundreds and so on
std::string money(double pounds, int decimals = 0) {
  if (!std::isfinite(pounds)) return "n/a";
  const std::string amount = "£" + grouped(std::abs(pounds), decimals);
  return pounds < 0 && amount != "£0" ? "-" + amount : amount;
}
std::string amount(const DecisionFigure& f) {
  const double half = (f.high - f.low) / 2;
  int decimals = decimals_for_interval(f.value, half);
  if (f.unit == "£") {
    decimals = std::min(0, decimals);
    if (!std::isfinite(half)) return money(f.value, decimals);
    return fmt::format("{} ({} to {})", money(f.value, decimals), money(f.low, decimals), money(f.high, decimals));
  }
  const std::string text =
      std::isfinite(half) ? mean_with_interval(f.value, f.low, f.high, decimals) : grouped(f.value, decimals);
  return text + " " + f.unit;
}

const std::map<std::string_view, std::string_view> in_words{
    {"net_saving", "public money"},
    {"net_saving_discounted", "public money, discounted"},
    {"cash_less_new_money", "cash, less new money"},
    {"cashable_saving", "cash"},
    {"public_value", "public value, discounted"},
};
std::string words(const std::string& name) {
  const auto found = in_words.find(name);
  return found == in_words.end() ? name : std::string(found->second);
}

/// A line for each pair of quantity and money, a column for each system, in the order in which they come.
Table by_system(std::span<const DecisionFigure> figures, std::string_view part, std::string_view quantity = {}) {
  std::vector<std::string> systems;
  Table table{{""}};
  std::vector<std::string> keys;
  for (const DecisionFigure& f : figures) {
    if (f.part != part || f.unit != "share of replications" || (!quantity.empty() && f.quantity != quantity)) continue;
    std::string key = fmt::format("{}: {}", f.quantity, words(f.of));
    if (std::isfinite(f.at)) key += ", " + money(f.at);
    auto row = std::find(keys.begin(), keys.end(), key);
    if (row == keys.end()) {
      row = keys.insert(row, key);
      table.push_back({key});
    }
    auto column = std::find(systems.begin(), systems.end(), f.system);
    if (column == systems.end()) {
      column = systems.insert(column, f.system);
      table[0].push_back(f.system);
    }
    auto& cells = table[static_cast<std::size_t>(row - keys.begin()) + 1];
    cells.resize(std::max(cells.size(), static_cast<std::size_t>(column - systems.begin()) + 2));
    cells[static_cast<std::size_t>(column - systems.begin()) + 1] = percent(f);
  }
  return table;
}

std::string_view what_it_holds(bool drawn) {
  return drawn ? "Replications differ by chance and by every uncertain number of the scenario together."
               : "Replications differ by chance alone: no doubt about any number is in these shares (run with "
                 "--parameters drawn for that).";
}
std::string_view of_information(bool drawn) {
  return drawn
             ? "Perfect information here counts luck as a thing that could be known, so it is an upper limit; a sweep "
               "of kind uncertainty with several replications a point takes chance out. The worth of a single "
               "parameter is by regression, which averages chance out, for those only that stand out among all: with "
               "few replications there may be none, which does not say that none matters."
             : "Perfect information here is what it would be worth to foresee chance, which nobody can sell.";
}

/// The effects and what is said of each, by effect, then system.
std::string planes(std::span<const DecisionFigure> figures) {
  Table table{{"effect", "system", "", ""}};
  std::string of, system;
  for (const DecisionFigure& f : figures) {
    if (f.part != "plane") continue;
    const bool is_share = f.unit == "share of replications";
    if (is_share && f.value == 0) continue;
    std::string said = is_share ? percent(f) : amount(f);
    if (f.quantity == "cost of one more" && std::isnan(f.value)) said = "none: not both dearer and better in the mean";
    const bool is_new = f.of != of || f.system != system;
    table.push_back({is_new ? f.of : "", is_new ? f.system : "", f.quantity, said});
    of = f.of;
    system = f.system;
  }
  return table.size() > 1
             ? "\nCost against effect, both discounted, each system against the baseline\n" + aligned(table)
             : "";
}

std::string curves(std::span<const DecisionFigure> figures) {
  std::vector<std::string> effects;
  for (const DecisionFigure& f : figures)
    if (f.part == "acceptability" && std::find(effects.begin(), effects.end(), f.of) == effects.end())
      effects.push_back(f.of);
  std::string text;
  for (const std::string& effect : effects) {
    std::map<double, std::vector<std::string>> rows;
    Table table{{"worth of one more"}};
    std::map<double, std::string> frontier;
    for (const DecisionFigure& f : figures) {
      if (f.part != "acceptability" || f.of != effect) continue;
      auto& row = rows[f.at];
      if (row.empty()) row.push_back(money(f.at));
      if (f.quantity == "best") row.push_back(percent(f));
      if (f.quantity == "best" && f.at == rows.begin()->first) table[0].push_back(f.system);
      if (f.quantity == "best in the mean" && f.value == 1) frontier[f.at] = f.system;
    }
    table[0].emplace_back("best in the mean");
    for (auto& [at, row] : rows) {
      row.push_back(frontier[at]);
      table.push_back(row);
    }
    text += fmt::format("\nProbability of being best, by what one more of {} is worth\n{}", effect, aligned(table));
  }
  return text;
}

std::string information(std::span<const DecisionFigure> figures) {
  Table table{{"of", "known", "worth (95 % interval)"}};
  for (const DecisionFigure& f : figures)
    if (f.part == "information")
      table.push_back({words(f.of), f.quantity == "perfect" ? "everything" : f.quantity, amount(f)});
  return aligned(table);
}

}  // namespace

std::string decision_csv(std::span<const DecisionFigure> figures, bool drawn) {
  std::string csv = "part,system,quantity,of,at,unit,n,value,ci_low,ci_high,holds\n";
  for (const DecisionFigure& f : figures)
    csv += csv_line({f.part, f.system, f.quantity, f.of, shortest(f.at), f.unit, std::to_string(f.n), shortest(f.value),
                     shortest(f.low), shortest(f.high), drawn ? "parameters drawn" : "chance only"});
  return csv;
}

std::string decision_text(std::span<const DecisionFigure> figures, bool drawn, std::size_t width) {
  if (figures.empty()) return "";
  std::string text = wrap(fmt::format("The choice between the systems, over {} replications, with 95 % intervals. {} "
                                      "Money is against the baseline, real, and not corrected for optimism.",
                                      figures[0].n, what_it_holds(drawn)),
                          width);
  text += "\nHow probable it is\n" + aligned(by_system(figures, "probability"));
  text += "\nWhich is best, the baseline among them\n" + aligned(by_system(figures, "choice", "best"));
  text += planes(figures) + curves(figures);
  text += "\nWhat it would be worth to know more before choosing, over the whole period\n" + information(figures);
  return text + wrap(of_information(drawn), width);
}

std::string decision_short(std::span<const DecisionFigure> figures, bool drawn) {
  if (figures.empty()) return "";
  Table table = by_system(figures, "probability");
  std::string text = fmt::format("How sure the choice is, {} replications, {} (95 % interval; more in decision.txt)\n",
                                 figures[0].n, drawn ? "parameters drawn" : "chance only");
  text += aligned(table);
  return text + aligned(by_system(figures, "choice", "best"));
}

}  // namespace results
