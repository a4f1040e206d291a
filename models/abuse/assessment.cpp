#include "models/abuse/offer.hpp"
#include "models/abuse/world.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace abuse {

namespace {

std::uint8_t grade_of(double reading, double medium, double high) {
  const Tier tier = reading >= high ? Tier::high : reading >= medium ? Tier::medium : Tier::standard;
  return static_cast<std::uint8_t>(tier);
}

double standard_normal(double u) {
  using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * u, Policy());
}

}  // namespace

/// A noisy reading of the true tier: standard, medium and high lie at 0, d'/2 and d', the noise is a unit normal whose
/// draw belongs to what brought the case, so that two systems, and two assessors in a row, read the same facts; a
/// review keeps part of it and draws the rest anew. How far apart the tiers lie (d') follows the share of the other
/// agencies holding a history whose history is seen here.
/// \source signal detection: Green and Swets 1966; AUCs: evidence in the scenario
double World::read(const CompiledService::Assessment& a, std::uint16_t agency, const Case& c, const Context& ctx) {
  const Relationship& r = relationships_[c.relationship];
  const std::uint64_t at = c.reviews == 0 ? address(c) : sim::born(address(c), c.reviews);
  double seen = 0, histories = 0;  // of other agencies: a service reading its own file alone is what "blind" means
  for (std::size_t other = 0; other < plan_->agencies.size(); ++other) {
    if ((r.victim.known_to >> other & 1U) == 0 || other == agency) continue;
    ++histories;
    const double chance = a.sees[other];
    if (chance >= 1 || ctx.uniform(at, Draw::information, static_cast<std::uint32_t>(other)) < chance) ++seen;
  }
  const double share = histories > 0 ? seen / histories : 0;
  const double d = plan_->d_blind + (plan_->d_full - plan_->d_blind) * share;
  double noise = standard_normal(ctx.uniform(c.cause, Draw::reading));
  if (c.reviews > 0) {
    const double kept = abuse().reading.persistence;
    noise = kept * noise + std::sqrt(1 - kept * kept) * standard_normal(ctx.uniform(at, Draw::review));
  }
  return d * static_cast<double>(index(r.true_tier)) / 2 + noise;
}

/// Where an assessor draws the line for high: where medium risk meets little help, lower.
double World::line_for_high(const CompiledService& s, const CompiledService::Assessment& a, Time now) const {
  if (a.risk_aversion <= 0) return a.high;
  return std::max(a.medium, a.high - a.risk_aversion * (1 - offered(system(), s, Tier::medium, now)));
}

/// What an assessment comes to, counted against the truth and by the route that led there.
std::uint8_t World::assess(const CompiledService& s, const Case& c, const Context& ctx) {
  const double reading = read(*s.assessment, s.agency, c, ctx);
  const double line = line_for_high(s, *s.assessment, ctx.now());
  const std::uint8_t grade = grade_of(reading, s.assessment->medium, line);
  if (journal_) note_assessed(Happening::assessed, c, {reading, line, s.assessment->high}, grade, ctx.now());
  if (s.role != Role::victim) return grade;

  Relationship& r = relationships_[c.relationship];
  Victim& v = r.victim;
  const auto came_by = [&](Measure all, const std::vector<std::size_t>& by_route) {
    measures_.add(all);
    if (c.route != no_route) measures_.add(by_route[c.route], 1);
  };
  measures_.add(Measure::assessments);
  measures_.weigh(Measure::assessed_high_share);
  measures_.add(plan_->confusion + index(r.true_tier) * tiers + grade, 1);
  readings_.add(r.true_tier, reading);
  if (s.agency != none16) {
    if (ctx.now() - v.last_assessed <= abuse().duplicate_window && v.assessed_by != s.agency && v.assessed_by != none16)
      measures_.add(Measure::duplicate_assessments);
    v.assessed_by = s.agency;
    v.known_to = static_cast<std::uint16_t>(v.known_to | 1U << s.agency);
  }
  v.last_assessed = ctx.now();
  const bool truly_high = r.true_tier == Tier::high;
  if (grade == index(Tier::high)) {
    measures_.add(Measure::assessed_high);
    measures_.add(Measure::assessed_high_share);
    grouped(Measure::assessed_high, r, 1);
    ++high_by_month_[months_ % 12];
    if (!truly_high) came_by(Measure::graded_high_not_truly, plan_->not_truly_by_route);
    if (reading < s.assessment->high) {
      came_by(Measure::false_escalations, plan_->false_by_route);
      grouped(Measure::false_escalations, r, 1);
    }
  } else if (truly_high) {
    came_by(Measure::missed_high, plan_->missed_by_route);
  }
  regrade(c, grade);
  return grade;
}

/// The victim's grade from now on: whether they come to high risk with it, and the different people who have had it in
/// the period.
void World::regrade(const Case& c, std::uint8_t grade) {
  const Relationship& r = relationships_[c.relationship];
  Victim& v = relationships_[c.relationship].victim;
  if (grade == index(Tier::high) && v.assessed != index(Tier::high)) {
    measures_.add(Measure::high_risk_entries);
    if (r.true_tier == Tier::high) {
      measures_.add(Measure::true_escalations);
      if (c.route != no_route) measures_.add(plan_->true_by_route[c.route], 1);
    }
  }
  v.assessed = grade;
  if (!counting_) return;
  const auto this_year = static_cast<std::int16_t>(year_);
  const auto once = [&](Measure m, std::int16_t& year, bool& in_horizon) {
    if (year != this_year) measures_.add_year(index(m), 1);
    if (!in_horizon) measures_.add_horizon(index(m), 1);
    year = this_year;
    in_horizon = true;
  };
  if (grade >= index(Tier::medium)) once(Measure::cohort_victims, v.cohort_year, v.cohort_in_horizon);
  if (grade == index(Tier::high)) once(Measure::high_risk_victims, v.high_year, v.high_in_horizon);
}

/// An open case is looked at again. \return whether it closes
bool World::review(std::uint32_t c, Context& ctx) {
  Case& record = cases_[c];
  const CompiledService& s = system().services[record.service];
  ++record.reviews;
  const std::uint8_t before = record.grade;
  const CompiledService::Assessment& a = s.review->assessment;
  const double reading = read(a, s.agency, record, ctx), line = line_for_high(s, a, ctx.now());
  const std::uint8_t grade = grade_of(reading, a.medium, line);
  if (journal_) note_assessed(Happening::reviewed, record, {reading, line, a.high}, grade, ctx.now());
  measures_.add(Measure::reviews);
  regrade(record, grade);
  record.grade = grade;
  const std::uint64_t at = sim::born(address(record), record.reviews);
  if (grade < before || before == unassessed) {
    if (grade != index(Tier::standard) || ctx.uniform(at, Draw::review, 1) >= s.review->step_down) return false;
    measures_.add(Measure::stepped_down);
    return true;
  }
  if (grade == before) return false;
  const Case up = record;  // referrals may move the records
  bool brought_in = false;
  for (const Way& way : s.review->step_up) {
    if (way.share < 1 && ctx.uniform(at, Draw::step_up, way.key) >= way.share) continue;
    brought_in = true;
    Referral referral = sent_on(up, way.to);
    referral.cause = at;
    referral.repeat = false;
    refer(referral, ctx);
  }
  if (brought_in) measures_.add(Measure::stepped_up);
  return false;
}

}  // namespace abuse
