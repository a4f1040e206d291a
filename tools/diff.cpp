#include "tools/commands.hpp"
#include "tools/results/difference.hpp"
#include "tools/results/difference_csv.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/number.hpp"
#include "tools/results/read_folder.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <unistd.h>

namespace tools {

namespace {

using results::Change;
using results::FinishedRun;
using results::InputChange;
using results::MeanDifference;
using results::OutputChange;
using results::OutputComparison;

constexpr std::size_t most_inputs = 60, most_outputs = 30, most_names = 12;  // printed without --all
constexpr std::size_t gap = 3;                                               // columns between columns

std::string with_separators(std::size_t n) { return results::grouped(static_cast<double>(n), 0); }

/// How much of a list is printed.
struct Listing {
  bool all;
  std::size_t width;  ///< columns

  std::size_t of(std::size_t size, std::size_t most) const { return all ? size : std::min(size, most); }
  void print_rest(std::size_t size, std::size_t most) const {
    if (const std::size_t shown = of(size, most); shown < size)
      fmt::print("  ... and {} more; --all lists them, -o FILE.csv writes them\n", with_separators(size - shown));
  }
};

/// One line of at most `width` columns.
std::string cut(std::string_view text, std::size_t width) {
  std::string line;
  std::size_t used = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool starts = (byte & 0xC0U) != 0x80U;  // not a UTF-8 continuation
    if (starts && ++used == width && results::columns(text) > width) return line + "…";
    line += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  return line;
}

void print_wrapped(const std::string& text, std::size_t width) { fmt::print("{}", results::wrap(text, width)); }

// ---- the two runs --------------------------------------------------------------------------------------------------

/// What of the builds differs: "compiler, flags", or "".
std::string build_differences(const results::BuildInfo& a, const results::BuildInfo& b) {
  std::vector<std::string> parts;
  if (a.compiler != b.compiler) parts.emplace_back("compiler");
  if (a.flags != b.flags) parts.emplace_back("flags");
  if (a.build_type != b.build_type) parts.emplace_back("type");
  if (a.libraries != b.libraries) parts.emplace_back("libraries");
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string replications_of(const FinishedRun& run) {
  const std::size_t done = run.store.results.replications.size();
  return run.complete ? std::to_string(done) : fmt::format("{} of {}, stopped early", done, run.replications_asked);
}

/// "e7c011076029+changes"
std::string short_commit(const FinishedRun& run) {
  const std::string& commit = run.build.commit;
  return commit.substr(0, 12) + commit.substr(std::min(commit.find('+'), commit.size()));
}

/// Facts of both runs, equal ones too.
std::vector<Change> facts(const DiffOptions& options, const FinishedRun& a, const FinishedRun& b) {
  const auto build = [](const FinishedRun& run) {
    return fmt::format("{}, {}", run.build.compiler, run.build.build_type);
  };
  return {{"folder", options.first, options.second},
          {"title", a.title, b.title},
          {"model", a.model, b.model},
          {"version", a.build.version, b.build.version},
          {"commit", short_commit(a), short_commit(b)},
          {"build", build(a), build(b)},
          {"seed", std::to_string(a.seed), std::to_string(b.seed)},
          {"replications", replications_of(a), replications_of(b)},
          {"run", a.run, b.run},
          {"baseline", a.baseline, b.baseline}};
}

void print_facts(const std::vector<Change>& facts, std::size_t width) {
  std::size_t label = 0, first = results::columns("first");
  for (const Change& fact : facts) {
    label = std::max(label, fact.path.size());
    first = std::max(first, results::columns(*fact.first));
  }
  const std::size_t room = (width - label - 2 * gap) / 2;
  first = std::min(first, room);
  fmt::print("{:<{}}{}second\n", "", label + gap, results::pad_right("first", first + gap));
  for (const Change& fact : facts)
    fmt::print(
        "{:<{}}{}{}\n", fact.path, label + gap, results::pad_right(cut(*fact.first, first), first + gap),
        fact.first == fact.second ? "the same" : cut(*fact.second, std::max(room, width - label - 2 * gap - first)));
}

// ---- inputs --------------------------------------------------------------------------------------------------------

/// What the second column says: "6", or "the same but for source, status".
std::string in_second(const InputChange& change) {
  if (!change.only_evidence) return change.second.value_or("-");
  std::vector<std::string> fields;
  for (const Change& field : change.evidence) fields.push_back(field.path.substr(change.path.size() + 1));
  return fmt::format("the same but for {}", fmt::join(fields, ", "));
}

void print_inputs(const std::vector<InputChange>& changes, const Listing& listing) {
  const auto of_evidence = static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(), [](const InputChange& c) { return c.only_evidence; }));
  if (changes.empty()) {
    fmt::print("\nNo inputs differ.\n");
    return;
  }
  fmt::print("\nInputs that differ: {}{}\n\n", with_separators(changes.size() - of_evidence),
             of_evidence == 0 ? "" : fmt::format("; of {} more only the evidence", with_separators(of_evidence)));
  const std::size_t shown = listing.of(changes.size(), most_inputs);
  std::size_t path = 0, first = results::columns("first");
  for (std::size_t i = 0; i < shown; ++i) {
    path = std::max(path, results::columns(changes[i].path));
    first = std::max(first, results::columns(changes[i].first.value_or("-")));
  }
  path = std::min(path, listing.width / 2);
  const std::size_t room = listing.width - 2 - path - 2 * gap;
  first = std::min(first, room / 2);
  fmt::print("  {}{}second\n", results::pad_right("", path + gap), results::pad_right("first", first + gap));
  for (std::size_t i = 0; i < shown; ++i) {
    const InputChange& change = changes[i];
    const bool fits = results::columns(change.path) <= path;
    if (!fits) fmt::print("  {}\n", change.path);
    fmt::print("  {}{}{}\n", results::pad_right(fits ? change.path : "", path + gap),
               results::pad_right(cut(change.first.value_or("-"), first), first + gap),
               cut(in_second(change), room - first));
  }
  listing.print_rest(changes.size(), most_inputs);
}

// ---- outputs -------------------------------------------------------------------------------------------------------

/// A change of an output as printed.
struct Lines {
  std::string label;
  std::array<std::string, 3> cells;  ///< first, second, difference
};

std::string with_interval(double mean, double low, double high, int decimals, bool is_difference) {
  if (mean == 0 && low == 0 && high == 0) decimals = 0;  // exactly nothing, not nearly
  const std::string text = results::grouped(mean, decimals, is_difference);
  if (!std::isfinite(low)) return text;
  return fmt::format("{} ({} to {})", text, results::grouped(low, decimals, is_difference),
                     results::grouped(high, decimals, is_difference));
}

Lines lines_of(const OutputChange& change, bool one_system) {
  const sim::Summary &a = change.first, &b = change.second;
  const MeanDifference& d = change.difference;
  const auto larger = [](double x, double y) { return std::fmax(std::abs(x), std::abs(y)); };  // of NaN, the other
  experiment::Metric metric = change.metric;
  double unit = 1;
  if (metric.unit == "£" && larger(a.mean, b.mean) >= 1e6) {
    unit = 1e6;
    metric.unit = "£m";
  }
  const int decimals = results::decimals_for_interval(larger(a.mean, b.mean) / unit,
                                                      larger(a.ci_high - a.mean, b.ci_high - b.mean) / unit);
  const int finer = results::decimals_for_interval(d.mean / unit, (d.ci_high - d.mean) / unit);
  Lines lines{results::full_name(metric), {}};
  if (!one_system) lines.label += ", " + change.system;
  if (change.some_missing) lines.label += fmt::format(", values in {} and {} replications", a.n, b.n);
  lines.cells = {
      with_interval(a.mean / unit, a.ci_low / unit, a.ci_high / unit, decimals, false),
      with_interval(b.mean / unit, b.ci_low / unit, b.ci_high / unit, decimals, false),
      with_interval(d.mean / unit, d.ci_low / unit, d.ci_high / unit, finer, true) + (d.excludes_zero() ? " *" : "")};
  return lines;
}

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

void print_changes(const std::vector<OutputChange>& changes, bool one_system, const Listing& listing) {
  std::vector<Lines> lines;
  std::array<std::size_t, 3> widths{};
  for (std::size_t i = 0; i < listing.of(changes.size(), most_outputs); ++i) {
    lines.push_back(lines_of(changes[i], one_system));
    for (std::size_t c = 0; c < widths.size(); ++c)
      widths[c] = std::max(widths[c], results::columns(lines.back().cells[c]));
  }
  const auto row = [&](const std::array<std::string, 3>& cells) {
    return fmt::format("    {}{:{}}{}{:{}}{}\n", results::pad_right(cells[0], widths[0]), "", gap,
                       results::pad_right(cells[1], widths[1]), "", gap, cells[2]);
  };
  fmt::print("\n{}", row({"first", "second", "second minus first"}));
  for (const Lines& l : lines) fmt::print("  {}\n{}", l.label, row(l.cells));
  listing.print_rest(changes.size(), most_outputs);
}

void print_unshared(const char* what, const results::Unshared& unshared, const Listing& listing) {
  for (const auto& [names, side] : {std::pair(&unshared.first, "first"), std::pair(&unshared.second, "second")}) {
    if (names->empty()) continue;
    const std::size_t shown = listing.of(names->size(), most_names);
    std::string text =
        fmt::format("{} only in {} ({}): {}", what, side, names->size(),
                    fmt::join(names->begin(), names->begin() + static_cast<std::ptrdiff_t>(shown), "; "));
    if (shown < names->size()) text += fmt::format("; and {} more", names->size() - shown);
    fmt::print("\n{}", results::wrap(text, listing.width, 2));
  }
}

void print_outputs(const FinishedRun& a, const FinishedRun& b, const OutputComparison& outputs,
                   const DiffOptions& options, const Listing& listing) {
  const std::vector<OutputChange>& changes = outputs.changes;
  const auto say = [&](const std::string& sentence) { print_wrapped(sentence, listing.width); };
  const std::string scope = fmt::format("Over the whole horizon{}. {}",
                                        options.groups ? "" : ", for everybody (--groups adds groups of people)",
                                        how_compared(a, b, outputs));
  if (outputs.compared == 0) {
    fmt::print("\nNo outputs can be compared: no metric of a system is in both.\n");
  } else if (changes.empty()) {
    fmt::print("\nNo outputs differ, of {} compared.\n", with_separators(outputs.compared));
    say(scope);
  } else {
    std::size_t intervals = 0, marked = 0;
    for (const OutputChange& change : changes) {
      intervals += change.difference.has_interval();
      marked += change.difference.excludes_zero();
    }
    fmt::print("\nOutputs that differ: {} of {} compared\n", with_separators(changes.size()),
               with_separators(outputs.compared));
    say(scope);
    if (intervals == 0)
      say("Too few replications for intervals.");
    else
      say(
          fmt::format("Means and 95 % intervals, the clearest difference first. * marks a difference whose interval "
                      "excludes zero: {} of {}. Had nothing changed, some 5 % would by chance alone: about {}.",
                      with_separators(marked), with_separators(intervals),
                      results::grouped(0.05 * static_cast<double>(intervals), intervals < 100 ? 1 : 0)));
    const bool one_system = a.store.results.systems.size() == 1 && b.store.results.systems.size() == 1;
    print_changes(changes, one_system, listing);
  }
  print_unshared("Systems", outputs.systems, listing);
  print_unshared("Metrics", outputs.metrics, listing);
}

/// What else stands in the way of comparing them, in words.
void print_notes(const FinishedRun& a, const FinishedRun& b, const std::vector<InputChange>& inputs,
                 std::size_t width) {
  std::vector<std::string> notes;
  if (const std::string parts = build_differences(a.build, b.build); !parts.empty())
    notes.push_back(fmt::format("The builds differ ({}): last digits may differ for that reason alone.", parts));
  const bool other_horizon = std::any_of(inputs.begin(), inputs.end(), [](const InputChange& change) {
    return change.path == "run.horizon" && !change.only_evidence;
  });
  if (other_horizon) notes.emplace_back("The horizons differ: counts and other totals over them are not comparable.");
  if (a.baseline != b.baseline)
    notes.emplace_back("The baselines differ: what is averted, added or saved is measured against another.");
  if (a.run != b.run) notes.emplace_back("The intervals of the two do not cover the same doubt.");
  if (!notes.empty()) fmt::print("\n");
  for (const std::string& note : notes) print_wrapped(note, width);
}

}  // namespace

int diff(const DiffOptions& options) {
  const FinishedRun a = results::read_folder(options.first), b = results::read_folder(options.second);
  const bool same_model = a.model == b.model;
  std::vector<InputChange> inputs = results::input_changes(a.scenario, b.scenario);
  if (!same_model) std::erase_if(inputs, [](const InputChange& change) { return !change.first || !change.second; });
  OutputComparison outputs;
  if (same_model)
    outputs = results::compare_outputs(a.store.results, b.store.results, a.seed == b.seed, options.groups);
  const std::vector<Change> runs = facts(options, a, b);
  if (options.out) results::write_file(*options.out, results::difference_csv(runs, inputs, outputs), options.force);

  const Listing listing{options.all, std::max<std::size_t>(results::terminal_columns(STDOUT_FILENO), 60)};
  print_facts(runs, listing.width);
  if (same_model) {
    print_notes(a, b, inputs, listing.width);
    print_inputs(inputs, listing);
    print_outputs(a, b, outputs, options, listing);
  } else {
    fmt::print("\n");
    print_wrapped("The two are of different models. No outputs are compared, and only those inputs that both have.",
                  listing.width);
    print_inputs(inputs, listing);
  }
  if (options.out) fmt::print("\nWritten: {}\n", *options.out);
  return 0;
}

}  // namespace tools
