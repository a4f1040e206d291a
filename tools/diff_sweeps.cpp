#include "tools/diff_sweeps.hpp"

#include "tools/results/folder.hpp"
#include "tools/results/read_sweep.hpp"
#include "tools/results/sweep_difference.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace tools {

namespace {

using results::FinishedSweep;
using results::SweepComparison;

std::string how_compared(const FinishedSweep& a, const FinishedSweep& b, const SweepComparison& outputs) {
  const std::size_t points = outputs.shared.size() - outputs.empty;
  std::string text = fmt::format(
      "Over the whole horizon, at {} point{} that both have, each system and its difference "
      "to the baseline. ",
      points, points == 1 ? "" : "s");
  if (outputs.paired == points) return text + fmt::format("Paired by replication: seed {} in both.", a.seed);
  if (outputs.paired == 0)
    return text + fmt::format("Not paired, for the {} differ: Welch's interval for independent runs.",
                              a.seed != b.seed ? "seeds" : "replication numbers");
  return text + fmt::format("Paired by replication at {} of them: seed {} in both; Welch's interval at the others.",
                            outputs.paired, a.seed);
}

void print_outputs(const FinishedSweep& a, const FinishedSweep& b, const SweepComparison& outputs,
                   const difference_text::Listing& listing) {
  if (outputs.shared.empty()) {
    fmt::print("\nNo outputs can be compared: no point is in both.\n");
  } else {
    std::vector<difference_text::Line> lines;
    for (const results::PointChange& c : outputs.changes)
      lines.push_back({&c.output, ", point " + results::point_name(a, c.first)});
    const bool one_system = a.systems.size() == 1 && b.systems.size() == 1;
    difference_text::print_outputs(lines, outputs.compared, how_compared(a, b, outputs), one_system, listing);
  }
  if (outputs.empty > 0) fmt::print("\nPoints that one of the two has not done: {}\n", outputs.empty);
  print_unshared("Factors", outputs.factors, listing);
  print_unshared("Points", outputs.points, listing);
  print_unshared("Systems", outputs.systems, listing);
  print_unshared("Metrics", outputs.metrics, listing);
}

}  // namespace

int diff_sweeps(const DiffOptions& options, const difference_text::Listing& listing) {
  FinishedSweep a(options.first), b(options.second);
  const bool same_model = a.model == b.model;
  std::vector<results::InputChange> inputs;
  SweepComparison outputs;
  if (same_model) {
    inputs = results::sweep_input_changes(a, b);
    outputs = results::compare_sweeps(a, b);
  }
  const std::vector<results::Change> facts = difference_text::facts(options.first, options.second, a, b);
  if (options.out)
    results::write_file(*options.out, results::sweep_difference_csv(facts, inputs, outputs), options.force);
  print_facts(facts, listing);
  if (same_model) {
    print_notes(a, b, inputs, listing);
    print_inputs(inputs, listing);
    print_outputs(a, b, outputs, listing);
  } else {
    fmt::print("\n");
    print_wrapped("The two are of different models. Nothing else is compared.", listing);
  }
  if (options.out) fmt::print("\nWritten: {}\n", *options.out);
  return 0;
}

}  // namespace tools
