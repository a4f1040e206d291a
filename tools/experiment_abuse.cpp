#include "models/abuse/agreements.hpp"
#include "models/abuse/appraisal_of_run.hpp"
#include "models/abuse/decision.hpp"
#include "models/abuse/experiment.hpp"
#include "models/abuse/load.hpp"
#include "models/abuse/margins.hpp"
#include "models/abuse/replicate.hpp"
#include "models/abuse/samples.hpp"
#include "models/abuse/weekly.hpp"
#include "sim/summary.hpp"
#include "tools/event_log.hpp"
#include "tools/experiment.hpp"
#include "tools/headline.hpp"
#include "tools/results/agreements_table.hpp"
#include "tools/results/appraisal_csv.hpp"
#include "tools/results/appraisal_text.hpp"
#include "tools/results/claims_table.hpp"
#include "tools/results/comparison.hpp"
#include "tools/results/decision_table.hpp"
#include "tools/results/framework_table.hpp"
#include "tools/results/margins_csv.hpp"
#include "tools/results/plan_figures.hpp"
#include "tools/results/prices_csv.hpp"
#include "tools/results/samples_csv.hpp"
#include "tools/results/series.hpp"
#include "tools/results/summary_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tools {

namespace {

/// Whether a service of the baseline starts or ends while it is counted.
bool is_dated(const abuse::Plan& plan, const abuse::CompiledService& s) {
  return s.start > -plan.warm_up || s.end < plan.horizon;
}

/// Whether somebody comes there straight from the other.
bool leads_to(const abuse::CompiledService& from, const abuse::CompiledSystem& system, const std::string& label) {
  const auto any = [&](const std::vector<abuse::Way>& ways) {
    return std::ranges::any_of(
        ways, [&](const abuse::Way& way) { return way.to != abuse::none16 && system.services[way.to].label == label; });
  };
  return std::ranges::any_of(from.next, any) || std::ranges::any_of(from.also, any) ||
         (from.breach && any(from.breach->next)) || (from.drops_out && any(from.drops_out->next));
}

/// Whether nothing dated changes the baseline's services of that label while it is counted, or sends people there, so
/// that their stock should have no slope.
bool stationary(const abuse::Plan& plan, const std::string& label) {
  const abuse::CompiledSystem& baseline = plan.systems[plan.baseline];
  return std::ranges::none_of(baseline.services, [&](const abuse::CompiledService& s) {
    return is_dated(plan, s) && (s.label == label || leads_to(s, baseline, label));
  });
}

results::ValidationRow row_of(const abuse::config::Target& target) {
  constexpr const char* kinds[] = {"fit", "hold-out", "input", "unmatched", "prediction"};
  results::ValidationRow row;
  row.quantity = target.quantity;
  row.kind = kinds[target.kind];
  row.unit = target.unit;
  row.target = target.value;
  row.low = target.low.value_or(NAN);
  row.high = target.high.value_or(NAN);
  row.source = target.source;
  row.note = target.note;
  return row;
}

/// The baseline held against the scenario's targets, and the slope of each of its stocks against nil.
std::vector<results::ValidationRow> validate(const abuse::Plan& plan, const experiment::Results& results) {
  std::vector<results::ValidationRow> rows;
  for (const auto& target : plan.scenario.targets) {
    const std::vector<double> values = abuse::target_values(target, results);
    if (values.empty()) continue;
    results::ValidationRow row = row_of(target);
    row.simulated = sim::summarise(values);
    rows.push_back(std::move(row));
  }
  for (std::size_t m = 0; m < results.metrics.size(); ++m) {
    const auto& metric = results.metrics[m];
    if (!metric.name.starts_with("slope.") || !stationary(plan, metric.name.substr(6))) continue;
    std::vector<double> values;
    for (std::size_t r = 0; r < results.replications.size(); ++r)
      values.push_back(results.at(r, results.baseline, results.years.size(), m));
    if (std::all_of(values.begin(), values.end(), [](double v) { return v == 0 || std::isnan(v); })) continue;
    results::ValidationRow row;
    row.quantity = metric.name.substr(6);
    row.kind = "slope";
    row.unit = metric.unit;
    row.target = 0;
    row.simulated = sim::summarise(values);
    row.source = "stationary baseline";
    rows.push_back(std::move(row));
  }
  results::judge_all(rows);
  return rows;
}

class AbuseExperiment final : public Experiment {
 public:
  AbuseExperiment(scenario::Node root, const ScenarioOptions& options, const std::vector<std::string>& sets) {
    abuse::Loaded loaded = abuse::load(std::move(root), sets, options.systems, prices_of(options));
    plan_ = loaded.plan;
    model = "domestic_abuse";
    title = plan_->scenario.title;
    if (const std::string& set = plan_->scenario.evidence_set; !set.empty()) title += " (evidence: " + set + ")";
    baseline = plan_->systems[plan_->baseline].name;
    chosen_systems = options.systems;
    replications = static_cast<std::uint32_t>(plan_->scenario.run.replications);
    seed = plan_->seed;
    resolved = std::move(loaded.resolved);
    assumptions = std::move(loaded.assumptions);
    warnings = std::move(loaded.warnings);
    prices_ = results::prices_csv(abuse::price_table(plan_->scenario, resolved, assumptions));
    has_event_log = true;
  }
  sim::Replicate simulate(std::uint32_t number) const override { return replicate_of(abuse::replicate(plan_, number)); }
  std::optional<experiment::Weekly> weekly() const override { return abuse::weekly_names(*plan_); }
  sim::Replicate simulate_weekly(std::uint32_t number) const override {
    abuse::Outcome outcome = abuse::replicate(plan_, number, {}, true);
    std::vector<std::byte> series = results::packed(outcome.weekly);
    sim::Replicate replicate = replicate_of(std::move(outcome));
    replicate.series = std::move(series);
    return replicate;
  }
  void write_event_log(std::uint32_t number, const std::filesystem::path& file) const override {
    tools::write_event_log(plan_, number, file);
  }
  double precise_value(const sim::Replicate&) const override { return experiment::missing; }
  std::size_t position(std::size_t system, std::size_t metric) const override {
    return (system * (plan_->years + 1) + plan_->years) * plan_->catalogue.size() + metric;
  }
  double system_years() const override {
    return plan_->warm_up / abuse::config::year + static_cast<double>(plan_->systems.size() * plan_->years);
  }
  experiment::Results collect(std::vector<std::uint32_t> numbers,
                              std::vector<sim::Replicate> replicates) const override {
    std::vector<abuse::Outcome> outcomes;
    const std::size_t values = plan_->systems.size() * (plan_->years + 1) * plan_->catalogue.size();
    for (sim::Replicate& r : replicates) {
      if (r.values.size() != values) throw std::invalid_argument("a replication of another scenario");
      outcomes.push_back({.values = std::move(r.values)});
    }
    return abuse::collect(*plan_, std::move(numbers), outcomes);
  }
  std::vector<results::ValidationRow> targets() const override {
    std::vector<results::ValidationRow> rows;
    for (const auto& target : plan_->scenario.targets)
      if (!target.system) rows.push_back(row_of(target));
    return rows;
  }
  std::vector<double> measured(const sim::Replicate& replicate) const override {
    const experiment::Results results = collect({0}, {replicate});
    std::vector<double> values;
    for (const auto& target : plan_->scenario.targets)
      if (!target.system) values.push_back(abuse::target_values(target, results).at(0));
    return values;
  }
  std::vector<results::ValidationRow> validate(const experiment::Results& results) const override {
    return tools::validate(*plan_, results);
  }
  std::string margins(const experiment::Results& results) const override {
    return results::margins_csv(abuse::margins(*plan_, results, assumptions));
  }
  std::string prices() const override { return prices_; }
  std::vector<std::pair<std::string, std::string>> tables(const experiment::Results& results,
                                                          const results::Summaries& summaries) const override {
    constexpr std::size_t width = 100;
    const auto& measures = plan_->scenario.outcomes;
    std::vector<std::pair<std::string, std::string>> files;
    if (!measures.empty()) {
      files.emplace_back("outcomes.csv", results::framework_csv(measures, results, summaries));
      files.emplace_back("outcomes.txt", results::framework_text(measures, results, summaries, width));
    }
    if (!plan_->claims.empty()) {
      files.emplace_back("claims.csv", results::claims_csv(*plan_, results, summaries));
      files.emplace_back("claims.txt", results::claims_text(*plan_, results, summaries, width));
    }
    return files;
  }
  std::vector<std::pair<std::string, std::string>> decision_tables(const experiment::Results& results,
                                                                   const abuse::DrawnValues& drawn) const override {
    constexpr std::size_t width = 100;
    std::vector<std::pair<std::string, std::string>> files;
    if (const auto comparisons = abuse::appraise_run(*plan_, results); !comparisons.empty()) {
      const std::string run = drawn.empty() ? "chance only" : "parameters drawn";
      files.emplace_back("cba_summary.csv", results::cba_summary_csv(comparisons, results));
      files.emplace_back("cba_by_agency_year.csv", results::cba_by_agency_year_csv(*plan_, comparisons, results));
      files.emplace_back("cba.txt", results::cba_text(*plan_, comparisons, results, run, width));
      files.emplace_back("plan.csv", results::plan_figures_csv(*plan_, results));
      files.emplace_back("reconciliation.csv", results::reconciliation_csv(*plan_, results));
      files.emplace_back("samples.csv",
                         results::samples_csv(abuse::samples(*plan_, results, comparisons, drawn), results));
    }
    if (const auto figures = abuse::decide(*plan_, results, drawn); !figures.empty()) {
      files.emplace_back("decision.csv", results::decision_csv(figures, !drawn.empty()));
      files.emplace_back("decision.txt", results::decision_text(figures, !drawn.empty(), width));
    }
    if (const auto figures = abuse::agreements(*plan_, results); !figures.empty()) {
      files.emplace_back("agreements.csv", results::agreements_csv(figures));
      files.emplace_back("agreements.txt", results::agreements_text(figures, !drawn.empty(), width));
    }
    return files;
  }
  std::string summary_json(const experiment::Results& results, const results::Summaries& summaries,
                           const std::string& run) const override {
    return results::summary_json({model, title, run}, results, summaries);
  }
  std::string printed(const experiment::Results& results, const results::Summaries& summaries, const std::string& run,
                      std::size_t width) const override {
    results::ComparisonOptions how;
    how.title = title;
    how.width = width;
    how.run = run;
    std::string text = results::comparison_text(headline(results), results, summaries, how);
    for (const std::string& more :
         {results::framework_short(plan_->scenario.outcomes, results, summaries),
          results::claims_text(*plan_, results, summaries, width),
          results::cba_text(*plan_, abuse::appraise_run(*plan_, results), results, run, width),
          results::decision_short(abuse::decide(*plan_, results), run == "parameters drawn")})
      if (!more.empty()) text += "\n" + more;
    return text;
  }

 private:
  static sim::Replicate replicate_of(abuse::Outcome outcome) {
    return {std::move(outcome.values), outcome.warm_up_events + outcome.counted_events};
  }

  std::shared_ptr<const abuse::Plan> plan_;
  std::string prices_;
};

}  // namespace

std::unique_ptr<Experiment> open_abuse(scenario::Node root, const ScenarioOptions& options,
                                       const std::vector<std::string>& sets) {
  return std::make_unique<AbuseExperiment>(std::move(root), options, sets);
}

}  // namespace tools
