#include "tools/report/comparison.hpp"
#include "tools/report/decided.hpp"
#include "tools/report/parties.hpp"
#include "tools/report/period.hpp"
#include "tools/report/sections/headline_figures.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace report::sections {

namespace {

/// Systems but the baseline with what they save, the most first.
std::vector<std::pair<std::string, const Measured*>> savings(const Inputs& inputs) {
  std::vector<std::pair<std::string, const Measured*>> found;
  for (const std::string& system : inputs.others())
    if (const Measured* const m = inputs.summary()->find(system, net_saving)) found.emplace_back(system, m);
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.second->mean > b.second->mean; });
  return found;
}

std::string saving_in_words(const std::string& system, const Measured& m) {
  const std::string name = capital(readable(system));
  switch (finding(&m)) {
    case Finding::more: return fmt::format("{} saves {}", name, with_interval(m, Kind::money));
    case Finding::less:
      return fmt::format("{} costs {} more", name, with_interval(-m.mean, -m.ci_high, -m.ci_low, Kind::money));
    case Finding::no_difference:
      return fmt::format("{} shows no clear saving or loss: {}", name, with_interval(m, Kind::money));
    case Finding::unknown: break;
  }
  return fmt::format("{} {} {} in one replication, which shows no interval", name, m.mean < 0 ? "costs" : "saves",
                     shown(std::abs(m.mean), Kind::money));
}

/// What is compared, by the titles that the scenario gives.
std::string compared_systems(const Inputs& inputs) {
  std::vector<std::string> titles;
  for (const std::string& system : inputs.finished().systems) {
    const scenario::Node* node = inputs.finished().scenario.find("systems");
    if (node != nullptr) node = node->find(system);
    if (node != nullptr) node = node->find("title");
    if (node == nullptr || !node->is_scalar()) return "";
    titles.push_back(node->text + (system == inputs.finished().baseline ? ", the baseline" : ""));
  }
  std::string text = "Compared are: ";
  for (const std::string& title : titles) text += (title == titles.front() ? "" : "; ") + title;
  return text + ".";
}

/// What is left when benefits are discounted, and cut by how weak their evidence is.
std::string corrected(const Inputs& inputs) {
  std::vector<std::string> parts;
  for (const std::string& system : inputs.others())
    if (const auto m =
            appraised(inputs, system + " - " + inputs.finished().baseline, "net present budget impact", true)) {
      const bool saves = m->mean < 0;
      parts.push_back(fmt::format(
          "{} {} {}", readable(system), saves ? "saves" : "costs",
          saves ? with_interval(-m->mean, -m->ci_high, -m->ci_low, Kind::money) : with_interval(*m, Kind::money)));
    }
  if (parts.empty()) return "";
  return fmt::format(
      " Discounted, and with benefits cut and costs raised by how weak their evidence is, as guidance asks, {}.",
      list(parts));
}

/// Which option, and how much.
std::string which(const Inputs& inputs) {
  const std::string baseline = readable(inputs.finished().baseline);
  const auto found = savings(inputs);
  if (found.empty())
    return "Nothing is priced in these results: they say nothing of money, and outcomes alone stand for the choice.";
  std::string text;
  for (const auto& [system, m] : found) {
    text += saving_in_words(system, *m);
    if (system == found.front().first)
      text += fmt::format(" of public money over {}, against {}", period(inputs), baseline);
    if (std::isfinite(m->p05) && std::isfinite(m->ci_low))
      text += fmt::format("; nine replications in ten lie between {} and {}", shown(m->p05, Kind::money),
                          shown(m->p95, Kind::money));
    text += ". ";
  }
  if (found.size() > 1 && can_compare(inputs)) {
    const auto &best = found.front().first, &next = found[1].first;
    // A budget impact is what is spent more, so that the other's less the best's is what the best is ahead.
    const std::string figure = "net present budget impact";
    std::optional<Measured> gap = appraised(inputs, next + " - " + best, figure);
    if (!gap && (gap = appraised(inputs, best + " - " + next, figure)))
      *gap = {.n = gap->n,
              .mean = -gap->mean,
              .ci_low = -gap->ci_high,
              .ci_high = -gap->ci_low,
              .p05 = -gap->p95,
              .p50 = -gap->p50,
              .p95 = -gap->p05};
    if (gap)
      text += finding(&*gap) == Finding::no_difference
                  ? fmt::format("Between {} and {} there is no clear difference: {}. ", readable(best), readable(next),
                                with_interval(*gap, Kind::money))
                  : fmt::format("Paired by replication, {} comes out {} ahead of {}. ", readable(best),
                                with_interval(*gap, Kind::money), readable(next));
  }
  text.pop_back();
  return text + corrected(inputs);
}

std::string per_cent(const Decided& d) { return with_interval(d.value, d.ci_low, d.ci_high, Kind::share); }

/// How sure, and what the plan had said.
std::string how_sure(const Inputs& inputs) {
  std::string text;
  for (const auto& [system, m] : savings(inputs)) {
    const auto saves = decided(inputs, "probability", system, "saves", net_saving);
    if (!saves) continue;
    const auto best = decided(inputs, "choice", system, "best", net_saving);
    text += fmt::format("{} saves public money in {} of replications", capital(readable(system)), per_cent(*saves));
    if (best && inputs.finished().systems.size() > 2)
      text += fmt::format(" and is the best of the {} in {}", count(inputs.finished().systems.size()), per_cent(*best));
    text += ". ";
    if (const auto plan = decided(inputs, "probability", system, "reaches the plan", net_saving))
      text += fmt::format("The plan's figure, {}, is reached in {}. ", shown(plan->at, Kind::money),
                          shown(plan->value, Kind::share));
  }
  if (text.empty()) return text;
  return text + (inputs.drawn()
                     ? "Every uncertain number was drawn anew for each replication: these shares hold chance "
                       "and the doubt about the numbers together."
                     : "Replications differ by chance only: no doubt about any number put in is in these "
                       "shares, and the true uncertainty is larger.");
}

/// Who gains and who pays, from the appraisal's table of agencies.
std::string for_whom(const Inputs& inputs) {
  const Records* const file = inputs.records("cba_by_agency_year.csv");
  if (file == nullptr) return "";
  std::string text;
  for (const auto& [system, saving] : savings(inputs)) {
    std::vector<std::pair<double, std::string>> gain, pay;
    std::vector<std::string> unclear;
    for (std::size_t r = 0; r < file->size(); ++r) {
      if (!file->text(r, "year").empty() || file->text(r, "agency") == all_agencies ||
          file->text(r, "agency") == society)
        continue;  // rows that are of no agency
      if (file->text(r, "comparison") != system + " - " + inputs.finished().baseline) continue;
      const std::string agency = readable(file->text(r, "agency"));
      const double net = file->number(r, "net"), low = file->number(r, "net_p05"), high = file->number(r, "net_p95");
      const bool spreads = inputs.finished().replications_done > 1 && low <= 0 && high >= 0;
      if (net == 0 && !spreads) continue;
      if (spreads && high > low)
        unclear.push_back(fmt::format("{} ({}; {} to {} in nine replications of ten)", agency, shown(net, Kind::money),
                                      shown(low, Kind::money), shown(high, Kind::money)));
      else
        (net > 0 ? gain : pay)
            .emplace_back(-std::abs(net), fmt::format("{} ({})", agency, shown(std::abs(net), Kind::money)));
    }
    const auto joined = [](auto& parts) {
      std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      std::vector<std::string> words;
      for (const auto& part : parts) words.push_back(part.second);
      return list(words);
    };
    std::string clauses;
    const auto add = [&](const std::string& clause) { clauses += (clauses.empty() ? "" : "; ") + clause; };
    if (!gain.empty()) add("gains for " + joined(gain));
    if (!pay.empty()) add("costs for " + joined(pay));
    if (!unclear.empty()) add("no clear gain or cost for " + list(unclear));
    if (!clauses.empty())
      text += fmt::format("Under {}, with each agency paying what its own lines cost: {}. ", readable(system), clauses);
  }
  if (!text.empty()) text.pop_back();
  return text;
}

/// What becomes of victims.
std::string for_victims(const Inputs& inputs) {
  std::string text;
  for (const auto& [metric, things] : outcome_words())
    if (const std::string sentence = comparison(inputs, metric, things, "Fewer", "More"); !sentence.empty())
      text += sentence + ". ";
  for (const auto& [metric, things] :
       {std::pair("graded_high_not_truly", "assessments graded high that are not truly so"),
        std::pair("missed_high", "assessments that miss high risk")})
    if (const std::string sentence = comparison(inputs, metric, things); !sentence.empty()) text += sentence + ". ";
  for (const std::string& system : inputs.others()) {
    const Measured *const averted = inputs.summary()->find(system, "incidents_averted"), *const added =
                                                                                             inputs.summary()->find(
                                                                                                 system,
                                                                                                 "incidents_added");
    if (averted == nullptr || added == nullptr) continue;
    text += fmt::format("Matched one by one, {} averts {} incidents that happen under {} and sees {} that do not. ",
                        readable(system), shown(averted->mean, Kind::number), readable(inputs.finished().baseline),
                        shown(added->mean, Kind::number));
  }
  if (!text.empty()) text.pop_back();
  return text;
}

/// The limits, where the results are read.
std::string but(const Inputs& inputs) {
  std::string text = "These are results of a simulation, no forecast: they hold as far as the numbers put in do.";
  if (const Records* const file = inputs.records("validation.csv")) {
    std::size_t held = 0, missed = 0;
    for (std::size_t r = 0; r < file->size(); ++r) {
      const std::string &kind = file->text(r, "kind"), &verdict = file->text(r, "verdict");
      if (kind != "fit" && kind != "hold-out") continue;
      ++held;
      if (verdict == "above" || verdict == "below") ++missed;
    }
    if (held > 0)
      text += fmt::format(
          " The baseline misses {} of the {} figures that it is held against, those it was fitted to included.",
          missed == 0 ? "none" : count(missed), count(held));
  }
  if (!inputs.finished().complete)
    text += fmt::format(" The run was stopped: {} of {} replications were done.", inputs.finished().replications_done,
                        inputs.finished().replications_asked);
  return text;
}

}  // namespace

std::optional<Section> headline(const Inputs& inputs) {
  if (inputs.summary() == nullptr || inputs.is_sweep()) return std::nullopt;
  Section section{"headline", "What the results say", {}, {}};
  if (inputs.others().empty()) {
    section.paragraphs.push_back(fmt::format("One system was simulated, {}: there is nothing here to compare it with.",
                                             readable(inputs.finished().baseline)));
  } else {
    for (const auto& paragraph :
         {compared_systems(inputs), which(inputs), how_sure(inputs), for_whom(inputs), for_victims(inputs)})
      if (!paragraph.empty()) section.paragraphs.push_back(paragraph);
  }
  section.paragraphs.push_back(but(inputs));
  if (auto figure = saving_figure(inputs)) section.figures.push_back(std::move(*figure));
  if (auto figure = victims_figure(inputs)) section.figures.push_back(std::move(*figure));
  return section;
}

}  // namespace report::sections
