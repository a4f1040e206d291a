#include "sim/precision.hpp"
#include "sim/summary.hpp"
#include "tools/quality/content.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/precision.hpp"
#include "tools/report/words.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace quality {

std::string population(const Facts& facts) {
  if (facts.network) {
    std::vector<std::string> classes;
    for (const auto& cls : facts.network->plan->classes) classes.push_back(escaped(cls.name));
    return fmt::format("People of {}: {}, who arrive as 2.5.5 of stress_des.md says.\n",
                       counted(classes.size(), "class") + (classes.size() == 1 ? "" : "es"), fmt::join(classes, ", "));
  }
  if (!facts.abuse) return "The scenario cannot be read any more.\n";
  std::string out =
      "Everybody in an abusive relationship in the place, known or not: victims, perpetrators, children.\n\n";
  MarkdownTable areas({"Area", "Residents", "Localities", "Rural share"});
  for (const auto& area : facts.abuse->plan->scenario.areas)
    areas.row({report::readable(area.name), results::grouped(area.value.residents, 0),
               results::shortest(area.value.localities), results::shortest(area.value.rural)});
  out += areas.text();
  const report::Measures* summary = facts.inputs.summary();
  if (summary == nullptr) return out;
  std::vector<std::string> parts;
  for (const std::string& group : summary->groups) {
    const std::string kind = report::readable(group.substr(0, group.find('=')));
    if (!group.empty() && std::ranges::find(parts, kind) == parts.end()) parts.push_back(kind);
  }
  if (!parts.empty())
    out += escaped(fmt::format("Attributes by which results are told apart: {}.", fmt::join(parts, ", "))) + "\n";
  return out + "Who the synthetic people are, held against what is known: margins.csv.\n";
}

std::string systems_compared(const Facts& facts) {
  const results::Finished& run = facts.inputs.finished();
  if (run.model == "network") return "One network; there is nothing that it is compared with.\n";
  MarkdownTable table({"System", "Title", "Part"});
  for (const std::string& system : run.systems)
    table.row({report::readable(system), facts.title_of(system),
               system == run.baseline ? "baseline" : "compared with the baseline"});
  std::string out = table.text();
  if (run.systems.size() == 1) out += "\nOne system: nothing is compared.\n";
  return out + "\nHow each differs from the baseline, number by number: scenario_diff.md.\n";
}

std::string reasons_for_systems(const Facts& facts) {
  std::string out;
  if (facts.inputs.finished().model == "network") return out;
  for (const std::string& system : facts.inputs.finished().systems) {
    const std::string why = facts.study("rationale." + system);
    out += why.empty() ? fmt::format("> For people to write: why {} is looked at (`study.rationale.{}`).\n\n",
                                     escaped(facts.title_of(system)), escaped(system))
                       : fmt::format("{}: {}\n\n", escaped(facts.title_of(system)), escaped(why));
  }
  return out;
}

std::string period(const Facts& facts) {
  const std::string warm_up = facts.at("run.warm_up"), horizon = facts.at("run.horizon"), start = facts.at("run.start");
  if (facts.inputs.finished().model == "network")
    return fmt::format("Warm-up {}, counted period {}, in the scenario's one unit of time.\n",
                       warm_up.empty() ? "none" : escaped(warm_up), escaped(horizon));
  return fmt::format(
      "First counted day {}; warm-up before it {}; counted period {}. The clock counts days; a year is 365.25 of "
      "them.\n",
      escaped(start), escaped(warm_up), escaped(horizon));
}

std::string replications(const Facts& facts) {
  const results::Finished& run = facts.inputs.finished();
  std::string out =
      fmt::format("Independent replications: {} asked for, {} done{}. Seed {}.{}\n\n", run.replications_asked,
                  run.replications_done, run.complete ? "" : " (unfinished)", run.seed,
                  run.points > 0 ? fmt::format(" They are spread evenly over {} design points.", run.points) : "");
  if (facts.network && facts.network->plan->precision) {
    const auto& wanted = *facts.network->plan->precision;
    out += fmt::format("Stopped by precision of {}: {} {}. {}\n\n", escaped(wanted.output.name),
                       wanted.relative ? "relative half-width" : "half-width",
                       results::shortest(wanted.relative ? *wanted.relative : *wanted.half_width), sim::about_stopping);
  } else {
    out += "The number was fixed in advance; what precision it gives is shown here, so that it can be judged.\n\n";
  }
  if (run.replications_done < 2) return out + "With fewer than two replications there are no intervals.\n";
  out += precision_of_main_results(facts);
  return out + "\nOf every output: precision.csv.\n";
}

std::string perspective(const Facts& facts) {
  if (!facts.abuse) return "Nothing is priced.\n";
  const auto& plan = *facts.abuse->plan;
  if (plan.agencies.empty()) return "No agency bears costs in it.\n";
  std::vector<std::string> agencies;
  for (const std::string& agency : plan.agencies) agencies.push_back(escaped(report::readable(agency)));
  std::string out = fmt::format(
      "Public spending by agency: {}. Spending on people whom no service knows as victims is shown apart.\n",
      fmt::join(agencies, ", "));
  if (facts.inputs.records("cba_summary.csv") != nullptr)
    out +=
        "Beside it public value: fiscal (without transfers), economic and social benefit less cost "
        "(cba_summary.csv, \"net present public value\").\n";
  return out;
}

}  // namespace quality
