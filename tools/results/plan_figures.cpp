#include "tools/results/plan_figures.hpp"

#include "sim/summary.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace results {

namespace {

using abuse::config::PlanFigure;

double plan_value(const PlanFigure& f) { return f.money ? static_cast<double>(*f.money) / 100 : *f.share; }

std::optional<double> plan_high(const PlanFigure& f) {
  return f.money_high ? std::optional(static_cast<double>(*f.money_high) / 100) : std::nullopt;
}

/// What stands for the figure under one system, by replication; empty if nothing does.
std::vector<double> simulated(const PlanFigure& f, const experiment::Results& results, std::size_t system) {
  std::vector<double> values;
  const std::size_t metric = f.metric ? results.find(f.metric->name) : results.metrics.size();
  if (metric == results.metrics.size()) return values;
  const std::size_t years = results.years.size();
  for (std::size_t r = 0; r < results.replications.size(); ++r)
    values.push_back(results.at(r, system, years, metric) / (f.per_year ? static_cast<double>(years) : 1));
  return values;
}

double share_reaching(const std::vector<double>& values, double figure) {
  return static_cast<double>(std::ranges::count_if(values, [=](double v) { return v >= figure; })) /
         static_cast<double>(values.size());
}

template <class Visit>
void each_figure(const abuse::Plan& plan, const experiment::Results& results, Visit visit) {
  if (!plan.scenario.appraisal) return;
  for (const PlanFigure& f : plan.scenario.appraisal->plan)
    for (std::size_t s = 0; s < results.systems.size(); ++s)
      if (f.baseline == (s == results.baseline))
        if (const std::vector<double> values = simulated(f, results, s); !values.empty()) visit(f, s, values);
}

std::string shown(const PlanFigure& f, double value) {
  return f.money ? in_millions(value) : grouped(100 * value, 1) + " %";
}

/// A metric of the baseline, a year.
sim::Summary summary_a_year(const experiment::Results& results, std::size_t metric) {
  const std::size_t years = results.years.size();
  std::vector<double> each;
  for (std::size_t r = 0; r < results.replications.size(); ++r)
    each.push_back(results.at(r, results.baseline, years, metric) / static_cast<double>(years));
  return sim::summarise(each);
}
double a_year(const experiment::Results& results, std::size_t metric) { return summary_a_year(results, metric).mean; }

/// What share of a line is counted in the headline, by what one agency pays of it; 1 where nothing else is said.
std::map<std::size_t, double> counted_shares(const abuse::Plan& plan) {
  std::map<std::size_t, double> shares;
  for (const auto& service : plan.systems[plan.baseline].services)
    for (const auto& cost : service.costs)
      if (cost.counted > 0 && cost.counted < 1) shares[plan.payer_metric[cost.line]] = cost.counted;
  return shares;
}

}  // namespace

std::string plan_figures_csv(const abuse::Plan& plan, const experiment::Results& results) {
  std::string csv = "figure,plan,plan_high,unit,system,n,mean,ci_low,ci_high,p05,p95,share_reaching,source,remark\n";
  each_figure(plan, results, [&](const PlanFigure& f, std::size_t system, const std::vector<double>& values) {
    const sim::Summary s = sim::summarise(values);
    csv += csv_line({f.figure, shortest(plan_value(f)), plan_high(f) ? shortest(*plan_high(f)) : "",
                     f.money ? "£" : "share", results.systems[system], std::to_string(s.n), shortest(s.mean),
                     shortest(s.ci_low), shortest(s.ci_high), shortest(s.p05), shortest(s.p95),
                     shortest(share_reaching(values, plan_value(f))), f.source, f.note});
  });
  return csv;
}

std::string plan_figures_text(const abuse::Plan& plan, const experiment::Results& results) {
  std::string text;
  const PlanFigure* last = nullptr;
  each_figure(plan, results, [&](const PlanFigure& f, std::size_t system, const std::vector<double>& values) {
    if (text.empty()) text = "The plan's figures, and how many replications reach them\n";
    if (&f != last)
      text += fmt::format("  {}: {}{}\n", f.figure, shown(f, plan_value(f)),
                          plan_high(f) ? " to " + shown(f, *plan_high(f)) : "");
    last = &f;
    const sim::Summary s = sim::summarise(values);
    text +=
        fmt::format("    {} {} ({} to {}); {} % reach it\n", pad_right(results.systems[system], 12), shown(f, s.mean),
                    shown(f, s.p05), shown(f, s.p95), grouped(100 * share_reaching(values, plan_value(f)), 0));
  });
  return text;
}

std::string reconciliation_csv(const abuse::Plan& plan, const experiment::Results& results) {
  const sim::Summary cost = summary_a_year(results, results.find("cost_total"));
  const double total = cost.mean, none = std::numeric_limits<double>::quiet_NaN();
  std::string csv = "part,name,agency,kind,pounds_a_year,share,ci_low,ci_high\n";
  const auto line = [&](const char* part, const std::string& name, const std::string& agency, std::string_view kind,
                        double pounds, double share, double low, double high) {
    csv += csv_line({part, name, agency, kind, shortest(pounds), shortest(share), shortest(low), shortest(high)});
  };
  const auto check = [&](const char* part, const std::string& name, double pounds, double share) {
    line(part, name, "", "", pounds, share, none, none);
  };
  std::map<std::size_t, bool> done;
  double reactive = 0, partly = 0, partly_reactive = 0;  // of the lines that are counted in part: all of them
  double counted = 0, counted_reactive = 0;              // and what is counted now
  const std::map<std::size_t, double> shares = counted_shares(plan);
  for (std::size_t l = 0; l < plan.lines.size(); ++l) {
    const economics::Line& of = plan.lines[l];
    if (!of.headline || std::exchange(done[plan.payer_metric[l]], true)) continue;
    const sim::Summary paid = summary_a_year(results, plan.payer_metric[l]);
    const double pounds = paid.mean;
    if (pounds == 0) continue;
    const bool is_reactive = of.kind == economics::Kind::reactive;
    line("line", of.name, plan.agencies[of.agency], abuse::cost_kind_names[static_cast<std::size_t>(of.kind)], pounds,
         pounds / total, paid.ci_low, paid.ci_high);
    if (is_reactive) reactive += pounds;
    if (const auto found = shares.find(plan.payer_metric[l]); found != shares.end()) {
      counted += pounds;
      partly += pounds / found->second;
      if (is_reactive) counted_reactive += pounds, partly_reactive += pounds / found->second;
    }
  }
  line("total", "all lines", "", "", total, 1, cost.ci_low, cost.ci_high);
  line("total", "reactive", "", "reactive", reactive, reactive / total, none, none);
  if (partly > 0)
    for (const double share : {0.0, 0.25, 0.5, counted / partly, 0.75, 1.0}) {
      const double all = total - counted + share * partly;
      check("counted", fmt::format("with {} % counted of the lines counted in part", grouped(100 * share, 0)), all,
            (reactive - counted_reactive + share * partly_reactive) / all);
    }
  double above = 0;
  if (plan.scenario.appraisal)
    for (const auto& term : plan.scenario.appraisal->top_down) {
      const double price = static_cast<double>(term.price) / 100;
      if (term.count) {
        check("top down", fmt::format("{}: {} at £{}", term.what, grouped(*term.count, 0), grouped(price, 0)),
              *term.count * price, *term.count * price / total);
        above += *term.count * price;
      }
      if (const std::size_t m = term.metric ? results.find(term.metric->name) : results.metrics.size();
          m < results.metrics.size() && a_year(results, m) > 0)
        check("top down", fmt::format("{}, as simulated", term.what), a_year(results, m) * price,
              a_year(results, m) * price / total);
    }
  if (above > 0) check("top down", "together, by the counts quoted", above, above / total);
  return csv;
}

}  // namespace results
