#include "models/abuse/vocabulary.hpp"
#include "tools/quality/verification.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace quality {

namespace {

constexpr const char* events = "event-state calculations";
constexpr const char* result = "result calculations";
constexpr const char* chance = "uncertainty calculations";

void orders(const Line& line, const std::string& where, Check& intervals, Check& quantiles) {
  const report::Measured& m = line.of;
  if (m.n >= 2) {
    intervals.deviates(
        std::fmax(0.0, std::fmax(m.ci_low - m.mean, m.mean - m.ci_high)) / std::fmax(1, std::abs(m.mean)), where);
  }
  if (m.n >= 1)
    quantiles.deviates(std::fmax(0.0, std::fmax(m.p05 - m.p50, m.p50 - m.p95)) / std::fmax(1, std::abs(m.p50)), where);
}

/// Sums of the same people, money or events over parts, held against the whole.
class Parts {
 public:
  Parts(const report::Measures& summary, const std::vector<std::string>& systems)
      : summary_(summary), systems_(systems) {
    years_ = summary.years;
    years_.emplace_back();
  }
  /// For each system and period in which the whole is known; a part that is not there is nought.
  void add_up(Check& check, const std::string& whole, const std::vector<std::string>& parts) const {
    for (const std::string& system : systems_)
      for (const std::string& year : years_) {
        const report::Measured* of = summary_.find(system, whole, year);
        if (of == nullptr || of->n == 0) continue;
        double sum = 0;
        for (const std::string& part : parts)
          if (const report::Measured* m = summary_.find(system, part, year)) sum += m->mean;
        check.equal(sum, of->mean, Line{.system = system, .year = year, .metric = whole}.where());
      }
  }
  std::vector<std::string> beginning_with(const std::string& prefix) const {
    std::vector<std::string> names;
    for (const auto& metric : summary_.metrics)
      if (metric.name.starts_with(prefix)) names.push_back(metric.name);
    return names;
  }

 private:
  const report::Measures& summary_;
  const std::vector<std::string>& systems_;
  std::vector<std::string> years_;
};

void incidents(const Facts& facts, const report::Measures& summary, std::vector<Check>& checks) {
  Check identity{events, "incidents of the baseline + added = incidents of the system + averted", rounding};
  Check nought{events, "the baseline against itself averts, adds and saves nothing"};
  const results::Finished& run = facts.inputs.finished();
  std::vector<std::string> years = summary.years;
  years.emplace_back();
  for (const std::string& year : years) {
    const report::Measured* baseline = summary.find(run.baseline, "incidents", year);
    for (const std::string& system : run.systems) {
      const report::Measured *here = summary.find(system, "incidents", year),
                             *averted = summary.find(system, "incidents_averted", year),
                             *added = summary.find(system, "incidents_added", year);
      if (baseline != nullptr && here != nullptr && averted != nullptr && added != nullptr)
        identity.equal(baseline->mean + added->mean, here->mean + averted->mean,
                       Line{.system = system, .year = year, .metric = "incidents"}.where());
    }
    for (const char* metric : {"incidents_averted", "incidents_added", "net_saving", "net_saving_discounted"})
      if (const report::Measured* m = summary.find(run.baseline, metric, year); m != nullptr && m->n > 0)
        nought.deviates(std::abs(m->mean), Line{.system = run.baseline, .year = year, .metric = metric}.where());
  }
  checks.insert(checks.end(), {identity, nought});
}

void sums(const Facts& facts, const report::Measures& summary, std::vector<Check>& checks) {
  if (!facts.abuse) return;
  const Parts parts(summary, facts.inputs.finished().systems);
  Check entries{events, "entries to high risk = truly + falsely + mistakenly", rounding};
  parts.add_up(entries, "high_risk_entries", {"true_escalations", "false_escalations", "mistaken_escalations"});
  Check table{events, "the table of true tier by grade adds up to the assessments", rounding};
  if (const auto cells = parts.beginning_with("confusion."); !cells.empty()) parts.add_up(table, "assessments", cells);
  Check years{result, "counts and money of the years add up to the whole period", rounding};
  for (const std::string& system : facts.inputs.finished().systems)
    for (const auto& metric : summary.metrics) {
      const bool adds_up = metric.name == "incidents" || metric.name == "incidents_averted" ||
                           metric.name == "incidents_added" || metric.name == "harm_days" ||
                           metric.name == "assessments" || metric.name == "net_saving" ||
                           (metric.name.starts_with("cost_") && metric.unit == "£");
      const report::Measured* whole = adds_up ? summary.find(system, metric.name) : nullptr;
      if (whole == nullptr || whole->n == 0 || summary.years.empty()) continue;
      double sum = 0;
      for (const std::string& year : summary.years)
        if (const report::Measured* m = summary.find(system, metric.name, year)) sum += m->mean;
      years.equal(sum, whole->mean, Line{.system = system, .metric = metric.name}.where());
    }
  Check groups{result, "incidents by group add up to all, for each attribute", rounding};
  std::map<std::string, std::vector<std::string>> by_attribute;
  for (const std::string& group : summary.groups)
    if (!group.empty()) by_attribute[group.substr(0, group.find('='))].push_back(group);
  for (const std::string& system : facts.inputs.finished().systems)
    for (const auto& [attribute, tags] : by_attribute) {
      const report::Measured* all = summary.find(system, "incidents");
      double sum = 0;
      std::size_t known = 0;
      for (const std::string& tag : tags)
        if (const report::Measured* m = summary.find(system, "incidents", "", tag)) sum += m->mean, ++known;
      if (all != nullptr && known > 0) groups.equal(sum, all->mean, system + ", incidents by " + attribute);
    }
  checks.insert(checks.end(), {entries, table, years, groups});
}

/// Shares of use that may be above 1 for a time: where capacity falls while cases are open, by its steps or with the
/// change of system. By system and output.
std::set<std::pair<std::string, std::string>> may_overflow(const Facts& facts) {
  std::set<std::pair<std::string, std::string>> found;
  if (!facts.abuse) return found;
  const abuse::Plan& plan = *facts.abuse->plan;
  const auto most_of = [](const abuse::CompiledResource& r) {
    double most = abuse::share_at(r.steps, 0);
    for (const abuse::CapacityStep& step : r.steps) most = std::max(most, step.share);
    return most * r.units;
  };
  for (const abuse::CompiledSystem& system : plan.systems)
    for (const abuse::CompiledService& s : system.services) {
      if (s.resource == abuse::none16) continue;
      const abuse::CompiledResource& resource = system.resources[s.resource];
      bool falls = resource.until_fall || s.end < plan.horizon || !s.intake;
      for (std::size_t i = 0; i < resource.steps.size(); ++i)
        falls = falls || resource.steps[i].ends || resource.steps[i].share < (i == 0 ? 1 : resource.steps[i - 1].share);
      for (const abuse::CompiledResource& before : plan.systems[plan.baseline].resources)
        falls = falls || (before.name == resource.name && most_of(before) > most_of(resource));
      // Services of one label are one output.
      if (falls) found.emplace(system.name, plan.catalogue.metrics()[s.metrics.use].name);
    }
  return found;
}

}  // namespace

void verify_measures(const Facts& facts, std::vector<Check>& checks) {
  const report::Records* summary_file = facts.inputs.records("summary.csv");
  if (summary_file == nullptr) return;
  const report::Measures& summary = *facts.inputs.summary();
  const results::Finished& run = facts.inputs.finished();
  if (run.systems.size() > 1) incidents(facts, summary, checks);
  sums(facts, summary, checks);

  Check replications{"overall checks", "no output has more values than replications done"};
  Check intervals{chance, "every 95 % interval holds its mean", rounding};
  Check quantiles{chance, "p05, p50 and p95 are in order", rounding};
  Check shares{result, "shares lie between 0 and 1", rounding};
  shares.note =
      "shares of use are looked at apart; claims are changes, and the scenario's own ratios may be of two years";
  std::set<std::string> ratios;
  if (facts.abuse)
    for (const auto& ratio : facts.abuse->plan->scenario.ratios) ratios.insert(ratio.name);
  Check use{result, "shares of capacity in use lie between 0 and 1", rounding};
  use.note = "but where capacity falls while cases are open, as more may be in use then than there is";
  const auto overflowing = may_overflow(facts);
  const std::vector<Line> lines = lines_of(*summary_file);
  for (const Line& line : lines) {
    const std::string where = line.where();
    replications.deviates(
        line.of.n > run.replications_done ? static_cast<double>(line.of.n - run.replications_done) : 0, where);
    orders(line, where, intervals, quantiles);
    const bool of_use = line.metric.ends_with("utilisation") || line.metric.ends_with("occupancy");
    if (line.unit != "share" || line.of.n == 0 || line.metric.starts_with("claim.") || ratios.contains(line.metric))
      continue;
    if (of_use && overflowing.contains({line.system, line.metric})) continue;
    (of_use ? use : shares).within(line.of.p05, 0, 1, where);
    (of_use ? use : shares).within(line.of.p95, 0, 1, where);
    (of_use ? use : shares).within(line.of.mean, 0, 1, where);
  }
  Check differences{result, "every difference = the system less the baseline", rounding};
  Check absent{result, "the baseline is compared with nothing"};
  if (const report::Records* file = facts.inputs.records("differences.csv"))
    for (const Line& line : lines_of(*file)) {
      const std::string where = line.where();
      orders(line, where, intervals, quantiles);
      absent.deviates(line.system == run.baseline ? 1 : 0, where);
      const report::Measured *here = summary.find(line.system, line.metric, line.year, line.group),
                             *baseline = summary.find(run.baseline, line.metric, line.year, line.group);
      if (here == nullptr || baseline == nullptr || here->n != line.of.n || baseline->n != line.of.n || line.of.n == 0)
        continue;  // a ratio that some replications lack is not a difference of means
      differences.deviates(std::abs(here->mean - baseline->mean - line.of.mean) /
                               std::fmax(1, std::fmax(std::abs(here->mean), std::abs(baseline->mean))),
                           where);
    }
  checks.insert(checks.end(), {shares, use, differences, absent, intervals, quantiles, replications});
}

}  // namespace quality
