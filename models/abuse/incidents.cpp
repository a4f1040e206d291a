#include "models/abuse/algorithms.hpp"
#include "models/abuse/shared_draw.hpp"
#include "models/abuse/world.hpp"

#include <boost/random/normal_distribution.hpp>

#include <algorithm>
#include <cmath>

namespace abuse {

const Algorithm incident_algorithm{
    "Incidents and what follows from them",
    "Hazard at time t in an active spell = rate of the true tier x frailty x recency (falls with the time since the "
    "last incident, capped just after one) x product of the hazard ratios in force x prevention; it has an upper "
    "bound, so that the heaviest frailty stays finite work.\n"
    "Next incident = first common candidate of the couple that lies under the hazard; looked for again whenever "
    "something changes the hazard.\n"
    "At an incident draw its severity (by true tier), its harm (lognormal by severity) and whether children are "
    "present. A life-threatening one may be a homicide, which ends the relationship.\n"
    "Otherwise each route is reached or not, and each consequence follows or not, by a draw of its own; children "
    "present and not away are exposed, and what follows from exposure is drawn for each child."};

namespace {

constexpr double most_a_day = 5;  ///< no hazard is higher, so that the heaviest frailty stays finite work

/// Visits what is in force for a relationship: protections of the victim and of the perpetrator.
template <class Visit>
void each_protection(const Relationship& r, const Perpetrator& p, Visit visit) {
  for (const Protection& protection : r.protections) visit(protection);
  for (const Protection& protection : p.protections) visit(protection);
}

}  // namespace

/// The product of hazard ratios at that time. After a case closes the logarithm fades by half every half-life.
double World::protection(const Relationship& r, Time at) const {
  if (!r.guarded) return 1;
  double log_ratio = 0;
  each_protection(r, perpetrators_[r.perpetrator], [&](const Protection& p) {
    const CompiledService& s = system().services[p.service];
    const double fading = p.ended >= at ? 1 : (s.half_life > 0 ? std::exp2((p.ended - at) / s.half_life) : 0);
    log_ratio += *s.log_hazard_ratio * fading;
  });
  return log_ratio == 0 ? 1 : std::exp(log_ratio);
}

/// A factor that the product of protections in force now cannot rise above until something changes.
double World::protection_bound(const Relationship& r) const {
  if (!r.guarded) return 1;
  double log_ratio = 0;
  each_protection(r, perpetrators_[r.perpetrator], [&](const Protection& p) {
    const double full = *system().services[p.service].log_hazard_ratio;
    log_ratio += p.ended == forever ? full : std::max(full, 0.0);
  });
  return log_ratio == 0 ? 1 : std::exp(log_ratio);
}

/// What prevention has done by then to everybody's hazard.
double World::prevented(Time at) const {
  double ratio = 1;
  for (const CompiledPrevention& p : system().prevention) ratio *= 1 + (p.hazard_ratio - 1) * p.working(at);
  return ratio;
}

/// What the hazard is a multiple of as long as the tier stays: the tier's rate x frailty.
double World::base_hazard(const Relationship& r) const {
  return abuse().incidents.rate.of[index(r.true_tier)] * r.frailty;
}

/// Whether a candidate lies under the hazard. \param base  \see base_hazard
bool World::is_incident(const Relationship& r, Time at, double height, double base) const {
  const double prevention = system().prevents_incidents ? prevented(at) : 1;
  return plan_->recency.exceeds(at - r.last_incident, base * protection(r, at) * prevention, height);
}

/// Finds the next incident under the present hazard: tier rate x frailty x recency x protections. Nothing between here
/// and there changes it but events, and they call `refresh` or look again.
void World::find_incident(Relationship& r, Time from, const Context& ctx) const {
  const double base = base_hazard(r);
  double bound = base * protection_bound(r);
  if (system().prevents_incidents)
    for (const CompiledPrevention& p : system().prevention) bound *= std::max(1.0, p.hazard_ratio);
  r.incident = plan_->incident_candidates.first(
      plan_->seed, ctx.replication(), r.id, from, r.spell_end,
      [&](Time at) { return std::min(most_a_day, bound * plan_->recency.bound(at - r.last_incident)); },
      [&](Time at, double height) { return is_incident(r, at, height, base); });
}

bool World::incidents_are_next(const Context& ctx) const {
  return std::all_of(relationships_.begin(), relationships_.end(), [&](const Relationship& r) {
    if (!r.active(ctx.now())) return true;
    Relationship again = r;
    find_incident(again, ctx.now(), ctx);
    return again.incident == r.incident;
  });
}

void World::incident(std::uint32_t i, Context& ctx) {
  const config::Incidents& c = abuse().incidents;
  const std::uint64_t cause = relationships_[i].incident.address;
  double harm;
  Severity severity;
  bool present;
  {
    Relationship& r = relationships_[i];
    const auto& shares = c.severity.of[index(r.true_tier)].of;
    sim::PhiloxEngine engine = ctx.engine(cause, Draw::marks);  // one block for all marks
    const double u = sim::to_unit(engine());
    const double company = sim::to_unit(engine());
    present = r.children > 0 && company < c.children_present;
    double cumulative = shares[0];
    std::size_t s = 0;
    while (s + 1 < severities && u >= cumulative) cumulative += shares[++s];
    severity = static_cast<Severity>(s);
    const double z = boost::random::normal_distribution<double>()(engine);  // no system changes it
    harm = c.harm.of[s] * std::exp(c.harm_sigma * (z - c.harm_sigma / 2));
    r.last_incident = ctx.now();
    measures_.add(Measure::incidents);
    measures_.weigh(Measure::police_reporting_share);
    measures_.add(Measure::harm_days, harm);
    group_incident(r, harm);
    if (counting_) incidents_.push_back({ctx.now(), cause});
    keep_for_claims(plan_->incident_claims, claim_records_.events, i, ctx.now());
    if (journal_) note_incident(i, severity, harm, cause, ctx.now());
  }
  if (severity == Severity::life_threatening && ctx.uniform(cause, Draw::fatal) < c.fatal) {
    homicide(i, cause, ctx);
    return;
  }
  SharedDraw followed(ctx, cause, Draw::followed);
  disclose_incident(i, severity, harm, cause, followed, ctx);
  follow(Trigger::incident, severity, i, none32, cause, followed, 0, ctx);
  if (present && relationships_[i].victim.children_away == 0) {
    SharedDraw exposed(ctx, cause, Draw::exposed);
    for (std::uint32_t k = 0; k < relationships_[i].children; ++k) {
      const std::uint32_t child = relationships_[i].first_child + k;
      if (children_[child].removed > 0 || ctx.now() >= children_[child].of_age()) continue;
      ++children_[child].exposures;
      expect_of_age(children_[child], severity, ctx);
      measures_.add(Measure::children_exposed);
      follow(Trigger::exposure, severity, i, child, sim::born(cause, k), exposed, k * system().exposure_slots, ctx);
    }
  }
  find_incident(relationships_[i], ctx.now(), ctx);
}

void World::homicide(std::uint32_t i, std::uint64_t cause, Context& ctx) {
  measures_.add(Measure::homicides);
  if (journal_) note_caused(Happening::homicide, i, cause, ctx.now());
  for (const auto& q : system().consequences)
    if (q.of == Trigger::homicide) consequence(q, i, none32, cause, ctx);
  end_relationship(i, ctx);
}

/// What follows from an incident, or from a child's exposure to it, by chance.
/// \param first_slot  of the draw, for the first consequence of that trigger
void World::follow(Trigger trigger, Severity severity, std::uint32_t i, std::uint32_t subject, std::uint64_t cause,
                   SharedDraw& draw, std::uint32_t first_slot, Context& ctx) {
  for (const auto& may : system().chances[index(trigger)][index(severity)]) {
    if (may.at_age)
      show_at_age(system().consequences[may.consequence], i, subject, ctx);
    else if (draw.of(first_slot + may.slot) < may.chance)
      consequence(system().consequences[may.consequence], i, subject, cause, ctx);
  }
}

/// What shows in a child at an age because they were exposed before. The child's own number says at which exposure it
/// is settled, if at any, so that systems differ by the exposures that they spare a child and by nothing else.
void World::show_at_age(const CompiledSystem::Consequence& q, std::uint32_t i, std::uint32_t child, Context& ctx) {
  const Child& c = children_[child];
  const Time due = c.birth + *q.at_age;
  if (c.exposures >= q.full_after + 1 || due <= ctx.now()) return;
  const double takes = q.full_after * ctx.uniform(c.id, Draw::at_age, q.key) / q.chance[0];  // exposures
  if (takes <= c.exposures - 1 || takes > std::min<double>(c.exposures, q.full_after)) return;
  refer({.relationship = i, .subject = child, .to = q.enters, .cause = sim::born(c.id, q.key), .lag = due - ctx.now()},
        ctx);
}

/// Brings somebody to a service after an incident, whether or not anybody was told of it.
void World::consequence(const CompiledSystem::Consequence& q, std::uint32_t i, std::uint32_t subject,
                        std::uint64_t cause, Context& ctx) {
  Referral referral{.relationship = i, .subject = subject, .to = q.enters, .cause = sim::born(cause, q.key)};
  if (q.lag) referral.lag = q.lag->quantile(ctx.uniform(cause, Draw::consequence_lag, q.key));
  if (q.lag && !counting_) remember_expected(q, i, subject, ctx.now());
  if (subject != none32) {
    const double age = ctx.now() + referral.lag - children_[subject].birth;
    if (age < q.from_age || age >= q.to_age) return;
  }
  refer(referral, ctx);
}

}  // namespace abuse
