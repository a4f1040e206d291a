#include "tools/report/sections/claims.hpp"

#include "tools/report/sections/figure.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

namespace report::sections {

namespace {

constexpr const char* before_and_after = "before and after";
constexpr const char* added = "what the system adds";
constexpr const char* reported = "as reported, to compare with";

/// The same people in the same months under the baseline.
std::string without(const Inputs& inputs) { return "the same people under " + readable(inputs.finished().baseline); }

std::string title(const Records& claims) {
  std::size_t judged = 0, larger = 0;
  for (std::size_t r = 0; r < claims.size(); ++r) {
    const double naive = claims.number(r, "naive_ci_high"), effect = claims.number(r, "effect_ci_low");
    if (!std::isfinite(naive) || !std::isfinite(effect)) continue;
    ++judged;
    if (naive < effect) ++larger;
  }
  if (judged == 0)
    return "Before and after, and against the same people under the baseline: one replication has no intervals to "
           "judge by";
  return fmt::format("The fall from before to after is clearly larger than what the system adds in {} of {}",
                     count(larger), counted(judged, "comparison"));
}

Figure figures_beside(const Inputs& inputs, const Records& claims) {
  Figure figure = figure_of("outcomes-claims", "Falls that were reported", title(claims));
  figure.table.name = "Falls that were reported";
  figure.table.columns = {{"claim", "What is said to have fallen"},
                          {"quantity", "Looked at how"},
                          {"system", "System"},
                          {"change", "Change", Kind::share},
                          {"change_low", "95 % interval from", Kind::share},
                          {"change_high", "to", Kind::share}};
  std::set<std::string> said;
  for (std::size_t r = 0; r < claims.size(); ++r) {
    const std::string &claim = claims.text(r, "title"), system = readable(claims.text(r, "system"));
    const auto line = [&](const std::string& quantity, const std::string& name) {
      figure.table.rows.push_back({claim, quantity, system, claims.number(r, name), claims.number(r, name + "_ci_low"),
                                   claims.number(r, name + "_ci_high")});
    };
    if (const double value = claims.number(r, "claimed"); std::isfinite(value) && said.insert(claim).second)
      figure.table.rows.push_back({claim, std::string(reported), std::string("reported"), value, unknown, unknown});
    line(before_and_after, "naive");
    line(without(inputs), "without");
    line(added, "effect");
  }
  figure.chart = Chart{"intervals",
                       {{"label", "quantity"},
                        {"x", "change"},
                        {"low", "change_low"},
                        {"high", "change_high"},
                        {"series", "system"},
                        {"facet", "claim"},
                        {"rule", "0"},
                        {"x_axis", "Change, %"}}};
  figure.description = fmt::format(
      "For each claim a dot with its 95 % interval for the change before and after, for the change of {}, and for "
      "what the system adds against them; beside them the reported figure. {}.",
      without(inputs), figure.title);
  figure.note =
      "The reported figures are predictions to compare with: nothing was fitted to them. How the partnership picked "
      "people and counted is not known.";
  return figure;
}

Figure behind(const Records& claims) {
  Figure figure = figure_of("outcomes-claims-explained", "Falls that would have come anyway",
                            "How much of each fall would have come anyway");
  figure.table.name = "Falls that would have come";
  figure.table.columns = {{"claim", "What is said to have fallen"},
                          {"system", "System"},
                          {"people", "People or families", Kind::number},
                          {"before", "Before", Kind::number},
                          {"before_unit", "Counted"},
                          {"explained", "Part of the fall that would have come anyway", Kind::share},
                          {"note", "Note"},
                          {"source", "Reported in"}};
  for (std::size_t r = 0; r < claims.size(); ++r)
    figure.table.rows.push_back({claims.text(r, "title"), readable(claims.text(r, "system")),
                                 claims.number(r, "people"), claims.number(r, "before"), claims.text(r, "before_unit"),
                                 claims.number(r, "explained"), claims.text(r, "note"), claims.text(r, "source")});
  std::size_t most = 0, known = 0;
  for (std::size_t r = 0; r < claims.size(); ++r) {
    const double part = claims.number(r, "explained");
    if (!std::isfinite(part)) continue;
    ++known;
    if (part > 0.5) ++most;
  }
  if (known > 0)
    figure.title = fmt::format("In {} of {} more than half of the fall would have come anyway", count(most),
                               counted(known, "comparison"));
  figure.description =
      "A table with a line for each claim and system, saying how much of the fall would have come anyway.";
  return figure;
}

}  // namespace

void add_claims(Section& section, const Inputs& inputs, const Records& claims) {
  section.paragraphs.push_back(fmt::format(
      "A fall before and after is not an effect. People come under management when things are at their worst; "
      "afterwards they are nearer to their usual, whatever is done for them, and some abuse ends by itself. That is "
      "regression to the mean. Here the same people can be followed through the same months under {} as well: what is "
      "left is what the system adds.",
      readable(inputs.finished().baseline)));
  section.figures.push_back(figures_beside(inputs, claims));
  section.figures.push_back(behind(claims));
}

}  // namespace report::sections
