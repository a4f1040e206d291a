#include "tools/commands.hpp"
#include "tools/diff_sweeps.hpp"
#include "tools/difference_text.hpp"
#include "tools/results/difference.hpp"
#include "tools/results/difference_csv.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/read_folder.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace tools {

namespace {

using difference_text::Listing;
using results::Change;
using results::FinishedRun;
using results::InputChange;
using results::OutputComparison;

/// "replications 0 to 199", or how many if there are gaps.
std::string numbers_text(const std::vector<std::uint32_t>& numbers) {
  if (numbers.size() == 1) return fmt::format("replication {}", numbers.front());
  const bool dense = numbers.back() - numbers.front() + 1 == numbers.size();
  return dense ? fmt::format("replications {} to {}", numbers.front(), numbers.back())
               : fmt::format("the {} replications that both have", numbers.size());
}

std::string how_compared(const FinishedRun& a, const FinishedRun& b, const OutputComparison& outputs) {
  if (outputs.paired) {
    const bool all = a.store.results.replications == b.store.results.replications;
    return fmt::format("Paired by replication: seed {} in both, {}{}.", a.seed, numbers_text(outputs.replications),
                       all ? "" : "; the others are left out");
  }
  return fmt::format("Not paired, for the {} differ: Welch's interval for independent runs.",
                     a.seed != b.seed ? "seeds" : "replication numbers");
}

void print_outputs(const FinishedRun& a, const FinishedRun& b, const OutputComparison& outputs,
                   const DiffOptions& options, const Listing& listing) {
  std::vector<difference_text::Line> lines;
  for (const auto& change : outputs.changes) lines.push_back({&change, ""});
  const std::string scope = fmt::format("Over the whole horizon{}. {}",
                                        options.groups ? "" : ", for everybody (--groups adds groups of people)",
                                        how_compared(a, b, outputs));
  const bool one_system = a.store.results.systems.size() == 1 && b.store.results.systems.size() == 1;
  difference_text::print_outputs(lines, outputs.compared, scope, one_system, listing);
  print_unshared("Systems", outputs.systems, listing);
  print_unshared("Metrics", outputs.metrics, listing);
}

int diff_runs(const DiffOptions& options, const Listing& listing) {
  const FinishedRun a = results::read_folder(options.first), b = results::read_folder(options.second);
  const bool same_model = a.model == b.model;
  std::vector<InputChange> inputs = results::input_changes(a.scenario, b.scenario);
  if (!same_model) std::erase_if(inputs, [](const InputChange& change) { return !change.first || !change.second; });
  OutputComparison outputs;
  if (same_model)
    outputs = results::compare_outputs(a.store.results, b.store.results, a.seed == b.seed, options.groups);
  const std::vector<Change> runs = difference_text::facts(options.first, options.second, a, b);
  if (options.out) results::write_file(*options.out, results::difference_csv(runs, inputs, outputs), options.force);

  print_facts(runs, listing);
  if (same_model) {
    print_notes(a, b, inputs, listing);
    print_inputs(inputs, listing);
    print_outputs(a, b, outputs, options, listing);
  } else {
    fmt::print("\n");
    print_wrapped("The two are of different models. No outputs are compared, and only those inputs that both have.",
                  listing);
    print_inputs(inputs, listing);
  }
  if (options.out) fmt::print("\nWritten: {}\n", *options.out);
  return 0;
}

}  // namespace

int diff(const DiffOptions& options) {
  const bool first = results::holds_sweep(options.first), second = results::holds_sweep(options.second);
  if (first != second)
    throw results::StoreError(
        fmt::format("{} holds a sweep and {} a run: they cannot be compared, for a sweep has an "
                    "outcome for each of its points; name two runs or two sweeps",
                    first ? options.first : options.second, first ? options.second : options.first));
  const Listing listing{options.all, std::max<std::size_t>(results::terminal_columns(STDOUT_FILENO), 60)};
  return first ? diff_sweeps(options, listing) : diff_runs(options, listing);
}

}  // namespace tools
