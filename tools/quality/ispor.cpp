#include "tools/quality/content.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry.hpp"
#include "tools/quality/standards.hpp"

namespace quality {

namespace {

/// What stands in another file of this folder.
std::string see(const std::string& what, const std::string& where) { return what + ": " + where + ".\n"; }

}  // namespace

Checklist ispor_des18(const Facts& facts) {
  Checklist list{
      "Discrete-event simulation checklist (18 items)",
      "Derived from the ISPOR-SMDM task force's good practice for discrete-event simulation (Karnon et al. 2012; "
      "Zhang et al. 2020).",
      {}};
  const std::string purpose = facts.at("purpose");
  list.items = {
      with_people(facts, "1", "Is the decision problem clear?", {"question"},
                  purpose.empty() ? "" : escaped(purpose) + "\n"),
      with_people(facts, "2", "Is the setting clear?", {"setting"}, period(facts)),
      from_run("3", "Is the structure described?",
               see("Picture of each system", "model_graph_*.svg") +
                   see("Algorithms, activities, resources, queues", "stress_des.md, 2.4 and 2.5") + "\n" +
                   entities(facts)),
      from_run("4", "Is the time horizon clear?", period(facts)),
      from_run("5", "Are all strategies specified?", systems_compared(facts)),
      from_run("6", "Are population and attributes described?", population(facts)),
      from_run("7", "Are the sources of data given?", sources(facts)),
      from_run("8", "Are all parameters disclosed?", evidence(facts)),
      from_run("9", "Is the uncertainty of estimates reported?", uncertainty_methods(facts)),
      from_run("10", "Is there a sensitivity analysis?", uncertainty_results(facts)),
      with_people(facts, "11", "Face validity by outside people", {"face_validity"}),
      with_people(facts, "12", "Cross validation with other models", {"cross_validation"},
                  facts.network ? fit_to_targets(facts) : ""),
      from_run("13", "External validation with real data", fit_to_targets(facts)),
      with_people(facts, "14", "Predictive validation, or why not", {"predictive_validation"},
                  facts.inputs.records("plan.csv") == nullptr && facts.inputs.records("claims.csv") == nullptr
                      ? ""
                      : "What the plan predicted and what was claimed afterwards is held against the run, and guided "
                        "no number: "
                        "plan.csv, claims.csv.\n"),
      with_people(facts, "15", "Generalisability", {"generalisability"}),
      with_people(facts, "16", "Stakeholders involved, and where", {"stakeholders"}),
      with_people(facts, "17", "Funding", {"funding"}),
      with_people(facts, "18", "Limitations", {"limitations"}, known_limits(facts)),
  };
  return list;
}

}  // namespace quality
