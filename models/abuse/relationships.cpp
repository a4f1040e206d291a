#include "models/abuse/algorithms.hpp"
#include "models/abuse/free_place.hpp"
#include "models/abuse/pick.hpp"
#include "models/abuse/world.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

namespace abuse {

const Algorithm relationship_algorithm{
    "Relationships, spells and the true tier",
    "Relationships begin as a Poisson process over the whole place; prevention stops each with probability 1 - its "
    "onset ratio.\n"
    "A new one draws, by its own number: true tier, locality and setting, who the two are, whether they live together, "
    "children and their ages, and a gamma frailty with mean 1.\n"
    "It lives through active and quiet spells of drawn length. When an active spell ends, the relationship ends with "
    "the probability of its true tier; otherwise a quiet spell follows, and another active one.\n"
    "In an active spell the true tier may move by one step: candidates of a fixed random measure are taken when they "
    "lie under the rate up (times the ratio for unmet need while a known need is not met, times the protections in "
    "force if they lower it) or under the rate down.\n"
    "When it ends, the perpetrator begins another relationship with the scenario's probability after a drawn time: "
    "displaced, not gone."};

void World::schedule_onset(std::uint32_t number, Context& ctx) {
  if (!onsets_.holds(number))
    throw std::logic_error("replication " + std::to_string(ctx.replication()) + ", time " + std::to_string(ctx.now()) +
                           ": onset " + std::to_string(number) + " lies beyond the horizon that onsets are drawn for");
  ctx.schedule(onsets_.at(number).at, {Event::Kind::onset, 0, number});
}

void World::onset(std::uint32_t number, Context& ctx) {
  schedule_onset(number + 1, ctx);
  double prevented = 1;
  for (const CompiledPrevention& p : system().prevention) prevented *= 1 + (p.onset_ratio - 1) * p.working(ctx.now());
  const std::uint64_t id = relationship_of_onset(number);
  if (prevented < 1 && ctx.uniform(id, Draw::onset) >= prevented) return;
  const Onset& drawn = onsets_.at(number);
  const std::uint32_t i =
      begin_relationship(id, drawn.traits, add_perpetrator(perpetrator_of_onset(number)), ctx.now(), ctx);
  count_beginning(relationships_[i], ctx.now());
  set_phase(relationships_[i], Phase::active, ctx.now());
  begin_spell(relationships_[i], drawn.spell, ctx.now(), ctx);
  reschedule(i, ctx);
}

/// A perpetrator who left one abusive relationship begins another: displaced, not gone.
void World::new_partner(std::uint32_t number, Context& ctx) {
  const BetweenRelationships between = between_[number];
  free_between_.push_back(number);
  Perpetrator& perpetrator = perpetrators_[between.perpetrator];
  perpetrator.begins_another = false;
  const std::uint32_t i = begin_relationship(between.next_id, traits_of(between.next_id, perpetrator, ctx),
                                             between.perpetrator, ctx.now(), ctx);
  count_beginning(relationships_[i], ctx.now());
  measures_.add(Measure::relationships_displaced);
  set_phase(relationships_[i], Phase::active, ctx.now());
  begin_spell(relationships_[i], spell_of(relationships_[i], ctx), ctx.now(), ctx);
  reschedule(i, ctx);
}

void World::expect_another(std::uint64_t former, std::uint32_t perpetrator, Time at, Context& ctx) {
  const std::uint32_t number = take_place(between_, free_between_);
  between_[number] = {sim::born(former, 1000), perpetrator};
  perpetrators_[perpetrator].begins_another = true;
  if (counting_) restate(Role::perpetrator, perpetrator, ctx.now());
  ctx.schedule(at, {Event::Kind::new_partner, 0, number});
}

std::uint32_t World::add_perpetrator(std::uint64_t id) {
  const std::uint32_t p = take_place(perpetrators_, free_perpetrators_);
  perpetrators_[p].id = id;
  return p;
}

/// \return the first of n places in a row
std::uint32_t World::add_children(std::uint32_t n) {
  if (n < free_children_.size() && !free_children_[n].empty()) {
    const std::uint32_t first = free_children_[n].back();
    free_children_[n].pop_back();
    return first;
  }
  children_.resize(children_.size() + n);
  return static_cast<std::uint32_t>(children_.size() - n);
}

/// Gives the places of relationships that have ended, with no case left open for anybody in them, to others.
void World::forget_those_over() {
  for (const std::uint32_t i : perhaps_over_) {
    Relationship& r = relationships_[i];
    if (r.phase != Phase::ended || r.victim.first_case != none32) continue;
    bool open = false;
    for (std::uint32_t k = 0; k < r.children; ++k) open = open || children_[r.first_child + k].first_case != none32;
    Perpetrator& p = perpetrators_[r.perpetrator];
    for (std::uint32_t c = p.first_case; c != none32; c = cases_[c].next_of_subject)
      open = open || cases_[c].relationship == i;
    if (open) continue;
    if (r.police.calls > 0) police_records_.push_back(r.police);
    if (--p.relationships == 0 && !p.begins_another) free_perpetrators_.push_back(r.perpetrator);
    if (r.children > 0) {
      if (free_children_.size() <= r.children) free_children_.resize(r.children + 1U);
      free_children_[r.children].push_back(r.first_child);
    }
    r.phase = Phase::forgotten;
    r.protections.clear();
    r.heard.clear();
    free_relationships_.push_back(i);
  }
  perhaps_over_.clear();
}

Traits World::traits_of(std::uint64_t id, const Perpetrator& perpetrator, const Context& ctx) const {
  return draw_traits(*plan_, id, perpetrator.id, perpetrator.birth ? std::optional(perpetrator.sex) : std::nullopt,
                     ctx);
}

/// Adds the two with what was drawn for them, and their children, drawn from the relationship's number; the first spell
/// is begun by the caller.
std::uint32_t World::begin_relationship(std::uint64_t id, const Traits& traits, std::uint32_t perpetrator, Time at,
                                        Context& ctx) {
  const config::Relationships& c = abuse().relationships;
  const std::uint32_t i = take_place(relationships_, free_relationships_);
  Relationship& r = relationships_[i];
  r.id = id;
  r.perpetrator = perpetrator;
  r.phase = Phase::ended;
  r.true_tier = traits.tier;
  r.locality = traits.locality;
  r.rural = traits.rural;
  r.victim.person = traits.victim;
  r.together = traits.together;
  r.children = traits.children;
  r.frailty = traits.frailty;
  Perpetrator& p = perpetrators_[perpetrator];
  if (p.birth) {
    p.earlier = static_cast<std::uint8_t>(std::min(p.earlier + 1, 255));
  } else {
    p.sex = traits.perpetrator;
    p.birth = static_cast<std::int32_t>(std::lround(at - traits.perpetrator_age));
  }
  r.first_child = add_children(r.children);
  std::array<std::uint64_t, 4> ages{};
  for (std::uint32_t k = 0; k < r.children; ++k) {
    if (k % 2 == 0) ages = ctx.block(id, Draw::child_age, k / 2);
    const std::size_t band = pick(sim::to_unit(ages[k % 2 * 2]), c.ages.shares);
    const double within = sim::to_unit(ages[k % 2 * 2 + 1]);
    const double days = c.ages.bounds[band] + within * (c.ages.bounds[band + 1] - c.ages.bounds[band]);
    children_[r.first_child + k] = {.id = sim::born(id, 2 + k), .relationship = i, .birth = at - days};
  }
  r.spell_end = at;
  p.relationship = i;
  ++p.relationships;
  r.guarded = !p.protections.empty();
  if (journal_) note(Happening::relationship_begins, i, at);
  return i;
}

/// The next candidate for a move of the tier, which lies below the highest rate that any state could have, or for a
/// contact, which lies above it. One that could be neither, whatever happens before it comes, is passed over; whether
/// it is one is decided when it comes. \param most  height up to which to look
sim::Candidate World::next_change(const Relationship& r, Time from, Time until, double most, const Context& ctx) const {
  const config::TierMoves& c = abuse().tier_moves;
  const std::size_t tier = index(r.true_tier);
  const double up = c.up.of[tier] * std::max(1.0, c.unmet_need_ratio), down = plan_->most_tier_moves - c.down.of[tier];
  return plan_->change_candidates.first(
      plan_->seed, ctx.replication(), r.id, from, until, [most](Time) { return most; },
      [&](Time, double height, std::uint64_t address) {
        const double contact = height - plan_->most_tier_moves;
        return contact < 0 ? height < up || height >= down
                           : contact < system().most_of_contact[contact_kind(address, ctx)];
      });
}

/// Every candidate for a contact is one of one kind, under every system, as likely of each as of any other.
std::size_t World::contact_kind(std::uint64_t candidate, const Context& ctx) const {
  return static_cast<std::size_t>(ctx.uniform(candidate, Draw::contact) * static_cast<double>(plan_->contacts.size()));
}

void World::find_change(Relationship& r, Time from, const Context& ctx) const {
  r.change = next_change(r, from, r.spell_end, plan_->most_tier_moves + system().most_contacts, ctx);
}

void World::set_phase(Relationship& r, Phase phase, Time now) {
  active_ = active_ - (r.phase == Phase::active) + (phase == Phase::active);
  living_ = living_ - (r.phase != Phase::ended) + (phase != Phase::ended);
  if (r.true_tier == Tier::high && (r.phase == Phase::active) != (phase == Phase::active))
    high_time_.add(phase == Phase::active ? 1 : -1, now);
  const bool begins_or_ends = (r.phase == Phase::ended) != (phase == Phase::ended);
  r.phase = phase;
  active_time_.set(static_cast<double>(active_), now);
  if (counting_ && begins_or_ends) restate_family(r, now);
}

/// The relationship's present spell, or the one that is about to begin.
Spell World::spell_of(const Relationship& r, const Context& ctx) const {
  return draw_spell(*plan_, r.id, r.spell, ctx);
}

void World::set_spell(Relationship& r, const Spell& spell, Time at) {
  r.spell_end = at + spell.active;
  r.ending = spell.ending;
  r.quiet = spell.quiet;
}

/// Sets the clocks of an active spell that begins at that time.
void World::begin_spell(Relationship& r, const Spell& spell, Time at, const Context& ctx) {
  set_spell(r, spell, at);
  r.last_incident = at;
  find_change(r, at, ctx);
  find_incident(r, at, ctx);
}

void World::relationship_due(std::uint32_t i, Context& ctx) {
  Relationship& r = relationships_[i];
  const Time now = ctx.now();
  r.pending = {};
  fall_quiet_if_due(i, now);
  if (r.phase == Phase::quiet) {
    set_phase(r, Phase::active, now);
    begin_spell(r, spell_of(r, ctx), now, ctx);
    if (journal_) note(Happening::active_spell_begins, i, now);
  } else if (r.incident.at <= now) {
    incident(i, ctx);
    if (relationships_[i].phase == Phase::ended) return;
  } else if (r.change.at <= now && r.change.height >= plan_->most_tier_moves) {
    contact(i, r.change.height - plan_->most_tier_moves, r.change.address, ctx);
    find_change(relationships_[i], now, ctx);
  } else if (r.change.at <= now) {
    const bool known = r.victim.assessed != unassessed && r.victim.assessed != index(Tier::standard);
    const bool unmet = r.victim.waiting > 0 || (known && r.victim.supported == 0);
    const Tier before = r.true_tier;
    move_tier(r, r.change.height, unmet ? abuse().tier_moves.unmet_need_ratio : 1, std::min(1.0, protection(r, now)));
    if (const int high = (r.true_tier == Tier::high) - (before == Tier::high); high != 0) high_time_.add(high, now);
    if (journal_ && r.true_tier != before)
      note(r.true_tier > before ? Happening::tier_rises : Happening::tier_falls, i, now);
    find_change(r, now, ctx);
    find_incident(r, now, ctx);
  } else {
    end_active_spell(i, ctx);
    if (relationships_[i].phase == Phase::ended) return;
  }
  reschedule(i, ctx);
}

void World::end_active_spell(std::uint32_t i, Context& ctx) {
  Relationship& r = relationships_[i];
  if (ends_with_spell(r)) {
    end_relationship(i, ctx);
    return;
  }
  fall_quiet(i, ctx.now());
}

bool World::ends_with_spell(const Relationship& r) const {
  return r.ending < abuse().relationships.ends_after_spell.of[index(r.true_tier)];
}

/// Enters the quiet spell, which began when the active one ended, at or before now.
void World::fall_quiet(std::uint32_t i, Time now) {
  Relationship& r = relationships_[i];
  active_time_.add_since(-1, r.spell_end, now);
  if (r.true_tier == Tier::high) high_time_.add_since(-1, r.spell_end, now);
  --active_;
  r.phase = Phase::quiet;
  r.spell_end += r.quiet;
  ++r.spell;
}

void World::fall_quiet_if_due(std::uint32_t i, Time now) {
  const Relationship& r = relationships_[i];
  if (r.phase == Phase::active && !r.active(now)) fall_quiet(i, now);
}

/// To be called before anybody asks how many are active.
void World::fall_quiet_all_due(Time now) {
  if (journal_) note_quiet(now);
  for (std::uint32_t i = 0; i < relationships_.size(); ++i) fall_quiet_if_due(i, now);
}

void World::end_relationship(std::uint32_t i, Context& ctx) {
  Relationship& r = relationships_[i];
  if (journal_) note(Happening::relationship_ends, i, ctx.now());
  set_phase(r, Phase::ended, ctx.now());
  ctx.cancel(r.pending);
  perhaps_over_.push_back(i);
  const config::Relationships& c = abuse().relationships;
  const sim::UniformPair u = ctx.uniform_pair(r.id, Draw::next_partner);
  if (u.first >= c.new_partner) return;
  expect_another(r.id, r.perpetrator, ctx.now() + c.new_partner_after.quantile(u.second), ctx);
}

/// Decides a candidate for a move of the true tier: low heights are moves up, the next ones moves down.
/// \param unmet_ratio  factor on moving up for unmet need. \param guarded  factor on it for protections in force
void World::move_tier(Relationship& r, double height, double unmet_ratio, double guarded) {
  const config::TierMoves& c = abuse().tier_moves;
  const std::size_t tier = index(r.true_tier);
  if (height < c.up.of[tier] * unmet_ratio * guarded) {
    r.true_tier = static_cast<Tier>(tier + 1);
    measures_.add(Measure::tier_escalations);
  } else if (height >= plan_->most_tier_moves - c.down.of[tier]) {
    r.true_tier = static_cast<Tier>(tier - 1);
    measures_.add(Measure::tier_deescalations);
  }
}

/// Puts the relationship's earliest clock on the calendar. Nothing happens when an active spell gives way to a quiet
/// one, so that takes no event of its own: the next one is the end of the quiet spell.
void World::reschedule(std::uint32_t i, Context& ctx) {
  Relationship& r = relationships_[i];
  Time next = r.spell_end;
  if (r.phase == Phase::active) {
    next = std::min({r.incident.at, r.change.at, r.spell_end});
    if (next == r.spell_end && !ends_with_spell(r)) {
      next += r.quiet;
      if (journal_) journal_.expect_quiet(r.spell_end, i);
    }
  }
  if (ctx.is_pending(r.pending))
    ctx.reschedule(r.pending, next);
  else
    r.pending = ctx.schedule(next, {Event::Kind::relationship, 0, i});
}

/// Looks again for the next incident, since the hazard has changed. \param change  `falls`: it is nowhere higher
void World::refresh(std::uint32_t i, Hazard change, Context& ctx) {
  Relationship& r = relationships_[i];
  fall_quiet_if_due(i, ctx.now());
  if (r.phase != Phase::active) return;
  const Time before = r.incident.at;
  if (before <= ctx.now()) return;  // it happens now, and who deals with it looks for the next
  if (change == Hazard::falls) {  // no candidate before it has become an incident: it stays the next, or a later one is
    if (before >= r.spell_end || is_incident(r, before, r.incident.height, base_hazard(r))) return;
    find_incident(r, before, ctx);
  } else {
    find_incident(r, ctx.now(), ctx);
  }
  if (r.incident.at != before && ctx.is_pending(r.pending)) reschedule(i, ctx);
}

}  // namespace abuse
