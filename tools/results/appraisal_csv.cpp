#include "tools/results/appraisal_csv.hpp"

#include "sim/summary.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace results {

namespace {

using economics::Account;
using economics::Appraisal;
using economics::Figures;
using economics::Pence;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Quantiles of values some of which lie beyond all that can be seen; NaN where the quantile does.
double quantile_with_censored(std::vector<double> values, double p) {
  for (double& v : values)
    if (std::isnan(v)) v = std::numeric_limits<double>::infinity();
  std::sort(values.begin(), values.end());
  const double q = sim::quantile_of_sorted(values, p);
  return std::isfinite(q) ? q : none;
}

std::string in_pounds(Pence pence) {
  const std::string sign = pence < 0 ? "-" : "";
  const auto whole = static_cast<std::uint64_t>(pence < 0 ? -pence : pence);
  return fmt::format("{}{}.{:02}", sign, whole / 100, whole % 100);
}

/// One column of an account over the replications, by year.
struct Column {
  std::vector<Pence> mean;                ///< rounded; shape (years)
  std::vector<std::vector<double>> each;  ///< pence; shape (years, replications)
};

template <class Read>
Column column(const std::vector<Appraisal>& appraisals, std::size_t years, Read read) {
  Column c{std::vector<Pence>(years, 0), std::vector<std::vector<double>>(years)};
  for (std::size_t y = 0; y < years; ++y) {
    for (const Appraisal& a : appraisals) c.each[y].push_back(static_cast<double>(read(a, y)));
    c.mean[y] = economics::rounded(mean(c.each[y]));
  }
  return c;
}

/// Rounded means of one party, and what they are in each replication.
struct Party {
  std::string name;
  Column cost, benefit;
  std::vector<Pence> cashable;
};

void add(Column& to, const Column& more) {
  for (std::size_t y = 0; y < to.mean.size(); ++y) {
    to.mean[y] += more.mean[y];
    for (std::size_t r = 0; r < to.each[y].size(); ++r) to.each[y][r] += more.each[y][r];
  }
}

Party party(std::string name, const std::vector<Appraisal>& appraisals, std::size_t years, std::size_t agency) {
  const auto read = [&](std::vector<Pence> Account::*which) {
    return column(appraisals, years, [=](const Appraisal& a, std::size_t y) { return (a.agencies[agency].*which)[y]; });
  };
  return {std::move(name), read(&Account::cost), read(&Account::benefit), read(&Account::cashable).mean};
}

Column nothing(std::size_t years, std::size_t replications) {
  return {std::vector<Pence>(years, 0), std::vector<std::vector<double>>(years, std::vector<double>(replications, 0))};
}

/// Everybody together: sums of cells that are rounded already.
Party total(const std::vector<Party>& parties, std::size_t years, std::size_t replications) {
  Party all{"all", nothing(years, replications), nothing(years, replications), std::vector<Pence>(years, 0)};
  for (const Party& p : parties) {
    add(all.cost, p.cost);
    add(all.benefit, p.benefit);
    for (std::size_t y = 0; y < years; ++y) all.cashable[y] += p.cashable[y];
  }
  return all;
}

std::string lines(const std::string& comparison, const Party& p, const std::vector<std::string>& years) {
  std::string csv;
  const std::size_t n = p.cost.each.front().size();
  const auto line = [&](const std::string& year, Pence cost, Pence benefit, Pence cash,
                        const std::vector<double>& costs, const std::vector<double>& benefits) {
    std::vector<double> net(n);
    for (std::size_t r = 0; r < n; ++r) net[r] = benefits[r] - costs[r];
    const auto at = [](const std::vector<double>& each, double sim::Summary::*end) {
      return in_pounds(economics::rounded(sim::summarise(each).*end));
    };
    constexpr double sim::Summary::*low = &sim::Summary::p05, sim::Summary::*high = &sim::Summary::p95;
    csv += csv_line({comparison, p.name, year, in_pounds(cost), in_pounds(benefit), in_pounds(cash),
                     in_pounds(benefit - cost), at(net, low), at(net, high), at(costs, low), at(costs, high),
                     at(benefits, low), at(benefits, high)});
  };
  const auto sum = [](const std::vector<Pence>& v) { return std::accumulate(v.begin(), v.end(), Pence{0}); };
  Column cost = nothing(1, n), benefit = nothing(1, n);
  for (std::size_t y = 0; y < years.size(); ++y) {
    line(years[y], p.cost.mean[y], p.benefit.mean[y], p.cashable[y], p.cost.each[y], p.benefit.each[y]);
    add(cost, {{p.cost.mean[y]}, {p.cost.each[y]}});
    add(benefit, {{p.benefit.mean[y]}, {p.benefit.each[y]}});
  }
  line("", cost.mean[0], benefit.mean[0], sum(p.cashable), cost.each[0], benefit.each[0]);
  return csv;
}

}  // namespace

std::string name_of(const abuse::Comparison& c, const experiment::Results& results) {
  return results.systems[c.option] + " - " + results.systems[c.comparator];
}

std::vector<AppraisalFigure> figures(const abuse::Comparison& comparison, bool corrected, bool discounted) {
  const std::vector<Appraisal>& appraisals = corrected ? comparison.corrected : comparison.plain;
  const auto each = [&](auto read) {
    std::vector<double> values;
    for (const Appraisal& a : appraisals) values.push_back(read(discounted ? a.discounted : a.undiscounted));
    return values;
  };
  std::vector<AppraisalFigure> out;
  const auto money = [&](const char* name, double Figures::*which) {
    out.push_back({name, "£", each([=](const Figures& f) { return f.*which / 100; }), none});
  };
  money("cost", &Figures::cost);
  money("fiscal benefit", &Figures::fiscal);
  money("of it cashable", &Figures::cashable);
  money("of it transfers", &Figures::transfers);
  money("of it lines that stop", &Figures::released);
  money("economic benefit", &Figures::economic);
  money("social benefit", &Figures::social);
  money("net present budget impact", &Figures::net_present_budget_impact);
  money("cashable budget impact", &Figures::cashable_budget_impact);
  money("net present public value", &Figures::net_present_public_value);
  const auto mean_of = [&](auto read) { return mean(each(read)); };
  const auto ratio = [&](const char* name, std::optional<double> Figures::*which, auto above, auto below) {
    const double divisor = mean_of(below);
    out.push_back({name, "£ a £", each([=](const Figures& f) { return (f.*which).value_or(none); }),
                   divisor > 0 ? mean_of(above) / divisor : none});
  };
  const auto cost = [](const Figures& f) { return f.cost; };
  ratio(
      "financial return on investment", &Figures::financial_return, [](const Figures& f) { return f.fiscal; }, cost);
  ratio(
      "cashable return on investment", &Figures::cashable_return, [](const Figures& f) { return f.cashable; }, cost);
  ratio(
      "return on new money", &Figures::return_on_new_money, [](const Figures& f) { return f.fiscal - f.released; },
      [](const Figures& f) { return f.cost - f.released; });
  ratio(
      "public value benefit-cost ratio", &Figures::public_value_ratio,
      [](const Figures& f) { return f.fiscal - f.transfers + f.economic + f.social; },
      [](const Figures& f) { return f.cost - f.transfer_cost; });
  const auto years = [&](const char* name, std::optional<double> Figures::*which) {
    out.push_back({name, "years", each([=](const Figures& f) { return (f.*which).value_or(none); }), none});
  };
  years("payback", &Figures::payback);
  years("cashable payback", &Figures::cashable_payback);
  return out;
}

std::string cba_summary_csv(std::span<const abuse::Comparison> comparisons, const experiment::Results& results) {
  std::string csv = "comparison,basis,discounting,figure,unit,n,mean,ci_low,ci_high,p05,p50,p95,ratio_of_means,share\n";
  for (const abuse::Comparison& c : comparisons)
    for (const bool corrected : {false, true})
      for (const bool discounted : {false, true})
        for (const AppraisalFigure& f : figures(c, corrected, discounted)) {
          const sim::Summary s = sim::summarise(f.values);
          csv += csv_line({name_of(c, results), corrected ? "corrected for optimism" : "as simulated",
                           discounted ? "standard" : "none", f.figure, f.unit, std::to_string(s.n), shortest(s.mean),
                           shortest(s.ci_low), shortest(s.ci_high), shortest(quantile_with_censored(f.values, 0.05)),
                           shortest(quantile_with_censored(f.values, 0.5)),
                           shortest(quantile_with_censored(f.values, 0.95)), shortest(f.of_means),
                           shortest(static_cast<double>(s.n) / static_cast<double>(f.values.size()))});
        }
  return csv;
}

std::string cba_by_agency_year_csv(const abuse::Plan& plan, std::span<const abuse::Comparison> comparisons,
                                   const experiment::Results& results) {
  const std::size_t years = results.years.size(), n = results.replications.size();
  std::string csv =
      "comparison,agency,year,cost,benefit,cashable,net,net_p05,net_p95,cost_p05,cost_p95,benefit_p05,benefit_p95\n";
  for (const abuse::Comparison& c : comparisons) {
    std::vector<Party> parties;
    for (std::size_t a = 0; a < plan.agencies.size(); ++a)
      parties.push_back(party(plan.agencies[a], c.plain, years, a));
    parties.push_back(total(parties, years, n));
    const Column wider = column(
        c.plain, years, [](const Appraisal& a, std::size_t y) { return economics::add(a.economic[y], a.social[y]); });
    parties.push_back({"society", nothing(years, n), wider, std::vector<Pence>(years, 0)});
    for (const Party& p : parties) csv += lines(name_of(c, results), p, results.years);
  }
  return csv;
}

}  // namespace results
