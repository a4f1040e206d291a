#include "tools/calibration/report.hpp"

#include "models/scenario/units.hpp"
#include "sim/calibration/history_match.hpp"
#include "sim/calibration/misfit.hpp"
#include "sim/summary.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tools::calibration {

namespace {

/// Five figures at most, but all of a whole number.
std::string figures(double x) {
  const bool is_whole = x == std::round(x);
  return results::grouped_shortest(is_whole ? x : std::strtod(fmt::format("{:.5g}", x).c_str(), nullptr));
}

/// For people: rates a year, money in pounds.
std::string readable(double value, scenario::Unit unit) {
  constexpr double year = 365.25;
  switch (unit) {
    case scenario::Unit::rate: return figures(value * year) + " per year";
    case scenario::Unit::duration: return figures(value) + " days";
    case scenario::Unit::money: return "£" + figures(value / 100);
    case scenario::Unit::caseload: return figures(value) + " cases per FTE";
    case scenario::Unit::number:
    case scenario::Unit::count:
    case scenario::Unit::share: break;
  }
  return figures(value);
}

std::string with_interval(const sim::Summary& s) {
  if (s.n == 0 || !std::isfinite(s.mean)) return "n/a";
  const int decimals = results::decimals_for_interval(s.mean, s.ci_high - s.mean);
  return fmt::format("{} ({} to {})", results::grouped(s.mean, decimals), results::grouped(s.ci_low, decimals),
                     results::grouped(s.ci_high, decimals));
}

std::string target_text(const results::ValidationRow& row) {
  if (!std::isfinite(row.low) && !std::isfinite(row.high)) return figures(row.target);
  const auto end = [](double x) { return std::isfinite(x) ? figures(x) : "open"; };
  return fmt::format("{} ({} to {})", figures(row.target), end(row.low), end(row.high));
}

/// Rows of cells under each other, the first column to the left, the others to the right.
std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows[0].size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], results::columns(row[i]));
  std::string text;
  for (const auto& row : rows) {
    std::string line = " ";
    for (std::size_t i = 0; i < row.size(); ++i)
      line += " " + (i == 0 ? results::pad_right(row[i], widths[i]) : " " + results::pad_left(row[i], widths[i]));
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

bool is_fitted(const FitRow& row) { return row.after.kind == "fit"; }

std::string fit_table(const Fit& c, bool fitted) {
  std::vector<std::vector<std::string>> rows{{"", "target (tolerance)", "before (95 %)", "after (95 %)", ""}};
  for (const FitRow& row : c.rows) {
    if (is_fitted(row) != fitted) continue;
    const std::string unit = row.after.unit.empty() ? "" : fmt::format(" ({})", row.after.unit);
    rows.push_back({row.after.quantity + unit, target_text(row.after), with_interval(row.before.simulated),
                    with_interval(row.after.simulated), row.after.verdict});
  }
  return rows.size() == 1 ? "" : table(rows);
}

/// Why nothing survived.
std::string conflict_text(const Fit& c) {
  std::vector<std::string> names;
  for (const FitRow& row : c.rows)
    if (is_fitted(row)) names.push_back(row.after.quantity);
  std::vector<sim::calibration::Candidate> tried;
  for (const Trial& t : c.trials) tried.push_back(t.result);
  const auto conflict = sim::calibration::conflict_among(tried);
  std::string text =
      "No set of parameters that was tried meets the targets; the scenario's structure, its bounds or the "
      "targets do not fit together.\n";
  for (const std::size_t t : conflict.alone) text += fmt::format("  out of reach: {}\n", names[t]);
  for (const auto& [a, b] : conflict.pairs) text += fmt::format("  not met together: {}, {}\n", names[a], names[b]);
  if (conflict.alone.empty() && conflict.pairs.empty())
    text += "  each target can be met, and any two of them, but not all at once\n";
  const auto& worst = c.trials[c.best].result.implausibility;
  for (std::size_t t = 0; t < worst.size(); ++t)
    if (worst[t] >= sim::calibration::ruled_out)
      text += fmt::format("  missed by the best fit: {} (implausibility {:.1f})\n", names[t], worst[t]);
  return text;
}

const Trial& best(const Fit& c) { return c.trials[c.best]; }

}  // namespace

std::string fit_csv(const Fit& c) {
  using results::shortest;
  std::string csv =
      "quantity,kind,unit,target,low,high,before,before_ci_low,before_ci_high,after,after_ci_low,after_ci_high,"
      "within\n";
  for (const FitRow& row : c.rows) {
    const auto &a = row.after, &b = row.before;
    const bool judged = a.verdict == "within" || a.verdict == "below" || a.verdict == "above";
    csv += results::csv_line({a.quantity, a.kind, a.unit, shortest(a.target), shortest(a.low), shortest(a.high),
                              shortest(b.simulated.mean), shortest(b.simulated.ci_low), shortest(b.simulated.ci_high),
                              shortest(a.simulated.mean), shortest(a.simulated.ci_low), shortest(a.simulated.ci_high),
                              !judged                 ? ""
                              : a.verdict == "within" ? "yes"
                                                      : "no"});
  }
  return csv;
}

std::string parameters_csv(const Fit& c) {
  using results::shortest;
  std::string csv = "path,unit,low,high,start,fitted,range_low,range_high,share,identified,why\n";
  for (const ParameterFinding& f : c.parameters) {
    const FittedParameter& p = f.parameter;
    csv += results::csv_line({p.number.path, scenario::kept_in(p.number.unit), shortest(p.low), shortest(p.high),
                              shortest(p.number.value), shortest(f.fitted), f.range ? shortest(f.range->first) : "",
                              f.range ? shortest(f.range->second) : "", shortest(f.share), f.identified, f.why});
  }
  return csv;
}

std::string ensemble_csv(const Fit& c) {
  std::string csv;
  const auto line = [&](const auto& cell) {
    for (std::size_t i = 0; i < c.parameters.size(); ++i) csv += (i == 0 ? "" : ",") + results::csv_field(cell(i));
    csv += '\n';
  };
  line([&](std::size_t i) { return c.parameters[i].parameter.number.path; });
  for (const auto& row : c.ensemble)
    line([&](std::size_t i) { return scenario::format_quantity(row[i], c.parameters[i].parameter.number.unit); });
  return csv;
}

std::string trace_csv(const Fit& c) {
  std::string csv = "trial,stage";
  for (const ParameterFinding& f : c.parameters) csv += "," + results::csv_field(f.parameter.number.path);
  csv += ",objective,implausibility\n";
  for (std::size_t t = 0; t < c.trials.size(); ++t) {
    csv += fmt::format("{},{}", t, c.trials[t].stage);
    for (const double value : c.trials[t].values) csv += "," + results::shortest(value);
    csv += fmt::format(",{},{}\n", results::shortest(c.trials[t].objective),
                       results::shortest(c.trials[t].result.worst()));
  }
  return csv;
}

std::string report_text(const Fit& c) {
  const auto fitted = std::count_if(c.rows.begin(), c.rows.end(), is_fitted);
  std::string text =
      fmt::format("{}\n{} parameters{} fitted to {} targets: {} sets tried, {} replications each, seed {}\n", c.title,
                  c.parameters.size(), c.baseline.empty() ? "" : " of " + c.baseline, fitted, c.trials.size(),
                  c.replications, c.seed);
  if (!c.complete) text += "Stopped early by a signal: this is what had been found by then.\n";
  text += fmt::format("\nFitted to: objective {:.4g} before, {:.4g} after (sum of squares, in tolerances)\n",
                      c.trials[0].objective, best(c).objective);
  text += fit_table(c, true);
  if (const std::string others = fit_table(c, false); !others.empty()) text += "\nLooked at, never fitted\n" + others;
  text += fmt::format(
      "Intervals (95 %) hold chance only, that of {} replications of one set of parameters; what is not known of the\n"
      "parameters is in the ensemble.\n",
      c.replications);

  text += "\nParameters\n";
  std::vector<std::vector<std::string>> rows{
      {"", "bounds", "start", "fitted", "90 % of ensemble", "share of bounds", "identified"}};
  for (const ParameterFinding& f : c.parameters) {
    const auto shown = [&](double value) { return readable(value, f.parameter.number.unit); };
    rows.push_back({f.parameter.number.path, fmt::format("{} to {}", shown(f.parameter.low), shown(f.parameter.high)),
                    shown(f.parameter.number.value), shown(f.fitted),
                    f.range ? fmt::format("{} to {}", shown(f.range->first), shown(f.range->second)) : "-",
                    f.identified == "not judged" ? "-" : fmt::format("{:.0f} %", 100 * f.share), f.identified});
  }
  text += table(rows);
  for (const ParameterFinding& f : c.parameters)
    if (f.identified == "no" || f.identified == "jointly")
      text += fmt::format("  {}: not identified{}: {}\n", f.parameter.number.path,
                          f.identified == "jointly" ? " by itself" : "", f.why);
  if (std::any_of(c.parameters.begin(), c.parameters.end(),
                  [](const ParameterFinding& f) { return f.identified == "jointly"; }))
    text +=
        "Of numbers known only jointly calibrated.yaml can say each one's own range and no more: draw them together, "
        "as\n"
        "the sets of ensemble.csv (a sweep of kind file), not each by itself.\n";

  text += "\nEnsemble\n";
  const bool any =
      std::any_of(c.trials.begin(), c.trials.end(), [](const Trial& t) { return !t.result.is_ruled_out(); });
  if (!any)
    text += conflict_text(c);
  else
    text += fmt::format(
        "{} sets of parameters that no target rules out (implausibility under {}), of {} tried in {} waves.\n",
        c.ensemble.size(), sim::calibration::ruled_out, c.tried_in_waves, c.waves);
  if (!c.settings.empty() || !c.prices_file.empty()) {
    text += "\nThe fit holds with these settings of the command line, which calibrated.yaml does not carry:\n";
    for (const std::string& set : c.settings) text += "  --set " + set + "\n";
    if (!c.prices_file.empty()) text += "  --prices " + c.prices_file + "\n";
  }
  return text;
}

}  // namespace tools::calibration
