#include "tools/difference_text.hpp"

#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tools::difference_text {

using results::Change;
using results::Finished;
using results::InputChange;
using results::MeanDifference;
using results::OutputChange;

namespace {

constexpr std::size_t most_inputs = 60, most_outputs = 30, most_names = 12;  // printed without --all
constexpr std::size_t gap = 3;                                               // columns between columns

std::string with_separators(std::size_t n) { return results::grouped(static_cast<double>(n), 0); }

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

/// What of the builds differs: "compiler, flags", or "".
std::string build_differences(const results::BuildInfo& a, const results::BuildInfo& b) {
  std::vector<std::string> parts;
  if (a.compiler != b.compiler) parts.emplace_back("compiler");
  if (a.flags != b.flags) parts.emplace_back("flags");
  if (a.build_type != b.build_type) parts.emplace_back("type");
  if (a.libraries != b.libraries) parts.emplace_back("libraries");
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string replications_of(const Finished& run) {
  return run.complete ? std::to_string(run.replications_done)
                      : fmt::format("{} of {}, stopped early", run.replications_done, run.replications_asked);
}

/// "e7c011076029+changes"
std::string short_commit(const Finished& run) {
  const std::string& commit = run.build.commit;
  return commit.substr(0, 12) + commit.substr(std::min(commit.find('+'), commit.size()));
}

/// What the second column says: "6", or "the same but for source, status".
std::string in_second(const InputChange& change) {
  if (!change.only_evidence) return change.second.value_or("-");
  std::vector<std::string> fields;
  for (const Change& field : change.evidence) fields.push_back(field.path.substr(change.path.size() + 1));
  return fmt::format("the same but for {}", fmt::join(fields, ", "));
}

/// A change of an output as printed.
struct Lines {
  std::string label;
  std::array<std::string, 3> cells;  ///< first, second, difference
};

Lines lines_of(const Line& line, bool one_system) {
  const OutputChange& change = *line.change;
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
  lines.label += line.where;
  if (change.some_missing) lines.label += fmt::format(", values in {} and {} replications", a.n, b.n);
  lines.cells = {results::mean_with_interval(a.mean / unit, a.ci_low / unit, a.ci_high / unit, decimals, false),
                 results::mean_with_interval(b.mean / unit, b.ci_low / unit, b.ci_high / unit, decimals, false),
                 results::mean_with_interval(d.mean / unit, d.ci_low / unit, d.ci_high / unit, finer, true) +
                     (d.excludes_zero() ? " *" : "")};
  return lines;
}

void print_changes(const std::vector<Line>& changes, bool one_system, const Listing& listing) {
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

}  // namespace

std::size_t Listing::of(std::size_t size, std::size_t most) const { return all ? size : std::min(size, most); }

void Listing::print_rest(std::size_t size, std::size_t most) const {
  if (const std::size_t shown = of(size, most); shown < size)
    fmt::print("  ... and {} more; --all lists them, -o FILE.csv writes them\n", with_separators(size - shown));
}

void print_wrapped(const std::string& text, const Listing& listing) {
  fmt::print("{}", results::wrap(text, listing.width));
}

std::vector<Change> facts(const std::string& folder_first, const std::string& folder_second, const Finished& a,
                          const Finished& b) {
  const auto build = [](const Finished& run) {
    return fmt::format("{}, {}", run.build.compiler, run.build.build_type);
  };
  std::vector<Change> facts{{"folder", folder_first, folder_second},
                            {"title", a.title, b.title},
                            {"model", a.model, b.model},
                            {"version", a.build.version, b.build.version},
                            {"commit", short_commit(a), short_commit(b)},
                            {"build", build(a), build(b)},
                            {"seed", std::to_string(a.seed), std::to_string(b.seed)},
                            {"replications", replications_of(a), replications_of(b)},
                            {"run", a.run, b.run},
                            {"baseline", a.baseline, b.baseline}};
  if (a.points > 0) facts.push_back({"points", std::to_string(a.points), std::to_string(b.points)});
  return facts;
}

void print_facts(const std::vector<Change>& facts, const Listing& listing) {
  const std::size_t width = listing.width;
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

void print_notes(const Finished& a, const Finished& b, const std::vector<InputChange>& inputs, const Listing& listing) {
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
  for (const std::string& note : notes) print_wrapped(note, listing);
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

void print_outputs(const std::vector<Line>& changes, std::size_t compared, const std::string& scope, bool one_system,
                   const Listing& listing) {
  if (compared == 0) {
    fmt::print("\nNo outputs can be compared: no metric of a system is in both.\n");
    return;
  }
  if (changes.empty()) {
    fmt::print("\nNo outputs differ, of {} compared.\n", with_separators(compared));
    print_wrapped(scope, listing);
    return;
  }
  std::size_t intervals = 0, marked = 0;
  for (const Line& line : changes) {
    intervals += line.change->difference.has_interval();
    marked += line.change->difference.excludes_zero();
  }
  fmt::print("\nOutputs that differ: {} of {} compared\n", with_separators(changes.size()), with_separators(compared));
  print_wrapped(scope, listing);
  if (intervals == 0)
    print_wrapped("Too few replications for intervals.", listing);
  else
    print_wrapped(
        fmt::format("Means and 95 % intervals, the clearest difference first. * marks a difference whose interval "
                    "excludes zero: {} of {}. Had nothing changed, some 5 % would by chance alone: about {}.",
                    with_separators(marked), with_separators(intervals),
                    results::grouped(0.05 * static_cast<double>(intervals), intervals < 100 ? 1 : 0)),
        listing);
  print_changes(changes, one_system, listing);
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

}  // namespace tools::difference_text
