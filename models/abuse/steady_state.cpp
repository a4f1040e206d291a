#include <cmath>

#include "models/abuse/world.hpp"

namespace abuse {

void World::remember_entrant(const Case& c, Time now) {
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

/// Care and long sentences last longer than the warm-up. As the baseline is stationary, every case that entered during
/// the warm-up stands for one like it a warm-up earlier, two earlier, and so on, each with a length of its own; those
/// that would still be open now are added. So stocks start at their stationary age distribution.
void World::add_older_cases(Context& ctx) {
  const Time span = -began_;
  if (span <= 0) return;
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
      ++states_[entrant.service].entered;
      apply_marks(s, record, 1);
      if (s.log_hazard_ratio && s.role == Role::perpetrator) perpetrators_[subject].protections.push_back({entrant.service, forever});
    }
  }
  entrants_.clear();
}

}  // namespace abuse
