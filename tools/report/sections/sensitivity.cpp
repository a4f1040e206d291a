#include "tools/report/influence.hpp"
#include "tools/report/sections/decision_parts.hpp"
#include "tools/report/sections/figure.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/sections/sweep_figures.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace report::sections {

namespace {

constexpr std::size_t most_shown = 12;  ///< numbers of each system

std::string tornado_title(const Influences& found, const std::string& system, const Influence& strongest) {
  const auto n = static_cast<std::size_t>(std::count_if(
      found.all.begin(), found.all.end(), [&](const Influence& i) { return i.system == system && i.stands_out(); }));
  if (n == 0)
    return fmt::format("Over {} draws none of {} stands out as what the net saving of {} goes with", count(found.draws),
                       counted(found.numbers, "uncertain number"), readable(system));
  return fmt::format("The net saving of {} clearly goes with {} of {}, most with {}", readable(system), count(n),
                     counted(found.numbers, "uncertain number"), path_in_words(strongest.path));
}

Figure tornado(const Inputs& inputs, const Influences& found, const std::string& system,
               const std::map<std::string, const scenario::Assumption*>& log, double base) {
  Figure figure =
      figure_of("sensitivity-" + id_of(system), "What the net saving of " + readable(system) + " goes with");
  figure.table.name = sheet_name("Goes with", system);
  figure.table.columns = {{"number", "Number"},
                          {"about", "What it is"},
                          {"at_low", "Net saving where it is low, £", Kind::money},
                          {"at_high", "where it is high, £", Kind::money},
                          {"low", "Low", Kind::number},
                          {"high", "High", Kind::number},
                          {"unit", "Unit"},
                          {"rank", "Rank correlation", Kind::number},
                          {"rank_low", "95 % interval from", Kind::number},
                          {"rank_high", "to", Kind::number},
                          {"p", "p, for all together", Kind::number},
                          {"stands_out", "Stands out"},
                          {"path", "Path"}};
  const Influence* strongest = nullptr;
  for (const Influence& i : found.all) {
    if (i.system != system || std::isnan(i.rank) || figure.table.rows.size() >= most_shown) continue;
    if (strongest == nullptr) strongest = &i;
    const auto known = log.find(i.path);
    figure.table.rows.push_back(
        {path_in_words(i.path), known == log.end() ? std::string() : known->second->description, i.at_low, i.at_high,
         i.low, i.high, known == log.end() ? std::string() : std::string(scenario::kept_in(known->second->unit)),
         i.rank, i.rank_low, i.rank_high, i.p, std::string(i.stands_out() ? "yes" : "no"), i.path});
  }
  if (strongest == nullptr) return figure;
  figure.title = tornado_title(found, system, *strongest);
  figure.chart = Chart{"tornado",
                       {{"label", "number"},
                        {"low", "at_low"},
                        {"high", "at_high"},
                        {"base", fmt::format("{}", base)},
                        {"low_label", "low"},
                        {"high_label", "high"},
                        {"x_axis", "Mean net saving against " + readable(inputs.finished().baseline) + ", £"}}};
  figure.description =
      "A bar for each number, from the mean net saving in the fifth of the draws where the number is lowest to that "
      "where it is highest; the strongest rank correlation first. " +
      figure.title + ".";
  figure.note = fmt::format(
      "Of {} the {} with the strongest rank correlations are shown. A correlation stands out if chance would give one "
      "as "
      "strong among all numbers and systems together in fewer than one run of twenty (p by Holm's method); its 95 % "
      "interval is for it by itself. The strongest of many look stronger than they are.",
      counted(found.numbers, "number"), count(figure.table.rows.size()));
  return figure;
}

/// What learning one number would be worth, as decision.csv has it.
Figure worth_of_numbers(const Records& decision) {
  Figure figure = figure_of("sensitivity-worth", "What it would be worth to learn one number");
  figure.table.name = "Worth of single numbers";
  figure.table.columns = {{"number", "Number"},
                          {"of", "Looked at by"},
                          {"worth", "Learning it would be worth, £", Kind::money},
                          {"worth_low", "95 % interval from", Kind::money},
                          {"worth_high", "to", Kind::money},
                          {"path", "Path"}};
  std::size_t clear = 0;
  for (std::size_t r = 0; r < decision.size(); ++r) {
    if (decision.text(r, "part") != "information" || decision.text(r, "quantity") == "perfect") continue;
    const std::string& path = decision.text(r, "quantity");
    const double low = decision.number(r, "ci_low");
    if (low > 0) ++clear;
    figure.table.rows.push_back({path_in_words(path), money_in_words(decision.text(r, "of")),
                                 decision.number(r, "value"), low, decision.number(r, "ci_high"), path});
  }
  figure.title = fmt::format("Of {} that stand out, learning {} alone would clearly be worth something",
                             counted(figure.table.rows.size(), "number and view", "numbers and views"),
                             clear == 0 ? "none" : count(clear));
  figure.chart = Chart{"intervals",
                       {{"label", "number"},
                        {"x", "worth"},
                        {"low", "worth_low"},
                        {"high", "worth_high"},
                        {"series", "of"},
                        {"x_axis", "Worth of learning it before choosing, £"}}};
  figure.description = "A dot with its interval for each number that stands out. " + figure.title + ".";
  figure.note =
      "Expected value of partial perfect information, by regression, which averages chance out; for those numbers only "
      "whose rank correlation stands out among all. With few replications there may be none, which does not say that "
      "none matters. A value that is not clear of 0 is an upper limit.";
  return figure;
}

void add_drawn(Section& section, const Inputs& inputs) {
  const Influences found = influences(inputs);
  if (found.all.empty()) {
    section.paragraphs.push_back(
        "Every uncertain number was drawn anew for each replication, but there are too few replications, or no values "
        "by "
        "replication in the folder, to tell which of them the results depend on.");
    return;
  }
  section.paragraphs.push_back(fmt::format(
      "Every uncertain number was drawn anew for each of {} replications, each independently of the others. A system "
      "whose "
      "net saving is high where a number is high, and low where it is low, depends on it. With {} looked at together "
      "some go with anything by chance, so that only what stands out among all is called a finding; that none stands "
      "out "
      "does not say that none matters.",
      found.draws, counted(found.numbers, "number")));
  std::map<std::string, const scenario::Assumption*> log;
  for (const scenario::Assumption& each : inputs.assumptions()) log.emplace(each.path, &each);
  const std::optional<Samples> samples = Samples::of(inputs);
  for (const std::string& system : inputs.others())
    if (Figure figure = tornado(inputs, found, system, log, mean(samples->values(system, "net_saving")));
        !figure.table.rows.empty())
      section.figures.push_back(std::move(figure));
}

}  // namespace

std::optional<Section> sensitivity(const Inputs& inputs) {
  Section section{"sensitivity", "What the results hang on", {}, {}};
  if (inputs.drawn() && !inputs.is_sweep() && !inputs.others().empty()) add_drawn(section, inputs);
  if (const Records* const decision = inputs.records("decision.csv"))
    if (Figure figure = worth_of_numbers(*decision); !figure.table.rows.empty())
      section.figures.push_back(std::move(figure));
  for (const AttachedSweep& sweep : attached_sweeps(inputs)) {
    std::vector<Figure> figures = sweep_figures(inputs, sweep);
    section.paragraphs.push_back(
        fmt::format("Sweep: {}. {}{}, {} in all, {}{}{}", sweep.title, sweep.purpose.empty() ? "" : sweep.purpose + " ",
                    capital(counted(sweep.points, "design point")), counted(sweep.replications, "replication"),
                    sweep.run, sweep.same_scenario ? "." : "; its scenario is not in every entry the one of this run.",
                    figures.empty() ? " It holds nothing that can be shown here." : ""));
    for (Figure& figure : figures) section.figures.push_back(std::move(figure));
  }
  if (section.paragraphs.empty() && section.figures.empty()) return std::nullopt;
  return section;
}

}  // namespace report::sections
