#include "models/abuse/algorithms.hpp"
#include "models/abuse/world.hpp"

namespace abuse {

const Algorithm effect_algorithm{
    "What services do to people",
    "While a case is open its hazard ratio holds for the couple (or follows the perpetrator); after a case that was "
    "finished its logarithm fades by half every half-life, after one that was not it is gone. Ratios of several "
    "services multiply.\n"
    "An assessment that is told anew costs part of the victim's trust, down to a floor. An arrest raises the "
    "perpetrator's readiness to change for a time. Marks of a service say whether somebody is in custody, managed, "
    "bound, away, supported, under one plan, or removed from home while the case is open.\n"
    "Services have no other effect on the abuse: no system changes a rate but by these and by prevention."};

/// Counts an open case in or out of the states that its service marks.
void World::apply_marks(const CompiledService& s, const Case& c, int change) {
  if (s.marks == 0) return;
  Relationship& r = relationships_[c.relationship];
  Perpetrator& p = perpetrators_[r.perpetrator];
  const auto shift = [change](std::uint8_t& counter) { counter = static_cast<std::uint8_t>(counter + change); };
  if (has(s.marks, Mark::custody)) shift(p.in_custody);
  if (has(s.marks, Mark::managed)) shift(p.managed);
  if (has(s.marks, Mark::binds)) shift(p.bound);
  if (has(s.marks, Mark::away)) shift(r.victim.away);
  if (has(s.marks, Mark::support)) shift(r.victim.supported);
  if (has(s.marks, Mark::plan)) shift(r.victim.planned);
  if (has(s.marks, Mark::moves_children)) shift(r.victim.children_away);
  if (has(s.marks, Mark::removed) && s.role == Role::child) shift(children_[c.subject].removed);
}

void World::start_effects(const CompiledService& s, const Case& c, Context& ctx) {
  const std::uint32_t i = c.relationship;
  Victim& v = relationships_[i].victim;
  const std::uint32_t p = relationships_[i].perpetrator;
  if (s.tells_story && v.planned == 0) {
    const config::Trust& trust = abuse().trust;
    v.trust = std::max(trust.floor, v.trust * (1 - trust.loss));
    measures_.add(Measure::times_story_told);
  }
  lose_trust(s, c);
  if (has(s.marks, Mark::moves_children)) move_children(c, ctx.now());
  if (s.rereferral_within > 0) {
    auto& heard = relationships_[i].heard;
    bool found = false;
    for (auto& h : heard)
      if (h.service == c.service) h.at = ctx.now(), found = true;
    if (!found) heard.push_back({c.service, ctx.now()});
  }
  if (has(s.marks, Mark::arrest)) {
    perpetrators_[p].arrested = ctx.now();
    if (abuse().record) put_on_record(perpetrators_[p], abuse().record->arrest, ctx.now());
    if (counting_) {
      perpetrators_[p].arrest_record = static_cast<std::uint32_t>(arrests_.size());
      arrests_.push_back({ctx.now()});
    }
  }
  apply_marks(s, c, 1);
  if (has(s.marks, Mark::separates)) relationships_[i].together = false;
  if (s.log_hazard_ratio && s.role != Role::child) {
    auto& list = s.role == Role::perpetrator ? perpetrators_[p].protections : relationships_[i].protections;
    const std::size_t same = std::erase_if(list, [&](const Protection& old) { return old.service == c.service; });
    bool falls = *s.log_hazard_ratio <= 0 && same <= 1;  // a system that took over may have left two of one service
    std::erase_if(list, [&](const Protection& old) {
      const CompiledService& other = system().services[old.service];
      const bool faded = old.ended + 8 * other.half_life < ctx.now();
      falls = falls && !(faded && *other.log_hazard_ratio < 0);
      return faded;
    });
    list.push_back({c.service, forever});
    relationships_[s.role == Role::perpetrator ? perpetrators_[p].relationship : i].guarded = true;
    refresh(s.role == Role::perpetrator ? perpetrators_[p].relationship : i, falls ? Hazard::falls : Hazard::may_rise,
            ctx);
  }
}

void World::end_effects(const CompiledService& s, const Case& c, Context& ctx) {
  const std::uint32_t i = c.relationship;
  const std::uint32_t p = relationships_[i].perpetrator;
  apply_marks(s, c, -1);
  if (has(s.marks, Mark::custody)) perpetrators_[p].out_of_custody = ctx.now();
  if (s.log_hazard_ratio && s.role != Role::child) {
    auto& list = s.role == Role::perpetrator ? perpetrators_[p].protections : relationships_[i].protections;
    for (Protection& protection : list)
      if (protection.service == c.service) protection.ended = ctx.now();
    // Effects are of those who stay to the end.
    if (s.half_life == 0 || c.ending != Ending::finished)
      std::erase_if(list, [&](const Protection& old) { return old.service == c.service; });
    refresh(s.role == Role::perpetrator ? perpetrators_[p].relationship : i, Hazard::may_rise, ctx);
  }
}

}  // namespace abuse
