#include <cmath>

#include "models/abuse/world.hpp"

namespace abuse {

void World::remember_entrant(const Case& c, Time now) {
  if (now < began_ / 2) return;
  entrants_.push_back({c.relationship, c.subject, c.service, c.grade, now});
}

/// A person like the entrant whose case began that much earlier; their relationship has long ended.
std::uint32_t World::past_subject(const Entrant& entrant, Time shift, std::uint64_t id) {
  const Relationship& like = relationships_[entrant.relationship];
  const auto number = static_cast<std::uint32_t>(relationships_.size());
  Relationship past;
  past.id = id;
  past.phase = Phase::ended;
  past.true_tier = like.true_tier;
  past.locality = like.locality;
  past.rural = like.rural;
  past.victim.sex = like.victim.sex;
  past.victim.known_to = like.victim.known_to;
  past.victim.assessed = like.victim.assessed;
  past.first_child = static_cast<std::uint32_t>(children_.size());
  past.perpetrator = static_cast<std::uint32_t>(perpetrators_.size());
  perpetrators_.push_back({.id = sim::born(id, 1), .relationship = number});
  const Role role = system().services[entrant.service].role;
  if (role == Role::child) {
    past.children = 1;
    const Child& child = children_[entrant.subject];
    children_.push_back({.id = sim::born(id, 2), .relationship = number, .birth = child.birth - shift});
  }
  relationships_.push_back(std::move(past));
  if (role == Role::child) return static_cast<std::uint32_t>(children_.size() - 1);
  return role == Role::victim ? number : static_cast<std::uint32_t>(perpetrators_.size() - 1);
}

/// Care and long sentences last longer than the warm-up. In its second half the baseline is near its stationary flow, so
/// every case that entered then stands for one like it half a warm-up earlier, two halves earlier, and so on, each with
/// a length of its own; those that would still be open now take the place of whatever is left from the first half. So
/// stocks start at their stationary age distribution.
void World::add_older_cases(Context& ctx) {
  const Time span = -began_ / 2;
  if (span <= 0) return;
  for (std::uint32_t c = 0; c < cases_.size(); ++c) {
    if (cases_[c].state != Case::State::open || cases_[c].subject == none32) continue;
    if (!long_service_[cases_[c].service] || cases_[c].since >= -span) continue;
    const Case early = cases_[c];
    const CompiledService& s = system().services[early.service];
    ctx.cancel(early.due);
    end_effects(s, early, ctx);
    states_[early.service].open.add(-1, ctx.now());
    resources_[s.resource][early.pool].release(ctx.now());
    discard(c);
  }
  const std::size_t n = entrants_.size();
  for (std::size_t e = 0; e < n; ++e) {
    const Entrant entrant = entrants_[e];
    const CompiledService& s = system().services[entrant.service];
    for (int back = 1; back * span < 60 * config::year; ++back) {
      const Time shift = back * span, began = entrant.at - shift;
      const std::uint64_t id = sim::born(sim::born(relationships_[entrant.relationship].id, s.key), 100'000 + e * 100 + static_cast<std::size_t>(back));
      double length = s.duration->quantile(ctx.uniform(id, Draw::past_duration));
      if (s.role == Role::child) length = std::min(length, children_[entrant.subject].birth - shift + 18 * config::year - began);
      if (began + length <= ctx.now()) continue;
      const std::uint32_t subject = past_subject(entrant, shift, id);
      const auto relationship = static_cast<std::uint32_t>(relationships_.size() - 1);
      const std::uint32_t c = open_record({.relationship = relationship, .subject = subject, .to = entrant.service,
                                           .grade = entrant.grade, .cause = id}, entrant.service, subject, ctx);
      Case& record = cases_[c];
      record.state = Case::State::open;
      record.since = record.referred = began;
      record.due = ctx.schedule(began + length, {Event::Kind::case_due, 0, c});
      resources_[s.resource][record.pool].take_over(ctx.now());
      states_[entrant.service].open.add(1, ctx.now());
      apply_marks(s, record, 1);
      if (s.log_hazard_ratio && s.role == Role::perpetrator) perpetrators_[subject].protections.push_back({entrant.service, forever});
    }
  }
  entrants_.clear();
}

}  // namespace abuse
