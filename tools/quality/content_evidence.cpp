#include "models/scenario/parameters.hpp"
#include "models/scenario/uncertainty.hpp"
#include "sim/calibration/minimise.hpp"
#include "sim/summary.hpp"
#include "tools/quality/content.hpp"
#include "tools/quality/logs.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/wording.hpp"
#include "tools/report/words.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace quality {

namespace {

constexpr std::size_t shown = 20;

/// The first few, and how many more.
std::string at_most(std::size_t most, const std::set<std::string>& all) {
  std::string out;
  std::size_t n = 0;
  for (const std::string& one : all)
    if (n++ < most) out += (out.empty() ? "" : "; ") + one;
  return all.size() > most ? out + fmt::format(" and {} more", all.size() - most) : out;
}

std::string in_file(std::size_t more, const char* file) {
  return more == 0
             ? fmt::format("All of it: {}.\n", file)
             : fmt::format("{} more, and every field, in {}.\n", results::grouped(static_cast<double>(more), 0), file);
}

}  // namespace

std::string evidence(const Facts& facts) {
  const auto& all = facts.assumptions();
  if (all.empty()) return "The numbers with their evidence are not in this folder.\n";
  std::map<std::string, std::map<int, std::size_t>> by_status;
  std::map<std::string, std::size_t> ranges;
  std::size_t estimates = 0;
  for (const auto& a : all) {
    if (!is_estimate(a)) continue;
    ++estimates;
    const std::string status = a.status.empty() ? "not said" : a.status;
    ++by_status[status][a.grade.value_or(0)];
    if (a.low && a.high) ++ranges[status];
  }
  MarkdownTable table({"Status", "Numbers", "Grade 1", "2", "3", "4", "5", "6", "No grade", "With a range"});
  for (auto& [status, grades] : by_status) {
    std::size_t n = 0;
    for (const auto& [grade, count] : grades) n += count;
    std::vector<std::string> row{status, std::to_string(n)};
    for (const int grade : {1, 2, 3, 4, 5, 6, 0}) row.push_back(std::to_string(grades[grade]));
    row.push_back(std::to_string(ranges[status]));
    table.row(std::move(row));
  }
  return fmt::format("{} with their evidence (grade 1 is best, 6 worst):\n\n", counted(estimates, "estimate")) +
         table.text() +
         fmt::format(
             "\n{} more are settings and what results are held against. Every one, with value, range, source and "
             "reason: assumptions_log.csv.\n",
             results::grouped(static_cast<double>(all.size() - estimates), 0));
}

std::string sources(const Facts& facts) {
  const std::vector<Source> all = sources_of(facts);
  if (all.empty()) return "No source is known of any number in this folder.\n";
  MarkdownTable table({"Source", "Numbers", "Used for", "Status", "Grades", "Price years", "Sample sizes"});
  for (std::size_t i = 0; i < std::min(shown, all.size()); ++i)
    table.row({all[i].source, std::to_string(all[i].numbers), at_most(6, all[i].used_for),
               fmt::format("{}", fmt::join(all[i].statuses, ", ")), fmt::format("{}", fmt::join(all[i].grades, ", ")),
               fmt::format("{}", fmt::join(all[i].price_years, ", ")),
               fmt::format("{}", fmt::join(all[i].sample_sizes, ", "))});
  return "The sources that most numbers rest on:\n\n" + table.text() + "\n" +
         in_file(all.size() - std::min(shown, all.size()), "data_log.csv");
}

std::string guesses(const Facts& facts) {
  const std::vector<Logged> all = log_of(facts);
  std::size_t guessed = 0;
  MarkdownTable table({"Number", "Systems", "Value", "Range", "Status", "Grade", "What it rests on"});
  for (const Logged& logged : all) {
    const scenario::Assumption& a = *logged.assumption;
    if (!is_estimate(a) || a.status == "documented" || a.status == "calculated") continue;
    if (++guessed > shown) continue;
    const std::string system = system_of(a.path);
    table.row(
        {number_in_words(a), system.empty() ? "every system" : report::readable(system), quantity_text(a.value, a.unit),
         a.low && a.high ? fmt::format("{} to {}", quantity_text(*a.low, a.unit), quantity_text(*a.high, a.unit)) : "-",
         a.status.empty() ? "not said" : a.status, a.grade ? std::to_string(*a.grade) : "-",
         a.source.empty() ? "nobody said" : a.source});
  }
  if (guessed == 0) return "None: every number is documented, calculated or exact, or no evidence is kept.\n";
  const bool ranked = std::ranges::any_of(all, [](const Logged& l) { return l.rank > 0; });
  return fmt::format("{} inferred, assumed, unverified or without a status. {}:\n\n",
                     counted(guessed, "number") + (guessed == 1 ? " is" : " are"),
                     ranked ? "The most influential first, then the weakest"
                            : "The weakest first; which of them matter most is known only where numbers were drawn") +
         table.text() + "\n" + in_file(guessed - std::min(shown, guessed), "assumptions_log.csv");
}

std::string uncertainty_methods(const Facts& facts) {
  std::string out = fmt::format("Chance: {}\n\n", sim::about_intervals);
  if (facts.inputs.finished().systems.size() > 1)
    out +=
        "Differences between systems are taken within a replication, with common random numbers, and their interval is "
        "that of paired values.\n\n";
  std::size_t ranged = 0;
  for (const auto& a : facts.assumptions()) ranged += is_estimate(a) && a.low && a.high ? 1 : 0;
  if (facts.inputs.drawn())
    out +=
        fmt::format("Doubt about the numbers: every one that has a range was drawn anew for each replication. {} {}\n",
                    scenario::about_uncertainty, scenario::about_drawn_parameters);
  else
    out += fmt::format(
        "Doubt about the numbers: not in this run, which is of chance only; {} a range and can be drawn (run with "
        "--parameters drawn).\n",
        counted(ranged, "estimate") + (ranged == 1 ? " has" : " have"));
  const std::size_t fitted = fitted_numbers(facts);
  if (fitted > 0)
    out +=
        fmt::format("\n{} open to calibration, within bounds and to the baseline's targets of kind \"fit\" only: {}.\n",
                    counted(fitted, "number") + (fitted == 1 ? " is" : " are"), sim::calibration::about_search);
  return out;
}

std::string uncertainty_results(const Facts& facts) {
  const report::Records* decision = facts.inputs.records("decision.csv");
  if (decision == nullptr)
    return facts.inputs.finished().replications_done < 2 ? "One replication: no interval, and no probability.\n"
                                                         : "Intervals of every output: summary.csv, differences.csv.\n";
  MarkdownTable table({"What", "System", "Of", "Probability", "95 % interval"});
  MarkdownTable worth({"Number", "Of", "Worth of knowing it, £", "95 % interval"});
  for (std::size_t r = 0; r < decision->size(); ++r) {
    const std::string &part = decision->text(r, "part"), &quantity = decision->text(r, "quantity");
    const double value = decision->number(r, "value"), low = decision->number(r, "ci_low"),
                 high = decision->number(r, "ci_high");
    const auto percent = [](double x) { return fmt::format("{:.0f} %", 100 * x); };
    const bool has_interval = std::isfinite(low) && std::isfinite(high);
    if (part == "probability" || (part == "choice" && quantity == "best"))
      table.row({part == "choice" ? "is best" : quantity, report::readable(decision->text(r, "system")),
                 report::readable(decision->text(r, "of")) +
                     (decision->text(r, "at").empty() ? "" : " of " + results::grouped(decision->number(r, "at"), 0)),
                 percent(value), has_interval ? percent(low) + " to " + percent(high) : "-"});
    if (part == "information" && facts.inputs.drawn())
      worth.row({quantity == "perfect" ? "all of them" : place_in_words(quantity),
                 report::readable(decision->text(r, "of")), results::grouped(value, 0),
                 has_interval ? results::grouped(low, 0) + " to " + results::grouped(high, 0) : "-"});
  }
  std::string out =
      fmt::format("Probabilities of {}:\n\n{}",
                  facts.inputs.drawn() ? "chance and doubt about the numbers together" : "chance alone", table.text());
  if (worth.size() > 0) out += "\n" + worth.text();
  return out + "\nAcceptability and the cost-effectiveness plane: decision.csv.\n";
}

}  // namespace quality
