#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

namespace report::sections {

namespace {

constexpr const char* steadiness = "slope";        // kinds of validation.csv that are no targets: is it steady;
constexpr const char* of_the_plan = "prediction";  // what somebody had foretold
constexpr const char* not_judged = "not judged";

/// What kinds of targets are called.
std::string kind_in_words(const std::string& kind) {
  if (kind == "fit") return "fitted to";
  if (kind == "hold-out") return "held out";
  if (kind == "input") return "put in";
  if (kind == "unmatched") return "not matched";
  if (kind == "theory") return "of theory";
  if (kind == of_the_plan) return "the plan's figure";
  return kind;
}

struct Counts {
  std::size_t held = 0, missed = 0;
};

std::string title_of(const Counts& fitted, const Counts& held_out, const Counts& other) {
  std::vector<std::string> parts;
  const auto add = [&](const Counts& counts, const char* of) {
    if (counts.held > 0) parts.push_back(fmt::format("{} of {} {}", counts.held - counts.missed, counts.held, of));
  };
  add(fitted, "targets fitted to");
  add(held_out, "held out");
  if (parts.empty()) add(other, "targets");
  if (parts.empty()) return "No target could be judged";
  return "Met: " + list(parts);
}

}  // namespace

std::optional<Section> fit(const Inputs& inputs) {
  const Records* const file = inputs.is_sweep() ? nullptr : inputs.records("validation.csv");
  if (file == nullptr || file->size() == 0) return std::nullopt;
  Table table{"Fit to targets",
              {{"quantity", "Quantity", Kind::text},
               {"kind", "Kind", Kind::text},
               {"unit", "Unit", Kind::text},
               {"target", "Target", Kind::number},
               {"band_from", "Target range from", Kind::number},
               {"band_to", "to", Kind::number},
               {"mean", "Simulated", Kind::number},
               {"ci_low", "95 % interval from", Kind::number},
               {"ci_high", "to", Kind::number},
               {"verdict", "Verdict", Kind::text},
               {"relative", "Simulated over target", Kind::number},
               {"relative_low", "95 % interval from", Kind::number},
               {"relative_high", "to", Kind::number},
               {"relative_from", "Range over target from", Kind::number},
               {"relative_to", "to", Kind::number},
               {"source", "Source", Kind::text},
               {"note", "Note", Kind::text}},
              {}};
  std::size_t steady = 0, plans = 0;
  Counts fitted, held_out, other;
  std::vector<std::string> misses, unmatched, drifting;  // by name
  for (std::size_t r = 0; r < file->size(); ++r) {
    const std::string &kind = file->text(r, "kind"), &verdict = file->text(r, "verdict");
    if (kind == steadiness) {
      if (verdict == "nil") ++steady;
      if (verdict != "nil" && verdict != not_judged)
        drifting.push_back(fmt::format("{} ({})", readable(file->text(r, "quantity")), verdict));
      continue;
    }
    const double target = file->number(r, "target"), low = file->number(r, "low"), high = file->number(r, "high"),
                 mean = file->number(r, "mean"), ci_low = file->number(r, "ci_low"),
                 ci_high = file->number(r, "ci_high");
    const bool scales = std::isfinite(target) && target != 0;
    const auto over = [&](double value) { return scales ? value / target : unknown; };
    table.rows.push_back({file->text(r, "quantity"), kind_in_words(kind), file->text(r, "unit"), target, low, high,
                          mean, ci_low, ci_high, verdict, over(mean), over(ci_low), over(ci_high), over(low),
                          over(high), file->text(r, "source"), file->text(r, "note")});
    if (kind == of_the_plan) ++plans;
    if (kind == "unmatched") unmatched.push_back(file->text(r, "quantity"));
    if (kind == "unmatched" || kind == of_the_plan || verdict == not_judged) continue;
    Counts& counts = kind == "fit" ? fitted : kind == "hold-out" ? held_out : other;
    ++counts.held;
    if (verdict == "above" || verdict == "below") {
      ++counts.missed;
      misses.push_back(fmt::format("{} ({})", file->text(r, "quantity"), verdict));
    }
  }
  if (table.rows.empty()) return std::nullopt;
  Section section{"fit", "How well the baseline fits", {}, {}};
  section.paragraphs.push_back(fmt::format(
      "The baseline, {}, is held against what was counted or is known otherwise. Targets that the model was fitted to "
      "say "
      "little of its worth; those held out were not looked at while fitting; those put in are so by construction.{}",
      readable(inputs.finished().baseline),
      plans > 0 ? " The plan's figures stand for comparison: nothing is fitted to them." : ""));
  if (!misses.empty()) section.paragraphs.push_back("Missed: " + list(misses) + ".");
  if (!unmatched.empty())
    section.paragraphs.push_back(
        "Beside them stand figures that are not judged, because something else was counted or sources contradict each "
        "other: " +
        list(unmatched) + ".");
  if (steady + drifting.size() > 0)
    section.paragraphs.push_back(fmt::format(
        "Of {} quantities followed over the years under the baseline, {} neither rise nor fall by more than "
        "is allowed; {}.",
        steady + drifting.size(), steady,
        drifting.empty()
            ? "none does"
            : fmt::format("{} {}: {}", count(drifting.size()), drifting.size() == 1 ? "does" : "do", list(drifting))));
  section.figures.push_back(
      {.id = "fit-targets",
       .title = title_of(fitted, held_out, other),
       .subject = "Fit to targets",
       .description =
           fmt::format("A dot for each quantity, simulated over target, with its 95 % interval; the target's "
                       "range is the band around 1. {} of {} are missed.",
                       misses.size(), fitted.held + held_out.held + other.held),
       .note = "Over target: 1 is the target itself. A target without a range is met where the interval holds it.",
       .chart = Chart{"intervals",
                      {{"label", "quantity"},
                       {"x", "relative"},
                       {"low", "relative_low"},
                       {"high", "relative_high"},
                       {"target_low", "relative_from"},
                       {"target_high", "relative_to"},
                       {"rule", "1"},
                       {"series", "kind"},
                       {"x_axis", "Simulated over target"}}},
       .svg = "",
       .follows = {},
       .table = std::move(table)});
  return section;
}

}  // namespace report::sections
