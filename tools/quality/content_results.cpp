#include "tools/quality/content.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/precision.hpp"
#include "tools/quality/wording.hpp"
#include "tools/report/words.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace quality {

namespace {

std::string words(const report::Measured& m, bool plus = false) {
  return results::mean_with_interval(m.mean, m.ci_low, m.ci_high,
                                     results::decimals_for_interval(m.mean, (m.ci_high - m.ci_low) / 2), plus);
}

/// Targets by kind: how many there are of each verdict.
std::map<std::string, std::map<std::string, std::size_t>> verdicts(const report::Records& validation) {
  std::map<std::string, std::map<std::string, std::size_t>> count;
  for (std::size_t r = 0; r < validation.size(); ++r)
    ++count[validation.text(r, "kind")][validation.text(r, "verdict")];
  return count;
}

/// "tier=high" as "tier: high".
std::string group_in_words(std::string group) {
  if (const std::size_t equals = group.find('='); equals != std::string::npos) group.replace(equals, 1, ": ");
  return report::readable(group);
}

bool met(const std::string& verdict) { return verdict == "within" || verdict == "nil" || verdict == "agrees"; }

}  // namespace

std::string outcomes(const Facts& facts) {
  const report::Measures* summary = facts.inputs.summary();
  if (summary == nullptr) return "This folder has no summary of outputs.\n";
  std::string out =
      fmt::format("{} reported; each with unit and definition: outputs.csv.\n",
                  counted(summary->metrics.size(), "output") + (summary->metrics.size() == 1 ? " is" : " are"));
  const report::Records* framework = facts.inputs.records("outcomes.csv");
  if (framework == nullptr) return out;
  MarkdownTable table({"Measure", "What stands for it", "Unit", "Better", "Grade", "Name in summary.csv"});
  for (std::size_t r = 0; r < framework->size(); ++r)
    if (framework->text(r, "system") == facts.inputs.finished().baseline)
      table.row({framework->text(r, "measure"), report::readable(framework->text(r, "metric")),
                 framework->text(r, "unit"), framework->text(r, "better"), framework->text(r, "grade"),
                 framework->text(r, "metric")});
  return out + "\nThe partnership's own measures, and what stands for them:\n\n" + table.text();
}

std::string main_results(const Facts& facts) {
  const report::Measures *summary = facts.inputs.summary(), *differences = facts.inputs.differences();
  if (summary == nullptr) return "This folder has no summary of outputs.\n";
  MarkdownTable table({"Output", "System", "Mean (95 % interval)", "Difference to the baseline (95 % interval)",
                       "Name in summary.csv"});
  for (const std::string& name : main_outputs(facts)) {
    const auto metric = std::ranges::find_if(summary->metrics, [&](const auto& m) { return m.name == name; });
    for (const std::string& system : facts.inputs.finished().systems) {
      const report::Measured* level = summary->find(system, name);
      const report::Measured* difference = differences == nullptr ? nullptr : differences->find(system, name);
      if (level == nullptr || level->n == 0) continue;
      table.row({output_in_words(*metric), report::readable(system), words(*level),
                 difference == nullptr ? "-" : words(*difference, true), name});
    }
  }
  return "Over the whole counted period:\n\n" + table.text() +
         "\nEvery output, by year and group: summary.csv, differences.csv.\n";
}

std::string heterogeneity(const Facts& facts) {
  const report::Measures *summary = facts.inputs.summary(), *differences = facts.inputs.differences();
  if (summary == nullptr || summary->groups.size() < 2) return "No output is told apart by group.\n";
  const std::string& baseline = facts.inputs.finished().baseline;
  const std::vector<std::string> others = facts.inputs.others();
  std::string out;
  std::size_t intervals = 0;
  for (const std::string& name : main_outputs(facts)) {
    const auto metric = std::ranges::find_if(summary->metrics, [&](const auto& m) { return m.name == name; });
    std::vector<std::string> heading{"Group", report::capital(report::readable(baseline))};
    for (const std::string& system : others)
      heading.push_back(fmt::format("Difference under {}", report::readable(system)));
    MarkdownTable table(heading);
    for (const std::string& group : summary->groups) {
      const report::Measured* level = group.empty() ? nullptr : summary->find(baseline, name, "", group);
      if (level == nullptr || level->n == 0) continue;
      std::vector<std::string> row{group_in_words(group), words(*level)};
      for (const std::string& system : others) {
        const report::Measured* d = differences == nullptr ? nullptr : differences->find(system, name, "", group);
        row.push_back(d == nullptr ? "-" : words(*d, true));
        intervals += d == nullptr ? 0 : 1;
      }
      table.row(std::move(row));
    }
    if (table.size() > 0) out += fmt::format("{}:\n\n{}\n", escaped(output_in_words(*metric)), table.text());
  }
  if (out.empty()) return "None of the main outputs is told apart by group; others are: summary.csv, column group.\n";
  if (intervals == 0)
    out = "Levels by group, with 95 % intervals. No difference by group is in this folder.\n\n" + out;
  else
    out =
        fmt::format(
            "Main outputs over the whole period by group: the level under the baseline and, under each other system, "
            "the difference paired by replication, both with 95 % intervals. No group was picked for what it shows. If "
            "there were no difference at all, about one in twenty of these {} intervals would still leave 0 "
            "out.\n\n",
            results::grouped(static_cast<double>(intervals), 0)) +
        out;
  return out +
         "Every output that is told apart by group, under every system: summary.csv and differences.csv, column "
         "group.\n";
}

std::string fit_to_targets(const Facts& facts) {
  const report::Records* validation = facts.inputs.records("validation.csv");
  if (validation == nullptr || validation->size() == 0) return "The scenario has no target to be held against.\n";
  MarkdownTable table({"Kind", "Verdict", "Targets"});
  for (const auto& [kind, by_verdict] : verdicts(*validation))
    for (const auto& [verdict, n] : by_verdict) table.row({kind, verdict, std::to_string(n)});
  MarkdownTable missed({"Quantity", "Kind", "Observed", "Credible from", "to", "Simulated (95 % interval)", "Verdict"});
  const auto shown = [](double value) {
    return std::isfinite(value) ? results::grouped_shortest(as_written(value)) : "-";
  };
  for (std::size_t r = 0; r < validation->size(); ++r) {
    const std::string& verdict = validation->text(r, "verdict");
    if (met(verdict) || verdict == "not judged") continue;
    report::Measured m{};
    m.mean = validation->number(r, "mean");
    m.ci_low = validation->number(r, "ci_low");
    m.ci_high = validation->number(r, "ci_high");
    missed.row({report::readable(validation->text(r, "quantity")), validation->text(r, "kind"),
                shown(validation->number(r, "target")), shown(validation->number(r, "low")),
                shown(validation->number(r, "high")), words(m), verdict});
  }
  return "Targets of kind \"fit\" guided parameters of the baseline; the others guided none.\n\n" + table.text() +
         (missed.size() > 0 ? "\nNot met:\n\n" + missed.text() : "\nNone is missed.\n") +
         "\nAll of them: validation.csv.\n";
}

std::string verification_result(const Facts& facts) {
  std::size_t passed = 0, failed = 0;
  std::vector<std::string> failures;
  for (const Check& check : facts.checks) {
    if (!check.applies()) continue;
    ++(check.passed() ? passed : failed);
    if (!check.passed())
      failures.push_back(escaped(fmt::format("{}: off by {:.3g} at {}", check.what, check.largest, check.where)));
  }
  return fmt::format("{} of this folder's numbers passed, {} failed (verification.csv).\n{}", counted(passed, "check"),
                     failed, failures.empty() ? "" : "\n" + bullets(failures));
}

}  // namespace quality
