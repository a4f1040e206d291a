#include "tools/quality/content.hpp"
#include "tools/quality/logs.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/report/words.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace quality {

namespace {

void of_the_run(const Facts& facts, std::vector<std::string>& limits) {
  const results::Finished& run = facts.inputs.finished();
  if (!run.complete)
    limits.push_back(fmt::format("The run is unfinished: {} of {} replications. Figures may still change.",
                                 run.replications_done, run.replications_asked));
  if (run.replications_done < 2) limits.emplace_back("Fewer than two replications: nothing can be said of chance.");
  if (!facts.inputs.drawn() && run.points == 0)
    limits.emplace_back(
        "Intervals are of chance only. Doubt about the numbers themselves is in none of them, and is usually the "
        "larger.");
  else if (facts.inputs.drawn())
    limits.emplace_back(
        "Numbers were drawn independently of one another; if they hang together, intervals are too narrow "
        "or too wide.");
  if (run.systems.size() < 2 && run.model != "network") limits.emplace_back("One system: nothing is compared.");
}

void of_the_evidence(const Facts& facts, std::vector<std::string>& limits) {
  const auto& all = facts.assumptions();
  std::size_t guessed = 0, weak = 0, unsaid = 0, estimates = 0, certain = 0;
  for (const auto& a : all) {
    if (!is_estimate(a)) continue;
    ++estimates;
    guessed += a.status == "inferred" || a.status == "assumed" || a.status == "unverified" ? 1 : 0;
    weak += a.grade.value_or(0) >= 5 ? 1 : 0;
    unsaid += a.status.empty() ? 1 : 0;
    certain += !a.low && (a.status == "inferred" || a.status == "assumed" || a.status == "unverified") ? 1 : 0;
  }
  if (all.empty()) limits.emplace_back("The evidence behind the numbers is not in this folder.");
  if (guessed > 0)
    limits.push_back(fmt::format("{} of {} estimates are inferred, assumed or unverified; {} have grade 5 or 6.",
                                 results::grouped(static_cast<double>(guessed), 0),
                                 results::grouped(static_cast<double>(estimates), 0),
                                 results::grouped(static_cast<double>(weak), 0)));
  if (unsaid > 0)
    limits.push_back(fmt::format("Nobody has said how {} of them {} known.", unsaid, unsaid == 1 ? "is" : "are"));
  if (certain > 0)
    limits.push_back(fmt::format("{} of the guesses have no range: doubt about them is in no result.", certain));
}

void of_the_fit(const Facts& facts, std::vector<std::string>& limits) {
  const report::Records* validation = facts.inputs.records("validation.csv");
  if (validation == nullptr) return;
  std::vector<std::string> missed, moving, unmatched, predictions;
  for (std::size_t r = 0; r < validation->size(); ++r) {
    const std::string &verdict = validation->text(r, "verdict"), &kind = validation->text(r, "kind");
    if (verdict == "within" || verdict == "nil" || verdict == "agrees" || verdict == "not judged") continue;
    auto& list = kind == "slope"        ? moving
                 : kind == "unmatched"  ? unmatched
                 : kind == "prediction" ? predictions
                                        : missed;
    list.push_back(escaped(report::readable(validation->text(r, "quantity")) + " (" + verdict + ")"));
  }
  const auto say = [&](const char* what, const std::vector<std::string>& list) {
    if (!list.empty()) limits.push_back(fmt::format("{}: {}.", what, fmt::join(list, "; ")));
  };
  say("Targets that the baseline misses", missed);
  say("Known not to be matched", unmatched);
  say("Predictions of the plan that are not borne out", predictions);
  say("Stocks that rise or fall where they should stand still, so that the start matters", moving);
}

void of_the_money(const Facts& facts, std::vector<std::string>& limits) {
  const report::Records* cba = facts.inputs.records("cba_summary.csv");
  if (cba == nullptr) {
    limits.emplace_back("Costs and benefits are not appraised in this folder.");
    return;
  }
  std::map<std::string, std::vector<std::string>> censored;  // by comparison
  for (std::size_t r = 0; r < cba->size(); ++r) {
    const std::string& figure = cba->text(r, "figure");
    const double share = cba->number(r, "share");
    if (!figure.ends_with("payback") || !(share < 1) || cba->text(r, "discounting") != "none") continue;
    censored[cba->text(r, "comparison")].push_back(
        fmt::format("{} {}, {:.3g} %", figure, cba->text(r, "basis"), 100 * share));
  }
  for (const auto& [comparison, figures] : censored)
    limits.push_back(
        escaped(fmt::format("{}: not every replication pays back within the period, and a mean is of those "
                            "that do. Within it: {}.",
                            report::readable(comparison), fmt::join(figures, "; "))));
  const report::Records* plan = facts.inputs.records("plan.csv");
  std::vector<std::string> missed;
  for (std::size_t r = 0; plan != nullptr && r < plan->size(); ++r)
    if (const double reached = plan->number(r, "share_reaching"); reached < 0.5)
      missed.push_back(fmt::format("{} ({}, {:.3g} %)", plan->text(r, "figure"),
                                   report::readable(plan->text(r, "system")), 100 * reached));
  if (!missed.empty())
    limits.push_back(escaped(fmt::format("Figures of the plan that fewer than half of the replications reach: {}.",
                                         fmt::join(missed, "; "))));
}

}  // namespace

std::string known_limits(const Facts& facts) {
  std::vector<std::string> limits;
  of_the_run(facts, limits);
  of_the_evidence(facts, limits);
  of_the_fit(facts, limits);
  of_the_money(facts, limits);
  for (const Check& check : facts.checks)
    if (!check.passed()) limits.push_back(escaped("A check of this folder's numbers fails: " + check.what + "."));
  return limits.empty() ? "The program knows of none.\n" : bullets(limits);
}

}  // namespace quality
