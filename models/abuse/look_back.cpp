#include "models/abuse/pick.hpp"
#include "models/abuse/shared_draw.hpp"
#include "models/abuse/world.hpp"

#include <algorithm>

namespace abuse {

/// Lives a relationship's spells without its incidents. \return whether it is still there at that time
bool World::fast_forward(Relationship& r, Time until, const Context& ctx) {
  const config::Relationships& c = abuse().relationships;
  while (true) {
    const Time begin = r.spell_end;
    set_spell(r, spell_of(r, ctx), begin);
    const Time end = std::min(r.spell_end, until);
    const double most = plan_->most_tier_moves;
    for (sim::Candidate move = next_change(r, begin, end, most, ctx); move.at < end;
         move = next_change(r, move.at, end, most, ctx))
      move_tier(r, move.height, 1, 1);
    if (r.spell_end >= until) {
      r.phase = Phase::active;
      return true;
    }
    if (r.ending < c.ends_after_spell.of[index(r.true_tier)]) return false;
    r.spell_end += r.quiet;
    ++r.spell;
    if (r.spell_end >= until) {
      r.phase = Phase::quiet;
      return true;
    }
  }
}

/// Lives through the incidents of a survivor's past for what they left behind: whom the victim told, the trust that
/// cost, and when the last was. Leaves the spell to the caller. Roughly: at the present tier, without services, one
/// telling for each route reached.
void World::live_past(Relationship& r, Time at, const Context& ctx) {
  const config::Incidents& incidents = abuse().incidents;
  const config::Trust& trust = abuse().trust;
  for (r.spell = 0; at < began_; ++r.spell) {
    set_spell(r, spell_of(r, ctx), at);
    const Time end = r.spell_end;
    r.last_incident = at;
    r.spell_end = std::min(end, began_);
    for (find_incident(r, at, ctx); r.incident.at < r.spell_end; find_incident(r, r.last_incident, ctx)) {
      const std::uint64_t cause = r.incident.address;
      r.last_incident = r.incident.at;
      const auto words = ctx.block(cause, Draw::marks);
      const std::size_t severity = pick(sim::to_unit(words[0]), incidents.severity.of[index(r.true_tier)].of);
      SharedDraw draw(ctx, cause, Draw::followed);
      for (const CompiledRoute& route : system().routes) {
        const double trusted = 1 - route.trust_weight + route.trust_weight * r.victim.trust;
        if (draw.of(route.slot) >= route.after_incident[severity] * trusted * route.disclosure_ratio) continue;
        r.victim.trust = std::max(trust.floor, r.victim.trust * (1 - trust.loss));
        r.victim.known_to = static_cast<std::uint16_t>(r.victim.known_to | 1U << route.agency);
        identify(r.perpetrator, route, born_of(cause, Offspring::disclosure, route.key), ctx);
        if (route.is_police) r.police.first_call = std::min(r.police.first_call, r.incident.at);
      }
    }
    at = end + r.quiet;
  }
}

/// Starts the world stationary: relationships begun over a long past, those kept that are still there. Each is lived
/// through cheaply first; only survivors become people.
void World::look_back(Context& ctx) {
  const config::Relationships& c = abuse().relationships;
  std::uint32_t number = 0;
  Time begins = began_ - c.look_back + gap_before_onset(*plan_, number, ctx);
  for (; begins < began_; begins += gap_before_onset(*plan_, ++number, ctx)) {
    std::uint64_t id = relationship_of_onset(number);
    const std::uint64_t perpetrator = perpetrator_of_onset(number);
    Time at = begins;
    for (std::uint8_t earlier = 0; at < began_; ++earlier) {
      Relationship probe;
      probe.id = id;
      probe.true_tier = static_cast<Tier>(pick(ctx.uniform(id, Draw::couple), c.tier.of));
      probe.spell_end = at;
      const bool living = fast_forward(probe, began_, ctx);
      const sim::UniformPair u = ctx.uniform_pair(id, Draw::next_partner);
      const bool continues = !living && u.first < c.new_partner;
      const Time next = continues ? probe.spell_end + c.new_partner_after.quantile(u.second) : forever;
      if (living || (continues && next >= began_)) {
        const std::uint32_t p = add_perpetrator(perpetrator);
        perpetrators_[p].earlier = static_cast<std::uint8_t>(living ? earlier : earlier + 1);
        if (!living) {
          expect_another(id, p, next, ctx);
          break;
        }
        const std::uint32_t i = begin_relationship(id, traits_of(id, perpetrators_[p], ctx), p, at, ctx);
        Relationship& r = relationships_[i];
        r.true_tier = probe.true_tier;
        live_past(r, at, ctx);
        r.spell = probe.spell;
        r.spell_end = probe.spell_end;
        r.ending = probe.ending;
        r.quiet = probe.quiet;
        set_phase(r, probe.phase, ctx.now());
        if (probe.phase == Phase::active) {
          find_change(r, began_, ctx);
          find_incident(r, began_, ctx);
        }
        reschedule(i, ctx);
        break;
      }
      if (!continues) break;
      at = next;
      id = sim::born(id, 1000);
    }
  }
  onsets_ = Onsets(*plan_, number, begins, ctx);
  schedule_onset(number, ctx);
}

}  // namespace abuse
