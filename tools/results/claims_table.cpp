#include "tools/results/claims_table.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace results {

namespace {

/// One claim under one system.
struct Figures {
  const sim::Summary &people, &before, &naive, &without, &effect;

  /// The part of the fall that comes without the new system; NaN if nothing fell.
  double explained() const {
    return naive.mean < 0 ? without.mean / naive.mean : std::numeric_limits<double>::quiet_NaN();
  }
};

Figures figures(const abuse::CompiledClaim& claim, std::size_t system, const experiment::Results& results,
                const Summaries& summaries) {
  const auto of = [&](std::size_t metric) -> const sim::Summary& {
    return summaries.of(system, results.years.size(), metric);
  };
  const abuse::ClaimMetrics& m = claim.metrics;
  return {of(m.people), of(m.before), of(m.naive), of(m.without), of(m.effect)};
}

std::string percent(double share, bool plus = true) { return grouped(100 * share, 1, plus) + " %"; }

std::string percent(const sim::Summary& s) {
  if (!std::isfinite(s.ci_low)) return percent(s.mean);
  return fmt::format("{} ({} to {})", percent(s.mean), grouped(100 * s.ci_low, 1, true),
                     grouped(100 * s.ci_high, 1, true));
}

std::string sentence(const abuse::CompiledClaim& claim, const Figures& f, const std::string& baseline) {
  return plain_sentence(f.naive.mean, f.without.mean, f.effect.mean, claim.of != abuse::ClaimOf::everybody, baseline);
}

/// Calls `see(claim, system, figures)` for each of both where somebody was selected.
template <class See>
void each(const abuse::Plan& plan, const experiment::Results& results, const Summaries& summaries, See see) {
  for (std::size_t c = 0; c < plan.claims.size(); ++c)
    for (std::size_t s = 0; s < results.systems.size(); ++s) {
      const Figures f = figures(plan.claims[c], s, results, summaries);
      if (f.naive.n > 0) see(c, s, f);
    }
}

}  // namespace

std::string plain_sentence(double naive, double without, double effect, bool of_people, const std::string& baseline) {
  const std::string here = effect == 0
                               ? fmt::format("What the new system adds is nothing.")
                               : fmt::format("What the new system adds, against {}, is {}.", baseline, percent(effect));
  if (!(naive < 0)) return "Nothing falls, so there is nothing to explain. " + here;
  const std::string why = of_people ? "is regression to the mean and would have come" : "would have come";
  if (!(without < 0)) return fmt::format("None of the fall {} under {}. {}", why, baseline, here);
  const double explained = without / naive;
  if (explained > 1) return fmt::format("All of the fall, and more, {} under {} too. {}", why, baseline, here);
  return fmt::format("{:.0f} % of the fall {} under {} too. {}", 100 * explained, why, baseline, here);
}

std::string claims_csv(const abuse::Plan& plan, const experiment::Results& results, const Summaries& summaries) {
  std::string csv =
      "claim,title,system,claimed,n,people,before,before_unit,naive,naive_ci_low,naive_ci_high,without,"
      "without_ci_low,without_ci_high,effect,effect_ci_low,effect_ci_high,explained,sentence,note,source\n";
  each(plan, results, summaries, [&](std::size_t c, std::size_t s, const Figures& f) {
    const abuse::config::Claim& claim = plan.scenario.claims[c].value;
    csv += csv_line({plan.claims[c].name,
                     claim.title,
                     results.systems[s],
                     claim.claimed != 0 ? shortest(claim.claimed) : "",
                     std::to_string(f.naive.n),
                     shortest(f.people.mean),
                     shortest(f.before.mean),
                     results.metrics[plan.claims[c].metrics.before].unit,
                     shortest(f.naive.mean),
                     shortest(f.naive.ci_low),
                     shortest(f.naive.ci_high),
                     shortest(f.without.mean),
                     shortest(f.without.ci_low),
                     shortest(f.without.ci_high),
                     shortest(f.effect.mean),
                     shortest(f.effect.ci_low),
                     shortest(f.effect.ci_high),
                     shortest(f.explained()),
                     sentence(plan.claims[c], f, results.systems[results.baseline]),
                     claim.note,
                     claim.source});
  });
  return csv;
}

std::string claims_text(const abuse::Plan& plan, const experiment::Results& results, const Summaries& summaries,
                        std::size_t width) {
  const std::string& baseline = results.systems[results.baseline];
  const std::string& set = plan.scenario.evidence_set;
  std::string text;
  std::size_t last = plan.claims.size();
  each(plan, results, summaries, [&](std::size_t c, std::size_t s, const Figures& f) {
    const abuse::config::Claim& claim = plan.scenario.claims[c].value;
    if (c != last) {
      std::string heading = claim.title;
      heading[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(heading[0])));
      text += fmt::format("\n{}{}\n", heading, claim.claimed != 0 ? "; claimed: " + percent(claim.claimed) : "");
    }
    last = c;
    const bool everybody = plan.claims[c].of == abuse::ClaimOf::everybody;
    const std::string before =
        everybody ? fmt::format("{} a quarter before", grouped(f.before.mean, 1))
                  : fmt::format("{} {}s, {} each before", grouped(f.people.mean, 0),
                                abuse::claim_of_names[abuse::index(plan.claims[c].of)], grouped(f.before.mean, 2));
    text += fmt::format("  {} ({})\n", results.systems[s], before);
    text += fmt::format("    before and after          {}\n", percent(f.naive));
    text += fmt::format("    the same under {:<10} {}\n", baseline, percent(f.without));
    text += fmt::format("    after, against {:<10} {}\n", baseline, percent(f.effect));
    text += "    " + wrap(sentence(plan.claims[c], f, baseline), width > 20 ? width - 4 : 80, 4);
  });
  if (text.empty()) return "";
  return wrap(fmt::format("Claims, predicted and never fitted{}: mean and 95 % interval over replications. Who is "
                          "picked is picked at their worst, so that things get better by themselves (regression to "
                          "the mean, abuse that ends of itself and what the old services do included): the same people "
                          "in the same months under "
                          "{} show by how much.",
                          set.empty() ? "" : " (evidence: " + set + ")", baseline),
              width > 20 ? width : 80) +
         text;
}

}  // namespace results
