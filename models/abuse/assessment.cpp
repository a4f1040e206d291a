#include "models/abuse/world.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <cmath>
#include <numbers>

namespace abuse {

/// A noisy reading of the true tier: standard, medium and high lie at 0, d'/2 and d', the noise is a unit normal whose
/// draw belongs to what brought the case, so that two systems, and two assessors in a row, read the same facts. How far
/// apart the tiers lie (d') follows the share of the other agencies holding a history whose history is seen here.
/// \source signal detection: Green and Swets 1966; AUCs: evidence in the scenario
std::uint8_t World::assess(const CompiledService& s, const Case& c, const Context& ctx) {
  Relationship& r = relationships_[c.relationship];
  Victim& v = r.victim;
  double seen = 0, histories = 0;  // of other agencies: a service reading its own file alone is what "blind" means
  for (std::size_t a = 0; a < plan_->agencies.size(); ++a) {
    if ((v.known_to >> a & 1U) == 0 || a == s.agency) continue;
    ++histories;
    const double chance = s.assessment->sees[a];
    if (chance >= 1 || ctx.uniform(address(c), Draw::information, static_cast<std::uint32_t>(a)) < chance) ++seen;
  }
  const double share = histories > 0 ? seen / histories : 0;
  const double d = plan_->d_blind + (plan_->d_full - plan_->d_blind) * share;
  const double noise = -std::numbers::sqrt2 * boost::math::erfc_inv(2 * ctx.uniform(c.cause, Draw::reading));
  const double reading = d * static_cast<double>(index(r.true_tier)) / 2 + noise;
  const auto& a = *s.assessment;
  const double high = a.high - a.risk_aversion;
  const std::uint8_t grade = reading >= high ? 2 : reading >= a.medium ? 1 : 0;
  if (s.role != Role::victim) return grade;

  measures_.add(Measure::assessments);
  measures_.weigh(Measure::assessed_high_share);
  if (s.agency != none16) {
    if (ctx.now() - v.last_assessed <= abuse().duplicate_window && v.assessed_by != s.agency && v.assessed_by != none16)
      measures_.add(Measure::duplicate_assessments);
    v.assessed_by = s.agency;
    v.known_to = static_cast<std::uint16_t>(v.known_to | 1U << s.agency);
  }
  v.last_assessed = ctx.now();
  v.assessed = grade;
  const bool truly_high = r.true_tier == Tier::high;
  if (grade == 2) {
    measures_.add(Measure::assessed_high);
    measures_.add(Measure::assessed_high_share);
    grouped(3, r, 1);
    ++high_by_month_[months_ % 12];
    if (!truly_high) measures_.add(Measure::graded_high_not_truly);
    if (reading < a.high) measures_.add(Measure::false_escalations);
  } else if (truly_high) {
    measures_.add(Measure::missed_high);
  }
  if (counting_ && grade >= 1) {
    const auto this_year = static_cast<std::int16_t>(year_);
    if (v.cohort_year != this_year) measures_.add_year(index(Measure::cohort_victims), 1);
    if (!v.cohort_in_horizon) measures_.add_horizon(index(Measure::cohort_victims), 1);
    v.cohort_year = this_year;
    v.cohort_in_horizon = true;
  }
  return grade;
}

}  // namespace abuse
