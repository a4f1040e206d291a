#include "sim/summary.hpp"
#include "tools/quality/content.hpp"
#include "tools/quality/logs.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry.hpp"
#include "tools/quality/scenario_diff.hpp"
#include "tools/quality/standards.hpp"

#include <fmt/format.h>

namespace quality {

namespace {

std::string pictures(const Facts& facts) {
  const std::vector<Facts::Picture> all = facts.pictures();
  if (all.empty()) return unreadable;
  std::string out = "Drawn from the scenario itself, with shares, expected volumes and loads:\n\n";
  for (const Facts::Picture& picture : all) {
    std::size_t edges = 0;
    for (const auto& service : picture.spec.services) edges += service.edges.size();
    out += fmt::format("- {}: {}, {} ({}.svg, .dot)\n", escaped(facts.title_of(picture.name)),
                       counted(picture.spec.services.size(), facts.network ? "station" : "service"),
                       counted(edges, "way") + " on", picture.file);
  }
  return out;
}

std::string experiments(const Facts& facts) {
  const results::Finished& run = facts.inputs.finished();
  std::string out = systems_compared(facts);
  if (const std::string reasons = reasons_for_systems(facts); !reasons.empty()) out += "\n" + reasons;
  out += run.points > 0
             ? fmt::format("\nDesign: {} points, {} replications at each, the same random numbers at every point.\n",
                           run.points, run.replications_done)
             : fmt::format(
                   "\nDesign: {}{}, {}.\n",
                   run.systems.size() > 1 ? "every system in every replication, paired by common random numbers, " : "",
                   counted(run.replications_done, "replication"), run.run);
  const std::size_t fitted = fitted_numbers(facts);
  out += fitted == 0 ? "\nNothing was optimised or fitted.\n"
                     : fmt::format("\nNothing was optimised. {} open to calibration (item 3.2).\n",
                                   counted(fitted, "number") + (fitted == 1 ? " is" : " are"));
  return out;
}

std::string logic(const Facts& facts) {
  if (facts.abuse)
    return "Couples live through spells in which incidents happen; incidents and contacts bring people to services by "
           "routes; services queue, assess, protect and pass on; what they do changes the couple's hazard. Step by "
           "step "
           "in 2.4; activities, resources and queues as they stand in the scenario in 2.5.\n";
  if (facts.network)
    return "People arrive by class, queue at stations, are served or leave, and go on by the shares of class and "
           "station. Step by step in 2.4; stations and queues as they stand in the scenario in 2.5.\n";
  return unreadable;
}

}  // namespace

void stress_objectives_and_logic(const Facts& facts, std::vector<Item>& items) {
  const std::string purpose = facts.at("purpose");
  items.push_back(
      with_people(facts, "1.1", "Purpose of the model: why it exists, and its aims", {"background", "question"},
                  purpose.empty() ? "> For people to write: the question the scenario answers (`purpose`).\n"
                                  : escaped(purpose) + "\n"));
  items.push_back(from_run(
      "1.2", "Outputs: what each is, how and when it is measured, how intervals are made",
      outcomes(facts) +
          fmt::format("\nMeasured over the counted period, by year and as a whole. {}\n", sim::about_intervals)));
  items.push_back(
      from_run("1.3", "Aims of the experiments: scenarios, reasons, design, optimisation", experiments(facts)));
  items.push_back(from_run("2.1", "Overview diagram of the base model", pictures(facts)));
  items.push_back(with_people(facts, "2.2", "Base logic in enough detail to follow", {"model_choice"}, logic(facts)));
  items.push_back(from_run("2.3", "How each scenario's logic differs from the base", difference_summary(facts)));
  items.push_back(from_run("2.4", "Algorithms of complex processes", algorithms(facts)));
  items.push_back(from_run("2.5.1", "Entities, their roles and attributes", entities(facts)));
  items.push_back(from_run("2.5.2", "Activities, and the ways in and out of them", activities(facts)));
  items.push_back(from_run("2.5.3", "Resources, and which activities use them", resources(facts)));
  items.push_back(from_run("2.5.4", "Queues: discipline, room, reneging, balking, jockeying", queues(facts)));
  items.push_back(from_run("2.5.5", "Entry and exit points; how arrivals come about", ways_in_and_out(facts)));
}

Checklist stress_des(const Facts& facts) {
  Checklist list{"STRESS-DES",
                 "Strengthening the reporting of simulation studies, discrete-event (Monks et al. 2019), 24 items.",
                 {}};
  stress_objectives_and_logic(facts, list.items);
  stress_data_and_runs(facts, list.items);
  return list;
}

}  // namespace quality
