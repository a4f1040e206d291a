#include "tools/report/sections/headline_figures.hpp"

#include "tools/report/comparison.hpp"
#include "tools/report/decided.hpp"
#include "tools/report/period.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace report::sections {

namespace {

/// "Option 2 saves £1.33m and option 1 £0.80m; ..."
std::string saving_title(const Inputs& inputs) {
  std::vector<std::string> save, cost, unclear, one;
  for (const std::string& system : inputs.others()) {
    const Measured* const m = inputs.summary()->find(system, net_saving);
    if (m == nullptr) continue;
    const std::string name = readable(system),
                      amount = fmt::format("{} ({})", name, shown(std::abs(m->mean), Kind::money));
    switch (finding(m)) {
      case Finding::more: save.push_back(amount); break;
      case Finding::less: cost.push_back(amount); break;
      case Finding::no_difference: unclear.push_back(name); break;
      case Finding::unknown: one.push_back(fmt::format("{} {}", name, shown(m->mean, Kind::money))); break;
    }
  }
  if (!one.empty()) return fmt::format("Net saving in one replication: {}", list(one));
  std::vector<std::string> clauses;
  if (!save.empty()) clauses.push_back("public money is saved by " + list(save));
  if (!cost.empty()) clauses.push_back("more is spent by " + list(cost));
  if (!unclear.empty()) clauses.push_back("no clear saving or loss by " + list(unclear));
  std::string text;
  for (const std::string& clause : clauses) text += (text.empty() ? "" : "; ") + clause;
  return capital(text);
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& outcome_words() {
  static const std::vector<std::pair<std::string, std::string>> words{
      {"incidents", "incidents of abuse"},
      {"harm_days", "days of harm to victims"},
      {"high_risk_years", "years that victims live at truly high risk"},
      {"homicides", "homicides"}};
  return words;
}

std::optional<Figure> saving_figure(const Inputs& inputs) {
  const Measures& summary = *inputs.summary();
  Table table{"Net saving",
              {{"system", "System", Kind::text},
               {"year", "Year", Kind::text},
               {"mean", "Net saving", Kind::money},
               {"ci_low", "95 % interval from", Kind::money},
               {"ci_high", "to", Kind::money},
               {"p05", "Nine replications in ten from", Kind::money},
               {"p95", "up to", Kind::money},
               {"saves", "Replications that save", Kind::share},
               {"plan", "The plan's figure", Kind::money},
               {"reaches", "Replications that reach it", Kind::share}},
              {}};
  std::string shown_systems;
  bool has_plan = false;
  std::vector<std::string> all_years{""};
  all_years.insert(all_years.end(), summary.years.begin(), summary.years.end());
  for (const std::string& year : all_years)
    for (const std::string& system : inputs.others()) {
      const Measured* const m = summary.find(system, net_saving, year);
      if (m == nullptr) continue;
      std::vector<Cell> row{readable(system), year};
      add_mean(row, m);
      row.insert(row.end(), {m->p05, m->p95});
      const auto saves = decided(inputs, "probability", system, "saves", net_saving),
                 plan = decided(inputs, "probability", system, "reaches the plan", net_saving);
      row.emplace_back(year.empty() && saves ? saves->value : unknown);
      row.emplace_back(year.empty() && plan ? plan->at : unknown);
      row.emplace_back(year.empty() && plan ? plan->value : unknown);
      has_plan = has_plan || (year.empty() && plan);
      if (year.empty())
        shown_systems += fmt::format("{}: {}. ", capital(readable(system)), with_interval(*m, Kind::money));
      table.rows.push_back(std::move(row));
    }
  if (table.rows.empty()) return std::nullopt;
  Chart chart{"intervals",
              {{"label", "system"},
               {"x", "mean"},
               {"low", "ci_low"},
               {"high", "ci_high"},
               {"rule", "0"},
               {"x_axis", fmt::format("Net saving over {}, £", period(inputs))}}};
  if (has_plan) chart.channels.insert({{"target_low", "plan"}, {"target_high", "plan"}});
  return Figure{
      .id = "net-saving",
      .title = saving_title(inputs),
      .subject = "Net saving",
      .description = fmt::format("A dot for each system with its 95 % interval against {}. {}{}",
                                 readable(inputs.finished().baseline), shown_systems,
                                 has_plan ? "The plan's figure is marked." : ""),
      .note = std::string(unit_of(inputs, net_saving).empty()
                              ? ""
                              : "Net saving: what the baseline spends less "
                                "what this system spends, the new model included; real prices, not discounted.") +
              (has_plan ? " The plan's figure was given before anything was built, and nothing is fitted to it." : ""),
      .chart = std::move(chart),
      .svg = "",
      .follows = {"year"},
      .table = std::move(table)};
}

std::optional<Figure> victims_figure(const Inputs& inputs) {
  const Measures* const differences = inputs.differences();
  if (differences == nullptr || inputs.others().empty()) return std::nullopt;
  Table table{"For victims",
              {{"what", "What", Kind::text},
               {"system", "System", Kind::text},
               {"year", "Year", Kind::text},
               {"there", readable(inputs.finished().baseline), Kind::number},
               {"mean", "Difference", Kind::number},
               {"ci_low", "95 % interval from", Kind::number},
               {"ci_high", "to", Kind::number},
               {"change", "Change", Kind::share},
               {"change_low", "from", Kind::share},
               {"change_high", "to", Kind::share}},
              {}};
  std::string title, description;
  std::vector<std::string> all_years{""};
  all_years.insert(all_years.end(), differences->years.begin(), differences->years.end());
  for (const auto& [metric, things] : outcome_words()) {
    if (title.empty() || metric == outcome_words().back().first) {
      const std::string said = comparison(inputs, metric, things);
      title += title.empty() || said.empty() ? said : "; " + lowered(said);
    }
    for (const std::string& year : all_years)
      for (const std::string& system : inputs.others()) {
        const Measured *const there = inputs.summary()->find(inputs.finished().baseline, metric, year),
                              *const d = differences->find(system, metric, year);
        if (there == nullptr || d == nullptr) continue;
        std::vector<Cell> row{capital(things), readable(system), year, there->mean};
        add_mean(row, d);
        const bool has_share = there->mean > 0;
        for (const double value : {d->mean, d->ci_low, d->ci_high})
          row.emplace_back(has_share ? value / there->mean : unknown);
        if (year.empty() && has_share)
          description += fmt::format(
              "{} under {}: {}. ", capital(things), readable(system),
              with_interval(d->mean / there->mean, d->ci_low / there->mean, d->ci_high / there->mean, Kind::share));
        table.rows.push_back(std::move(row));
      }
  }
  if (table.rows.empty()) return std::nullopt;
  return Figure{.id = "for-victims",
                .title = title,
                .subject = "What changes for victims",
                .description = "A dot for each system and outcome with its 95 % interval. " + description,
                .note =
                    "Change: the paired difference in per cent of the baseline's mean. Every incident counts, known "
                    "to anybody or not.",
                .chart = Chart{"intervals",
                               {{"label", "system"},
                                {"x", "change"},
                                {"low", "change_low"},
                                {"high", "change_high"},
                                {"facet", "what"},
                                {"rule", "0"},
                                {"x_axis", "Change against " + readable(inputs.finished().baseline) + ", %"}}},
                .svg = "",
                .follows = {"year"},
                .table = std::move(table)};
}

}  // namespace report::sections
