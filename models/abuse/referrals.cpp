#include "models/abuse/algorithms.hpp"
#include "models/abuse/world.hpp"

#include <cmath>

namespace abuse {

const Algorithm referral_algorithm{"Referrals and hand-offs",
                                   "A referral to a service asks in order: is it open on that day; is the person "
                                   "eligible (role, assessed tier, conditions, police record). If not, the service's "
                                   "fallback is asked, and so on; with none left the referral ends.\n"
                                   "Somebody who has a case of that service, or of another of its label, is not "
                                   "referred twice. A referral to a children's service is made for each child.\n"
                                   "Between teams, unless one plan is held for the victim, a hand-off is lost with the "
                                   "scenario's probability or takes a drawn time."};

/// Whether they are on their way to that service or another of its label, wait for it or are in it.
bool World::has_case(std::uint16_t service, std::uint32_t subject) const {
  const CompiledService& s = system().services[service];
  const Role role = s.role;
  std::uint32_t c = role == Role::victim        ? relationships_[subject].victim.first_case
                    : role == Role::perpetrator ? perpetrators_[subject].first_case
                                                : children_[subject].first_case;
  for (; c != none32; c = cases_[c].next_of_subject)
    if (are_one(system().services[cases_[c].service], s)) return true;
  return false;
}

bool World::has_child(const Relationship& r, Time now) const {
  for (std::uint32_t k = 0; k < r.children; ++k)
    if (now < children_[r.first_child + k].of_age()) return true;
  return false;
}

bool World::accepts(const CompiledService& s, Time now) const {
  return s.intake && now >= s.start && now < s.end && !(s.resource != none16 && now >= stood_down_[s.resource]);
}

bool World::eligible(const CompiledService& s, const Referral& r, std::uint32_t subject, const Context& ctx) const {
  const bool comes_back = r.repeat && s.rereferral_within > 0;  // needs no new grade
  if (s.assessed != 0 && !comes_back && (r.grade >= tiers || !has(s.assessed, static_cast<Tier>(r.grade))))
    return false;
  const Relationship& pair = relationships_[r.relationship];
  const Perpetrator& p = perpetrators_[pair.perpetrator];
  if (s.role == Role::child && ctx.now() >= children_[subject].of_age()) return false;
  if (s.least_record > 0 && record_of(p, ctx.now()) < s.least_record) return false;
  if (s.conditions == 0) return true;
  if (has(s.conditions, Condition::at_home) && s.role == Role::child && children_[subject].removed > 0) return false;
  if (has(s.conditions, Condition::children) && !has_child(pair, ctx.now())) return false;
  if (has(s.conditions, Condition::together) && !pair.together) return false;
  if (has(s.conditions, Condition::apart) && pair.together) return false;
  if (has(s.conditions, Condition::at_liberty) && p.in_custody > 0) return false;
  if (has(s.conditions, Condition::known) && !p.known) return false;
  if (has(s.conditions, Condition::bound) && p.bound == 0) return false;
  if (has(s.conditions, Condition::repeat) && !r.repeat) return false;
  if (has(s.conditions, Condition::women) && pair.victim.person.sex != Sex::female) return false;
  if (has(s.conditions, Condition::men) && pair.victim.person.sex != Sex::male) return false;
  if (has(s.conditions, Condition::motivated) || has(s.conditions, Condition::unmotivated)) {
    const config::Motivation& c = abuse().motivation;
    const double fading = p.arrested == -forever ? 0 : std::exp2((p.arrested - ctx.now()) / c.half_life);
    const double chance = c.otherwise + (c.after_arrest - c.otherwise) * fading;
    const bool motivated = ctx.uniform(sim::born(p.id, r.cause), Draw::motivation) < chance;
    if (motivated != has(s.conditions, Condition::motivated)) return false;
  }
  return true;
}

/// Sends somebody to a service: the service's role says whether it is the victim, the perpetrator or every child.
/// \return whether anybody is on their way now, or there
bool World::refer(const Referral& r, Context& ctx) {
  if (r.to == none16) return false;
  const CompiledService& to = system().services[r.to];
  const Relationship& pair = relationships_[r.relationship];
  switch (to.role) {
    case Role::victim: return refer_one(r, r.relationship, ctx);
    case Role::perpetrator: return refer_one(r, pair.perpetrator, ctx);
    case Role::child: break;
  }
  const bool from_child = r.subject != none32 && (r.from == none16 || system().services[r.from].role == Role::child);
  if (from_child) return refer_one(r, r.subject, ctx);
  const std::uint32_t first = pair.first_child, last = first + pair.children;
  bool any = false;
  for (std::uint32_t child = first; child < last; ++child) {
    Referral each = r;
    each.cause = born_of(r.cause, Offspring::child, child - first);
    any = refer_one(each, child, ctx) || any;
  }
  return any;
}

bool World::refer_one(Referral r, std::uint32_t subject, Context& ctx) {
  const CompiledSystem& sys = system();
  const Role role = sys.services[r.to].role;
  bool refused = false;  // by every service of the label so far that is open
  while (true) {
    const CompiledService& asked = sys.services[r.to];
    if (accepts(asked, ctx.now() + r.lag)) {
      if (eligible(asked, r, subject, ctx)) break;
      refused = true;
      if (journal_) note(Happening::refused, r, subject, ctx.now());
    }
    r.to = asked.fallback;
    if (refused && (r.to == none16 || !are_one(asked, sys.services[r.to]))) {
      measures_.add(asked.metrics.refused, 1);
      refused = false;
    }
    if (r.to == none16) return false;
    if (sys.services[r.to].role != role) return refer(r, ctx);
  }
  if (has_case(r.to, subject)) {
    measures_.add(Measure::duplicate_referrals);
    if (journal_) note(Happening::duplicate, r, subject, ctx.now());
    return false;
  }
  const CompiledService& to = sys.services[r.to];
  Time delay = r.lag;
  const bool planned = role == Role::victim && relationships_[r.relationship].victim.planned > 0;
  const bool inside = r.from == none16 || planned || (to.team != none16 && sys.services[r.from].team == to.team);
  if (!inside) {
    const config::Handoff& handoff = to.handoff ? *to.handoff : sys.handoff;
    const std::uint64_t at = sim::born(r.cause, r.hops);
    if (ctx.uniform(at, Draw::handoff_lost, to.key) < handoff.lost) {
      measures_.add(Measure::referrals_lost);
      if (journal_) note(Happening::handoff_lost, r, subject, ctx.now());
      return false;
    }
    delay += handoff.delay.quantile(ctx.uniform(at, Draw::handoff_delay, to.key));
  }
  const std::uint32_t c = open_record(r, r.to, subject, ctx);
  if (journal_) note(Happening::referred, cases_[c], ctx.now(), delay);
  if (delay > 0)
    cases_[c].due = ctx.schedule(ctx.now() + delay, {Event::Kind::case_due, 0, c});
  else
    arrive(c, ctx);
  return true;
}

Referral World::sent_on(const Case& c, std::uint16_t to) {
  return {.relationship = c.relationship,
          .subject = c.subject,
          .from = c.service,
          .to = to,
          .grade = c.grade,
          .hops = c.hops,
          .cause = c.cause,
          .repeat = c.repeat,
          .route = c.route,
          .staying = c.staying,
          .referred = c.referred,
          .asked = c.asked,
          .served = c.served || c.state == Case::State::open};
}

/// Whether another service of the label takes those whom this one turns away.
bool World::moves_on(const Case& c, const Context& ctx) const {
  const CompiledSystem& sys = system();
  const CompiledService& full = sys.services[c.service];
  for (std::uint16_t to = full.fallback; to != none16; to = sys.services[to].fallback) {
    const CompiledService& next = sys.services[to];
    if (next.role != full.role) return false;
    if (!accepts(next, ctx.now()) || !eligible(next, sent_on(c, to), c.subject, ctx)) continue;
    return are_one(full, next) && !has_case(to, c.subject);
  }
  return false;
}

/// Turned away: they go where the service says people go when it cannot take them.
void World::take_fallback(const Case& c, Context& ctx) {
  const CompiledService& s = system().services[c.service];
  if (s.fallback != none16) refer(sent_on(c, s.fallback), ctx);
}

}  // namespace abuse
