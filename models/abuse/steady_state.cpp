#include "models/abuse/world.hpp"

#include <cmath>

namespace abuse {

void World::remember_entrant(const Case& c, Time now) {
  const Relationship& r = relationships_[c.relationship];
  const bool child = system().services[c.service].role == Role::child;
  entrants_.push_back({.id = r.id,
                       .at = now,
                       .birth = child ? children_[c.subject].birth : now,
                       .service = c.service,
                       .locality = r.locality,
                       .known_to = r.victim.known_to,
                       .grade = c.grade,
                       .assessed = r.victim.assessed,
                       .true_tier = r.true_tier,
                       .person = r.victim.person,
                       .rural = r.rural});
}

/// A person like the entrant whose case began that much earlier; their relationship has long ended.
std::uint32_t World::past_subject(const Entrant& entrant, Time shift, std::uint64_t id, std::uint32_t& relationship) {
  relationship = static_cast<std::uint32_t>(relationships_.size());
  const Role role = system().services[entrant.service].role;
  Relationship past;
  past.id = id;
  past.phase = Phase::ended;
  past.true_tier = entrant.true_tier;
  past.locality = entrant.locality;
  past.rural = entrant.rural;
  past.victim.person = entrant.person;
  past.victim.known_to = entrant.known_to;
  past.victim.assessed = entrant.assessed;
  past.children = role == Role::child ? 1 : 0;
  past.first_child = add_children(past.children);
  past.perpetrator = add_perpetrator(sim::born(id, 1));
  perpetrators_[past.perpetrator].relationship = relationship;
  perpetrators_[past.perpetrator].relationships = 1;
  if (role == Role::child)
    children_[past.first_child] = {
        .id = sim::born(id, 2), .relationship = relationship, .birth = entrant.birth - shift};
  relationships_.push_back(past);
  if (journal_) note(Happening::relationship_begins, relationship, entrant.at - shift);
  return role == Role::child ? past.first_child : role == Role::victim ? relationship : past.perpetrator;
}

/// Care and long sentences last longer than the warm-up. As the baseline comes to its stationary flow, every case that
/// entered during the last `span` stands for one like it a span earlier, two spans earlier, and so on, each with a
/// length of its own; those that would still be open now take the place of whatever is left from before. So stocks
/// start at their stationary age distribution. Done several times, so that what follows from long stays (returns home)
/// comes to its stationary flow too, the last time at the end.
void World::settle(Time span, Context& ctx) {
  if (span <= 0) return;
  for (std::uint32_t c = 0; c < cases_.size(); ++c) {
    if (cases_[c].state != Case::State::open || cases_[c].subject == none32) continue;
    if (!long_service_[cases_[c].service] || cases_[c].since >= ctx.now() - span) continue;
    const Case early = cases_[c];
    const CompiledService& s = system().services[early.service];
    ctx.cancel(early.due);
    if (journal_) note(Happening::set_aside, early, ctx.now(), ctx.now() - early.since);
    end_effects(s, early, ctx);
    states_[early.service].open.add(-1, ctx.now());
    resources_[s.resource][early.pool].release(ctx.now());
    discard(c);
  }
  std::erase_if(entrants_, [&](const Entrant& e) { return e.at < ctx.now() - span; });
  const std::size_t n = entrants_.size();
  for (std::size_t e = 0; e < n; ++e) {
    const Entrant entrant = entrants_[e];
    const CompiledService& s = system().services[entrant.service];
    for (int back = 1; back * span < 60 * config::year; ++back) {
      const Time shift = back * span, began = entrant.at - shift;
      const std::uint64_t id =
          sim::born(sim::born(entrant.id, s.key), 100'000 + e * 100 + static_cast<std::size_t>(back));
      double length = s.duration->quantile(ctx.uniform(id, Draw::past_duration));
      if (s.role == Role::child) length = std::min(length, entrant.birth - shift + 18 * config::year - began);
      if (began + length <= ctx.now()) continue;
      std::uint32_t relationship;
      const std::uint32_t subject = past_subject(entrant, shift, id, relationship);
      const std::uint32_t c = open_record({.relationship = relationship,
                                           .subject = subject,
                                           .to = entrant.service,
                                           .grade = entrant.grade,
                                           .cause = id},
                                          entrant.service, subject, ctx);
      Case& record = cases_[c];
      record.state = Case::State::open;
      record.since = record.referred = began;
      record.until = began + length;
      record.due = ctx.schedule(began + length, {Event::Kind::case_due, 0, c});
      resources_[s.resource][record.pool].take_over(ctx.now());
      states_[entrant.service].open.add(1, ctx.now());
      apply_marks(s, record, 1);
      if (s.log_hazard_ratio && s.role == Role::perpetrator)
        perpetrators_[subject].protections.push_back({entrant.service, forever});
    }
  }
}

}  // namespace abuse
