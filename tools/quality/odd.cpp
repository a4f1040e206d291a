#include "models/scenario/parameters.hpp"
#include "sim/calendar.hpp"
#include "sim/event_key.hpp"
#include "sim/random.hpp"
#include "tools/quality/content.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry.hpp"
#include "tools/quality/standards.hpp"

#include <fmt/format.h>

namespace quality {

Checklist odd(const Facts& facts) {
  Checklist list{"ODD", "Overview, design concepts and details (Grimm et al. 2020), seven elements, in short.", {}};
  const std::string purpose = facts.at("purpose");
  std::string concepts = bullets(
      {facts.abuse
           ? "Interaction: by services' capacity, within couples and families, and by what agencies know of them."
           : "Interaction: by queues at stations.",
       fmt::format("Stochasticity: {}", sim::about_streams), "Observation: as outputs.csv defines.",
       "Emergence: waits, refusals and grades follow from capacity, knowledge and rules; none is put in."});
  list.items = {
      with_people(facts, "1", "Purpose and patterns", {"question"},
                  (purpose.empty() ? "" : escaped(purpose) + "\n\n") + fit_to_targets(facts)),
      from_run("2", "Entities, state variables and scales", entities(facts) + "\n" + period(facts)),
      from_run("3", "Process overview and scheduling",
               fmt::format("{} {}\n\nProcesses: stress_des.md, 2.4.\n", sim::about_events, sim::about_ties)),
      with_people(facts, "4", "Design concepts", {"model_choice"}, concepts),
      from_run("5", "Initialisation", "As in stress_des.md, 4.1. " + period(facts)),
      from_run("6", "Input data", sources(facts)),
      with_people(facts, "7", "Submodels", {"limitations"}, algorithms(facts)),
  };
  return list;
}

}  // namespace quality
