#include "models/abuse/algorithms.hpp"
#include "models/abuse/offer.hpp"
#include "models/abuse/world.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace abuse {

const Algorithm assessment_algorithm{
    "Assessment and review",
    "Which agencies' histories of the victim are seen is drawn by agency. Separation d of the tiers = d(blind) + "
    "(d(full) - d(blind)) x share of histories seen; both follow from the scenario's AUCs.\n"
    "Reading = d x (0, 1/2 or 1 by true tier) + a standard normal error, drawn for what brought the case, so that "
    "every assessor reads the same facts in the same way.\n"
    "Grade: high at or above the line for high, medium at or above the line for medium, else standard. The line for "
    "high is lowered by risk aversion x the share of medium-graded cases that meet no support, and never below the "
    "line for medium.\n"
    "A review errs as the last look erred. With news (another true tier, another history seen) part of the error is "
    "drawn anew. A rise in grade brings further services in, a fall to standard may end the case."};

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

/// A noisy reading of the true tier: standard, medium and high lie at 0, d'/2 and d', the error is a unit normal. How
/// far apart the tiers lie (d') follows the share of histories that are seen here, one's own agency's among them, of
/// those that agencies held before the present matter came up; where there are none it is that of a blind reading.
/// The error is drawn for what brought the case, and whether an agency's file is found for the person, so that two
/// systems, and two assessors in a row, read the same facts. A review has seen what was seen before, and errs as the
/// last look erred: it reads the same person, and without news it reads the same. With news, which are another true
/// tier or another file, part of the error may be drawn anew. \source signal detection: Green and Swets 1966; AUCs:
/// evidence in the scenario
World::Look World::read(const CompiledService::Assessment& a, const Case& c, const Context& ctx) const {
  const Relationship& r = relationships_[c.relationship];
  const Victim& v = r.victim;
  const bool again = c.reviews > 0 && v.last_assessed > -forever;
  Look out;
  out.seen = again ? v.seen : std::uint16_t{0};
  for (std::uint32_t agency = 0; agency < plan_->agencies.size(); ++agency) {
    const double chance = (v.history >> agency & 1U) == 0 ? 0 : a.sees[agency];
    if (chance >= 1 || (chance > 0 && ctx.uniform(r.id, Draw::information, agency) < chance))
      out.seen = static_cast<std::uint16_t>(out.seen | 1U << agency);
  }
  const int histories = std::popcount(v.history), seen = std::popcount(out.seen);
  const double share = histories > 0 ? static_cast<double>(seen) / histories : 0;
  const double d = plan_->d_blind + (plan_->d_full - plan_->d_blind) * share;
  out.error = again ? v.misread : static_cast<float>(standard_normal(ctx.uniform(c.cause, Draw::reading)));
  const bool news = r.true_tier != r.read_tier || out.seen != v.seen;
  if (const double kept = abuse().reading.persistence; again && news && kept < 1)
    out.error = static_cast<float>(
        kept * out.error + std::sqrt(1 - kept * kept) * standard_normal(ctx.uniform(review_address(c), Draw::review)));
  out.reading = d * static_cast<double>(index(r.true_tier)) / 2 + out.error;
  return out;
}

/// Keeps what the next review goes by.
void World::remember(const Look& look, Relationship& r) {
  r.victim.misread = look.error;
  r.victim.seen = look.seen;
  r.read_tier = r.true_tier;
}

/// Where an assessor draws the line for high: where medium risk meets little help, lower.
double World::line_for_high(const CompiledService& s, const CompiledService::Assessment& a, Time now) const {
  if (a.risk_aversion <= 0) return a.high;
  return std::max(a.medium, a.high - a.risk_aversion * (1 - offered(system(), s, Tier::medium, now, stood_down_)));
}

/// What an assessment comes to, counted against the truth and by the route that led there.
std::uint8_t World::assess(const CompiledService& s, const Case& c, const Context& ctx) {
  const Look look = read(*s.assessment, c, ctx);
  const double line = line_for_high(s, *s.assessment, ctx.now());
  const std::uint8_t grade = grade_of(look.reading, s.assessment->medium, line);
  if (journal_) note_assessed(Happening::assessed, c, {look.reading, line, s.assessment->high}, grade, ctx.now());
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
  readings_.add(r.true_tier, look.reading);
  if (ctx.now() - v.last_assessed <= abuse().duplicate_window && v.assessed_by != s.key)
    measures_.add(Measure::duplicate_assessments);
  if (s.agency != none16) v.known_to = static_cast<std::uint16_t>(v.known_to | 1U << s.agency);
  v.assessed_by = s.key;
  v.last_assessed = ctx.now();
  remember(look, r);
  const bool truly_high = r.true_tier == Tier::high, by_aversion = look.reading < s.assessment->high;
  if (grade == index(Tier::high)) {
    measures_.add(Measure::assessed_high);
    measures_.add(Measure::assessed_high_share);
    grouped(Measure::assessed_high, r, 1);
    if (!truly_high) came_by(Measure::graded_high_not_truly, plan_->not_truly_by_route);
    if (by_aversion) measures_.add(Measure::graded_high_by_aversion);
  } else if (truly_high) {
    came_by(Measure::missed_high, plan_->missed_by_route);
  }
  regrade(c, grade, by_aversion, ctx.now());
  return grade;
}

/// The victim's grade from now on: whether they come to high risk with it and why, and the different people who have
/// had it in the period. \param by_aversion  without risk aversion the same reading would not be graded high
void World::regrade(const Case& c, std::uint8_t grade, bool by_aversion, Time now) {
  const Relationship& r = relationships_[c.relationship];
  Victim& v = relationships_[c.relationship].victim;
  const Escalation why = r.true_tier == Tier::high ? Escalation::truly
                         : by_aversion             ? Escalation::falsely
                                                   : Escalation::mistakenly;
  if (grade == index(Tier::high) && v.assessed != index(Tier::high)) {
    come_to_high_risk(v, now);
    measures_.add(Measure::high_risk_entries);
    measures_.add(index(Measure::true_escalations) + index(why), 1);
    grouped(index(Measure::true_escalations) + index(why), r, 1);
    if (c.route != no_route) measures_.add(plan_->escalations_by_route[index(why)][c.route], 1);
  }
  v.assessed = grade;
  if (!counting_) return;
  const auto this_year = static_cast<std::int16_t>(year_);
  const auto once = [&](std::initializer_list<std::size_t> metrics, std::int16_t& year, bool& in_horizon) {
    for (const std::size_t metric : metrics) {
      if (year != this_year) measures_.add_year(metric, 1);
      if (!in_horizon) measures_.add_horizon(metric, 1);
    }
    year = this_year;
    in_horizon = true;
  };
  if (grade >= index(Tier::medium)) once({index(Measure::cohort_victims)}, v.cohort_year, v.cohort_in_horizon);
  if (grade == index(Tier::high))
    once({index(Measure::high_risk_victims), index(Measure::true_high_risk_victims) + index(why)}, v.high_year,
         v.high_in_horizon);
}

/// An open case is looked at again. \return whether it closes
bool World::review(std::uint32_t c, Context& ctx) {
  Case& record = cases_[c];
  const CompiledService& s = system().services[record.service];
  ++record.reviews;
  const std::uint8_t before = record.grade;
  const CompiledService::Assessment& a = s.review->assessment;
  const Look look = read(a, record, ctx);
  const double line = line_for_high(s, a, ctx.now());
  const std::uint8_t grade = grade_of(look.reading, a.medium, line);
  if (journal_) note_assessed(Happening::reviewed, record, {look.reading, line, a.high}, grade, ctx.now());
  measures_.add(Measure::reviews);
  remember(look, relationships_[record.relationship]);
  regrade(record, grade, look.reading < a.high, ctx.now());
  record.grade = grade;
  const std::uint64_t at = review_address(record);
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
    Referral referral = sent_on(up, way.to);
    referral.cause = at;
    referral.repeat = false;
    brought_in = refer(referral, ctx) || brought_in;
  }
  if (brought_in) measures_.add(Measure::stepped_up);
  return false;
}

}  // namespace abuse
