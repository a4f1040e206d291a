#include "tools/report/sections/figure.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace report::sections {

namespace {

constexpr std::uint32_t few = 30;  ///< replications

std::string of_replications(const Inputs& inputs) {
  const results::Finished& run = inputs.finished();
  std::string text;
  if (run.replications_done == 1)
    text = "There is one replication: a single history, from which nothing can be told apart from chance.";
  else if (inputs.drawn())
    text =
        "Intervals hold chance and the doubt about every number that has a range, each drawn independently of the "
        "others. "
        "That they are independent, and that the mechanisms are as they are, is assumed: doubt about those is not in "
        "any "
        "interval.";
  else
    text =
        "Intervals are about chance only: how far a mean would move with other random numbers. Doubt about the numbers "
        "put in is much larger and is not in them.";
  if (run.replications_done > 1 && run.replications_done < few && !inputs.is_sweep())
    text += fmt::format(" With {} the intervals are wide, and rare events may not have come up.",
                        counted(run.replications_done, "replication"));
  if (!run.complete)
    text += fmt::format(" The run was not finished: {} of {} replications are in it.", run.replications_done,
                        run.replications_asked);
  return text;
}

std::string of_evidence(const std::vector<scenario::Assumption>& log) {
  std::size_t known = 0, weak = 0;
  for (const scenario::Assumption& a : log) {
    if (a.status.empty() && a.source.empty()) continue;
    ++known;
    if (a.status == "assumed" || a.status == "unverified" || a.grade.value_or(0) >= 5) ++weak;
  }
  if (known == 0) return "";
  return fmt::format(
      "The evidence is weak: {} of the {} numbers that say where they come from are assumed, unverified or of the two "
      "weakest grades. Controlled studies behind an effect are rare. A result is as good as these numbers.",
      shown(static_cast<double>(weak) / static_cast<double>(known), Kind::share),
      shown(static_cast<double>(known), Kind::number));
}

std::string of_targets(const Records& validation) {
  std::vector<std::string> missed;
  std::size_t held = 0;
  for (std::size_t r = 0; r < validation.size(); ++r) {
    const std::string &kind = validation.text(r, "kind"), &verdict = validation.text(r, "verdict");
    if (kind != "fit" && kind != "hold-out" && kind != "input") continue;
    ++held;
    if (verdict == "above" || verdict == "below")
      missed.push_back(fmt::format("{} ({})", validation.text(r, "quantity"), verdict));
  }
  if (held == 0) return "Nothing that was counted in the place was held against the baseline.";
  if (missed.empty())
    return fmt::format("The baseline agrees with each of {} that it was held against, within its range.",
                       counted(held, "figure"));
  return fmt::format("Of {} that the baseline was held against it misses {}: {}.", counted(held, "figure"),
                     count(missed.size()), list(missed));
}

/// What the scenario says itself of what its numbers leave out.
Figure remarks(const Inputs& inputs) {
  Figure figure = figure_of("limits-remarks", "Remarks of the scenario");
  figure.table.name = "Remarks";
  figure.table.columns = {{"about", "About"}, {"what", "What"}, {"remark", "What to bear in mind"}};
  struct Place {
    const char *file, *about, *what, *remark;
  };
  constexpr Place places[] = {{"outcomes.csv", "outcome measure", "measure", "note"},
                              {"claims.csv", "reported fall", "title", "note"},
                              {"validation.csv", "figure to compare with", "quantity", "note"},
                              {"plan.csv", "figure of the plan", "figure", "remark"}};
  std::set<std::pair<std::string, std::string>> said;
  for (const Place& place : places) {
    const Records* const records = inputs.records(place.file);
    if (records == nullptr) continue;
    for (std::size_t r = 0; r < records->size(); ++r) {
      const std::string &what = records->text(r, place.what), &remark = records->text(r, place.remark);
      if (!remark.empty() && said.emplace(what, remark).second)
        figure.table.rows.push_back({std::string(place.about), what, remark});
    }
  }
  figure.title = fmt::format("{} by those who wrote the scenario: what its figures stand for and leave out",
                             capital(counted(figure.table.rows.size(), "remark")));
  figure.description = "A table of remarks.";
  return figure;
}

}  // namespace

std::optional<Section> limits(const Inputs& inputs) {
  Section section{"limits", "What these results cannot say", {}, {}};
  const bool of_people = inputs.finished().model == "domestic_abuse";
  section.paragraphs.push_back(
      of_people ? "Everybody in these results is synthetic. No record of a victim, a perpetrator or a child went into "
                  "them; they say nothing of any one person, and a simulated history is nobody's."
                : "Everything in these results is simulated; no record of anybody went into them.");
  section.paragraphs.push_back(of_replications(inputs));
  if (std::string text = of_evidence(inputs.assumptions().empty() ? inputs.full_assumptions() : inputs.assumptions());
      !text.empty())
    section.paragraphs.push_back(std::move(text));
  if (const Records* const validation = inputs.records("validation.csv"); validation != nullptr && of_people)
    section.paragraphs.push_back(of_targets(*validation));
  if (inputs.records("plan.csv") != nullptr)
    section.paragraphs.push_back(
        "Figures of the plan, and falls that were reported, are predictions to compare with. Nothing was fitted to "
        "them, and that a result is near one or far from it proves neither.");
  if (of_people)
    section.paragraphs.push_back(
        "These results are not for judging the risk of a person, a family or a worker; not for setting a target or a "
        "budget to the pound; not for another place or time without its own numbers; and not as proof that a service "
        "works: effects of services were put in, from evidence that is quoted, and come out as what follows from them. "
        "Recorded demand can rise while harm falls, and fall while people give up asking.");
  if (Figure figure = remarks(inputs); !figure.table.rows.empty()) section.figures.push_back(std::move(figure));
  return section;
}

}  // namespace report::sections
