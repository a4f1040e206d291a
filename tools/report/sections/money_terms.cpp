#include "tools/report/period.hpp"
#include "tools/report/sections/figure.hpp"
#include "tools/report/sections/money_parts.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace report::sections {

namespace {

/// The three ways to look at a figure of cba_summary.csv: basis and discounting.
struct Way {
  const char *key, *title, *basis, *discounting;
};
constexpr Way ways[] = {{"plain", "Undiscounted", "as simulated", "none"},
                        {"discounted", "Discounted", "as simulated", "standard"},
                        {"corrected", "Discounted and corrected for optimism", "corrected for optimism", "standard"}};

/// Rows of cba_summary.csv of one unit as a table: a line for each comparison and figure, columns for each way.
Table summary_table(const Inputs& inputs, const Records& summary, const std::string& name, Kind kind, bool money) {
  Table table{.name = name, .columns = {{"systems", "System"}, {"figure", "Figure"}, {"unit", "Unit"}}, .rows = {}};
  for (const Way& way : ways) {
    table.columns.push_back({way.key, way.title, kind});
    table.columns.push_back({std::string(way.key) + "_low", "nine in ten replications from", kind});
    table.columns.push_back({std::string(way.key) + "_high", "to", kind});
  }
  if (!money) table.columns.push_back({"share", "Replications that have it", Kind::share});
  std::vector<std::pair<std::string, std::string>> keys;
  for (std::size_t r = 0; r < summary.size(); ++r) {
    if ((summary.text(r, "unit") == "£") != money) continue;
    const std::pair<std::string, std::string> key{summary.text(r, "comparison"), summary.text(r, "figure")};
    std::size_t row = static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
    if (row == keys.size()) {
      keys.push_back(key);
      table.rows.push_back({in_words(inputs, compared(inputs, key.first)), key.second, summary.text(r, "unit")});
      table.rows.back().resize(table.columns.size(), unknown);
    }
    for (std::size_t w = 0; w < std::size(ways); ++w) {
      if (summary.text(r, "basis") != ways[w].basis || summary.text(r, "discounting") != ways[w].discounting) continue;
      const double of_means = summary.number(r, "ratio_of_means");
      const bool is_ratio = summary.text(r, "unit") == "£ a £";
      table.rows[row][3 + 3 * w] = is_ratio ? of_means : summary.number(r, "mean");
      table.rows[row][4 + 3 * w] = summary.number(r, "p05");
      table.rows[row][5 + 3 * w] = summary.number(r, "p95");
      if (!money && w == 0) table.rows[row][12] = summary.number(r, "share");
    }
  }
  return table;
}

/// Net saving of each option against the baseline, that way.
std::string saved(const Inputs& inputs, const Records& summary, const Way& way) {
  std::vector<std::string> parts;
  for (std::size_t r = 0; r < summary.size(); ++r) {
    if (summary.text(r, "figure") != "net present budget impact" || summary.text(r, "basis") != way.basis ||
        summary.text(r, "discounting") != way.discounting)
      continue;
    const Compared systems = compared(inputs, summary.text(r, "comparison"));
    if (systems.comparator != inputs.finished().baseline) continue;
    const double mean = summary.number(r, "mean"), low = summary.number(r, "ci_low"),
                 high = summary.number(r, "ci_high");
    const auto interval = [&](double value, double from, double to) {
      return shown(value, Kind::money) +
             (std::isfinite(from) ? fmt::format(" ({} to {})", shown(from, Kind::money), shown(to, Kind::money)) : "");
    };
    const std::string system = readable(systems.option);
    if (std::isfinite(low) && !is_clear(low, high))
      parts.push_back(system + " makes no clear difference, " + interval(0.0 - mean, 0.0 - high, 0.0 - low));
    else if (mean < 0)
      parts.push_back(system + " saves " + interval(0.0 - mean, 0.0 - high, 0.0 - low));
    else
      parts.push_back(system + " costs " + interval(mean, low, high));
  }
  return list(parts);
}

}  // namespace

std::vector<Figure> summary_figures(const Inputs& inputs, const Records& summary) {
  Figure amounts = figure_of("money-summary", "Costs and benefits");
  amounts.table = summary_table(inputs, summary, "Costs and benefits", Kind::money, true);
  if (const std::string plain = saved(inputs, summary, ways[0]), corrected = saved(inputs, summary, ways[2]);
      !plain.empty())
    amounts.title =
        fmt::format("Public money: undiscounted {}; discounted and corrected for optimism {}", plain, corrected);
  else
    amounts.title = "Costs and benefits of each system";
  if (inputs.finished().replications_done < 2) amounts.title += ", in one replication";
  amounts.description = "A table of the figures of the financial and the economic case.";
  amounts.note =
      "A budget impact below 0 is a saving. Benefits paid and taxes count here as money of the agency that pays or "
      "gets "
      "them; the net saving of the headline leaves them out. In the title 95 % intervals of the mean; the columns "
      "beside a mean "
      "hold nine in ten replications.";
  Figure ratios = figure_of("money-ratios", "Returns and payback", "What each pound brings, and when it is paid back");
  ratios.table = summary_table(inputs, summary, "Returns and payback", Kind::number, false);
  ratios.description = "A table of ratios, each the ratio of two means, and of years until payback.";
  ratios.note =
      "A ratio is that of the means over all replications, not known where the new model costs no more. Payback is the "
      "first time that benefits reach costs, 0 where that is within the first year, as a mean of those replications "
      "that "
      "come to it; the last column says how many do. A replication may fall behind again.";
  std::vector<std::string> parts;
  for (std::size_t r = 0; r < summary.size(); ++r) {
    const Compared systems = compared(inputs, summary.text(r, "comparison"));
    if (summary.text(r, "figure") == "public value benefit-cost ratio" && summary.text(r, "basis") == ways[1].basis &&
        summary.text(r, "discounting") == ways[1].discounting && systems.comparator == inputs.finished().baseline &&
        std::isfinite(summary.number(r, "ratio_of_means")))
      parts.push_back(
          fmt::format("{} for {}", shown(summary.number(r, "ratio_of_means"), Kind::money), readable(systems.option)));
  }
  if (!parts.empty())
    ratios.title =
        "A pound of cost brings public value of " + list(parts) + ", discounted and not corrected for optimism";
  return {std::move(amounts), std::move(ratios)};
}

std::vector<Figure> baseline_cost(const Inputs& inputs, const Records& records) {
  const std::string baseline = readable(inputs.finished().baseline);
  Figure lines = figure_of("money-baseline", "What the cost is made of");
  lines.table = {.name = "Cost of the baseline",
                 .columns = {{"line", "Line"},
                             {"party", "Who pays"},
                             {"kind", "Kind"},
                             {"amount", "£ a year", Kind::money},
                             {"amount_low", "95 % interval from", Kind::money},
                             {"amount_high", "to", Kind::money},
                             {"share", "Share of all", Kind::share}},
                 .rows = {}};
  const auto end = [&](std::size_t row, const char* column) {
    return records.has(column) ? records.number(row, column) : unknown;  // not in folders of an earlier version
  };
  Figure checks = figure_of("money-baseline-checks", "Counted otherwise");
  checks.table = {.name = "Cost counted otherwise",
                  .columns = {{"part", "Kind of check"},
                              {"name", "What is counted"},
                              {"amount", "£ a year", Kind::money},
                              {"share", "Reactive share, or times the baseline", Kind::number}},
                  .rows = {}};
  double all = unknown, reactive = unknown;
  std::pair<double, std::string> largest{0, ""};
  for (std::size_t r = 0; r < records.size(); ++r) {
    const std::string &part = records.text(r, "part"), &name = records.text(r, "name");
    const double amount = records.number(r, "pounds_a_year"), share = records.number(r, "share");
    if (part == "line") {
      lines.table.rows.push_back({name, readable(records.text(r, "agency")), records.text(r, "kind"), amount,
                                  end(r, "ci_low"), end(r, "ci_high"), share});
      if (amount > largest.first) largest = {amount, name};
    } else if (part == "total" && records.text(r, "kind").empty()) {
      all = amount;
    } else if (part == "total") {
      reactive = records.text(r, "kind") == "reactive" ? share : reactive;
    } else {
      checks.table.rows.push_back({part, name, amount, share});
    }
  }
  const auto by_amount = [](const auto& a, const auto& b) { return std::get<double>(a[3]) > std::get<double>(b[3]); };
  std::stable_sort(lines.table.rows.begin(), lines.table.rows.end(), by_amount);
  lines.title =
      fmt::format("{} costs {} a year, {} of it reactive; the largest of {} is {}, {}", capital(baseline),
                  shown(all, Kind::money), shown(reactive, Kind::share), counted(lines.table.rows.size(), "line"),
                  largest.second, shown(largest.first, Kind::money));
  lines.chart = Chart{"bars",
                      {{"label", "line"},
                       {"x", "amount"},
                       {"low", "amount_low"},
                       {"high", "amount_high"},
                       {"series", "kind"},
                       {"x_axis", "£ a year, " + baseline}}};
  lines.description =
      "Bars by line of spending with 95 % intervals, reactive and preventive, the largest first. " + lines.title + ".";
  if (const Measured* const outside = inputs.summary() == nullptr
                                          ? nullptr
                                          : inputs.summary()->find(inputs.finished().baseline, "cost_outside_headline");
      outside != nullptr && outside->mean > 0 && years(inputs) > 0) {
    const auto n = static_cast<double>(years(inputs));
    lines.note = fmt::format(
        "Not in it: {} a year spent on people whom no service knows as victims, and on the part of a line that is not "
        "counted.",
        with_interval(outside->mean / n, outside->ci_low / n, outside->ci_high / n, Kind::money));
  }
  double least = all, most = all;
  for (const auto& row : checks.table.rows)
    if (const double amount = std::get<double>(row[2]); std::get<std::string>(row[0]) == "counted") {
      least = std::fmin(least, amount);
      most = std::fmax(most, amount);
    }
  checks.title =
      fmt::format("Depending on how much of the partly counted lines is counted, the cost is {} to {} a year",
                  shown(least, Kind::money), shown(most, Kind::money));
  checks.description = "A table of what the cost would be counted otherwise, and of the top-down check.";
  checks.note = "The top-down check multiplies people by a quoted cost each; it is not part of the results.";
  return {std::move(lines), std::move(checks)};
}

Figure plan_figures(const Records& plan) {
  Figure figure = figure_of("money-plan", "The plan's figures");
  figure.table = {.name = "Plan's figures",
                  .columns = {{"figure", "Figure"},
                              {"plan", "The plan's", Kind::number},
                              {"plan_most", "to", Kind::number},
                              {"unit", "Unit"},
                              {"system", "System"},
                              {"simulated", "Simulated", Kind::number},
                              {"simulated_low", "95 % interval from", Kind::number},
                              {"simulated_high", "to", Kind::number},
                              {"p05", "Nine in ten replications from", Kind::number},
                              {"p95", "to", Kind::number},
                              {"reaching", "Replications at or above it", Kind::share},
                              {"source", "The plan's figure is from"},
                              {"remark", "Remark"}},
                  .rows = {}};
  std::vector<std::string> first, out_of_reach;
  for (std::size_t r = 0; r < plan.size(); ++r) {
    std::vector<Cell> row{plan.text(r, "figure"), plan.number(r, "plan"), plan.number(r, "plan_high"),
                          plan.text(r, "unit"), readable(plan.text(r, "system"))};
    for (const char* column : {"mean", "ci_low", "ci_high", "p05", "p95", "share_reaching"})
      row.emplace_back(plan.number(r, column));
    row.emplace_back(plan.text(r, "source"));
    row.emplace_back(plan.text(r, "remark"));
    figure.table.rows.push_back(std::move(row));
    if (plan.text(r, "figure") != plan.text(0, "figure")) continue;
    const std::string system = readable(plan.text(r, "system"));
    if (const double share = plan.number(r, "share_reaching"); share > 0)
      first.push_back(fmt::format("{} of the replications of {}", shown(share, Kind::share), system));
    else
      out_of_reach.push_back(system);
  }
  if (plan.size() > 0) {
    const std::string what = fmt::format("the plan's {} ({})", plan.text(0, "figure"),
                                         shown(plan.number(0, "plan"), kind_of_unit(plan.text(0, "unit"))));
    const std::string none = out_of_reach.empty() ? "" : "no replication of " + any_of(out_of_reach);
    figure.title = first.empty()
                       ? capital(none) + " reaches " + what
                       : capital(what) + " is reached in " + list(first) + (none.empty() ? "" : ", in " + none);
  }
  figure.description = "A table of the plan's figures beside what was simulated.";
  figure.note = "The plan's figures are predictions to compare with: nothing is fitted to them.";
  return figure;
}

}  // namespace report::sections
