#include "tools/quality/precision.hpp"

#include "tools/quality/markdown.hpp"
#include "tools/quality/wording.hpp"
#include "tools/report/words.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace quality {

namespace {

struct Width {
  std::string metric, unit, system;
  report::Measured level{}, difference{};
  bool paired = false;
  double half = NAN, half_of_difference = NAN, variance_ratio = NAN;
};

double half_width(const report::Measured& m) { return (m.ci_high - m.ci_low) / 2; }

std::vector<Width> widths_of(const Facts& facts, const report::Measures::Metric& metric) {
  const results::Finished& run = facts.inputs.finished();
  const report::Measures& summary = *facts.inputs.summary();
  const report::Measures* differences = facts.inputs.differences();
  std::vector<Width> all;
  const report::Measured* baseline = summary.find(run.baseline, metric.name);
  for (const std::string& system : run.systems) {
    const report::Measured* level = summary.find(system, metric.name);
    if (level == nullptr) continue;
    Width w{.metric = metric.name, .unit = metric.unit, .system = system, .level = *level, .half = half_width(*level)};
    const report::Measured* difference =
        system == run.baseline || differences == nullptr ? nullptr : differences->find(system, metric.name);
    if (difference != nullptr) {
      w.paired = true;
      w.difference = *difference;
      w.half_of_difference = half_width(*difference);
      if (baseline != nullptr && baseline->n == level->n && difference->n == level->n) {
        const double independent = std::pow(half_width(*baseline), 2) + std::pow(w.half, 2);
        if (independent > 0) w.variance_ratio = std::pow(w.half_of_difference, 2) / independent;
      }
    }
    all.push_back(w);
  }
  return all;
}

bool is_something(const std::vector<Width>& widths) {
  return std::ranges::any_of(widths,
                             [](const Width& w) { return w.level.n > 0 && (w.level.mean != 0 || w.half != 0); });
}

std::string three_figures(double value) {
  if (!std::isfinite(value)) return "-";
  return value == 0 ? "0" : results::grouped(value, std::max(0, results::decimals_for(value, 3)));
}

std::string relative(const Width& w) {
  return w.level.mean != 0 && std::isfinite(w.half) ? number_text(w.half / std::abs(w.level.mean)) : "";
}

}  // namespace

std::vector<std::string> main_outputs(const Facts& facts) {
  std::vector<std::string> names;
  const report::Measures* summary = facts.inputs.summary();
  if (summary == nullptr) return names;
  const auto add = [&](const std::string& name) {
    const bool known = std::ranges::any_of(summary->metrics, [&](const auto& m) { return m.name == name; });
    if (known && std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  if (!facts.abuse) {
    for (const auto& metric : summary->metrics)
      if (names.size() < 12) add(metric.name);
    return names;
  }
  for (const char* name :
       {"incidents", "harm_days", "high_risk_years", "assessed_high", "false_escalations", "cost_total",
        "cost_reactive_share", "cost_new_model", "net_saving", "net_saving_discounted"})
    add(name);
  for (const auto& measure : facts.abuse->plan->scenario.outcomes) add(measure.metric.name);
  return names;
}

std::string output_in_words(const report::Measures::Metric& metric) {
  const std::string name = report::capital(report::readable(metric.name));
  return metric.unit.empty() || metric.unit == metric.name ? name : fmt::format("{} ({})", name, metric.unit);
}

std::string precision_csv(const Facts& facts) {
  const report::Measures* summary = facts.inputs.summary();
  if (summary == nullptr) return "";
  std::string out =
      "metric,unit,system,n,mean,half_width,relative_half_width,difference,half_width_of_difference,variance_ratio\n";
  for (const auto& metric : summary->metrics) {
    const std::vector<Width> widths = widths_of(facts, metric);
    if (!is_something(widths)) continue;
    for (const Width& w : widths)
      out += results::csv_line({w.metric, w.unit, w.system, std::to_string(w.level.n), number_text(w.level.mean),
                                number_text(w.half), relative(w), w.paired ? number_text(w.difference.mean) : "",
                                number_text(w.half_of_difference), number_text(w.variance_ratio)});
  }
  return out;
}

std::string precision_of_main_results(const Facts& facts) {
  const report::Measures* summary = facts.inputs.summary();
  if (summary == nullptr) return "There is no summary to judge it by.\n";
  MarkdownTable table(
      {"Output", "System", "n", "Mean and 95 % interval", "Half-width of the paired difference", "Variance ratio"});
  for (const std::string& name : main_outputs(facts)) {
    const auto metric = std::ranges::find_if(summary->metrics, [&](const auto& m) { return m.name == name; });
    const std::vector<Width> widths = widths_of(facts, *metric);
    if (!is_something(widths)) continue;
    for (const Width& w : widths)
      table.row({output_in_words(*metric), report::readable(w.system), std::to_string(w.level.n),
                 results::mean_with_interval(w.level.mean, w.level.ci_low, w.level.ci_high,
                                             results::decimals_for_interval(w.level.mean, w.half)),
                 w.paired ? three_figures(w.half_of_difference) : "-",
                 std::isfinite(w.variance_ratio) ? fmt::format("{:.3g}", w.variance_ratio) : "-"});
  }
  return table.text();
}

}  // namespace quality
