#include "tools/quality/content.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry.hpp"
#include "tools/quality/standards.hpp"

#include <fmt/format.h>

namespace quality {

namespace {

std::string title(const Facts& facts) {
  const results::Finished& run = facts.inputs.finished();
  std::vector<std::string> systems;
  for (const std::string& system : run.systems) systems.push_back(facts.title_of(system));
  const char* kind = facts.inputs.records("cba_summary.csv") != nullptr ? "a cost-benefit analysis by simulation"
                     : facts.abuse ? "a comparison of costs and outcomes by simulation"
                                   : "a simulation without costs";
  return escaped(run.model == "network" ? fmt::format("{}: {}", run.title, kind)
                                        : fmt::format("{}: {} of {}", run.title, kind, fmt::join(systems, ", "))) +
         "\n";
}

std::string summary_of(const Facts& facts) {
  return fmt::format("{}\n{}\n{}", systems_compared(facts), period(facts), uncertainty_results(facts));
}

/// What the run knows, and what people add to it where they do.
std::string with(const Facts& facts, const std::string& known, const char* key) {
  const std::string said = facts.study(key);
  return known + (said.empty() ? "" : "\n" + escaped_paragraphs(said));
}

}  // namespace

Checklist cheers2022(const Facts& facts) {
  Checklist list{"CHEERS 2022",
                 "Consolidated Health Economic Evaluation Reporting Standards (Husereau et al. 2022), 28 items.",
                 {}};
  const std::string purpose = facts.at("purpose");
  list.items = {
      from_run("1", "Title", title(facts)),
      with_people(facts, "2", "Abstract", {"background"}, summary_of(facts)),
      with_people(facts, "3", "Background and objectives", {"background", "question"},
                  purpose.empty() ? "" : escaped(purpose) + "\n"),
      with_people(facts, "4", "Health economic analysis plan", {"protocol"}),
      from_run("5", "Study population", with(facts, population(facts), "population")),
      with_people(facts, "6", "Setting and location", {"setting"}, period(facts)),
      from_run("7", "Comparators", systems_compared(facts)),
      from_run("8", "Perspective", with(facts, perspective(facts), "perspective")),
      from_run("9", "Time horizon", with(facts, period(facts), "period")),
      from_run("10", "Discount rate", discounting(facts)),
      from_run("11", "Selection of outcomes", outcomes(facts)),
      from_run(
          "12", "Measurement of outcomes",
          "Counted in the simulation over the counted period; definitions, and the attributes by which each output is "
          "told apart, in outputs.csv; mechanisms in stress_des.md, 2.4.\n"),
      from_run("13", "Valuation of outcomes", valued(facts)),
      from_run("14", "Measurement and valuation of resources and costs", costs(facts)),
      from_run("15", "Currency, price date, and conversion", price_basis(facts)),
      with_people(facts, "16", "Rationale and description of model", {"model_choice", "availability"},
                  entities(facts) + "\nMechanisms, activities, resources and queues: stress_des.md, 2.1 to 2.5.5.\n"),
      from_run("17", "Analytics and assumptions", guesses(facts) + "\n" + verification_result(facts)),
      from_run("18", "Characterising heterogeneity", heterogeneity(facts)),
      with_people(facts, "19", "Characterising distributional effects", {"equity"}, distribution_of_effects(facts)),
      from_run("20", "Characterising uncertainty", uncertainty_methods(facts)),
      with_people(facts, "21", "Approach to engagement with patients and others affected", {"stakeholders"}),
      from_run("22", "Study parameters", evidence(facts) + "\n" + sources(facts)),
      from_run("23", "Summary of main results", main_results(facts)),
      from_run("24", "Effect of uncertainty", uncertainty_results(facts)),
      with_people(facts, "25", "Effect of engagement with patients and others affected", {"stakeholders_effect"}),
      with_people(facts, "26", "Findings, limitations, generalisability, and current knowledge",
                  {"limitations", "generalisability", "equity"}, known_limits(facts)),
      with_people(facts, "27", "Source of funding", {"funding"}),
      with_people(facts, "28", "Conflicts of interest", {"conflicts"}),
  };
  return list;
}

}  // namespace quality
