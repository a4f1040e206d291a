#include "models/abuse/world.hpp"

#include <algorithm>

namespace abuse {

/// Notes that a child has a case from now on: known to children's services, and had a case of this service.
void World::remember_child(const CompiledService& s, std::uint32_t child, Time since) {
  Child& c = children_[child];
  c.known = c.known || s.safeguarding.has_value();
  if (s.remembered == none16) return;
  const auto before = std::ranges::find(c.had, s.remembered, &Child::Had::service);
  if (before != c.had.end())
    before->began = since;
  else
    c.had.push_back({s.remembered, since});
}

/// Counts a case that begins in the metrics that count some cases only, before it is remembered itself.
void World::count_some(const CompiledService& s, const Case& c, const Context& ctx) {
  for (const CompiledService::Counted& counted : s.counts_some) {
    if (counted.after != none16) {
      const auto& had = children_[c.subject].had;
      const auto before = std::ranges::find(had, counted.after, &Child::Had::service);
      const bool seen = before != had.end();
      if (seen && ctx.now() - before->began > counted.within) continue;
      if (!seen && ctx.uniform(children_[c.subject].id, Draw::had_before, counted.key) >= counted.unseen) continue;
    }
    if (counted.share < 1 && ctx.uniform(address(c), Draw::counted, counted.key) >= counted.share) continue;
    measures_.add(counted.metric, 1);
  }
}

/// The family's victim trusts less when a service such as this begins with them: once for all their children.
void World::lose_trust(const CompiledService& s, const Case& c) {
  if (s.trust_loss == 0) return;
  Relationship& r = relationships_[c.relationship];
  if (s.role == Role::child)
    for (std::uint32_t child = r.first_child; child < r.first_child + r.children; ++child)
      for (std::uint32_t other = children_[child].first_case; other != none32; other = cases_[other].next_of_subject)
        if (child != c.subject && cases_[other].service == c.service && cases_[other].state == Case::State::open)
          return;
  r.victim.trust = std::max(abuse().trust.floor, r.victim.trust * (1 - s.trust_loss));
}

/// The victim's children move with them.
void World::move_children(const Case& c, Time now) {
  const Relationship& r = relationships_[c.relationship];
  for (std::uint32_t k = 0; k < r.children; ++k) {
    const Child& child = children_[r.first_child + k];
    if (child.removed == 0 && now < child.of_age()) measures_.add(plan_->children.moved, 1);
  }
}

/// What follows when the perpetrator is taken into custody. A sentence that follows on remand at once is one stay.
/// \param at_liberty_since  when the last stay ended
void World::follow_custody(std::uint32_t i, std::uint64_t cause, Time at_liberty_since, Context& ctx) {
  if (at_liberty_since == ctx.now()) return;
  for (const auto& q : system().consequences)
    if (q.of == Trigger::custody && ctx.uniform(cause, Draw::followed, q.key) < q.chance[0])
      consequence(q, i, none32, cause, ctx);
}

/// Children are new in each relationship. A share of them had seen abuse in an earlier one of their parent and are
/// counted there. Somebody exposed for the first time will come of age in a year that is known, wherever they are then.
/// Those exposed long before the warm-up come of age in the counted period too: everybody first exposed in the second
/// half of the warm-up stands for one like them half a warm-up earlier, two halves earlier, and so on.
void World::expect_of_age(Child& c, Severity severity, const Context& ctx) {
  if (c.will_be_of_age || !abuse().adult_outcomes || index(severity) < abuse().adult_outcomes->from_severity) return;
  c.will_be_of_age = true;
  if (ctx.uniform(c.id, Draw::exposed_before) < abuse().adult_outcomes->exposed_before) return;
  exposed_of_age_.resize(plan_->years);
  const auto book = [&](Time at) {
    if (at >= 0 && at < plan_->horizon) ++exposed_of_age_[static_cast<std::size_t>(at / config::year)];
  };
  if (counting_) return book(c.of_age());
  const Time span = -began_ / 2;
  if (ctx.now() < -span || span <= 0) return;
  for (Time at = c.of_age(); at >= 0; at -= span) book(at);
}

/// Books those who come of age in the year that ends, and what is to be expected of them.
void World::book_of_age() {
  if (!abuse().adult_outcomes || exposed_of_age_.empty()) return;
  const config::AdultOutcomes& c = *abuse().adult_outcomes;
  const double people = exposed_of_age_[year_];
  measures_.add(plan_->children.exposed_of_age, people);
  measures_.add(plan_->children.adult_victims, people * c.victims * (c.risk_ratio - 1));
  measures_.add(plan_->children.adult_perpetrators, people * c.perpetrators * (c.risk_ratio - 1));
}

/// Looks at every child whom children's services know.
void World::sample_safeguarding(Time now) {
  const Plan::Children& metrics = plan_->children;
  measures_.weigh(metrics.safeguarding_sum, 1);
  for (const Relationship& r : relationships_) {
    if (r.phase == Phase::forgotten || r.children == 0) continue;
    const bool living = r.phase != Phase::ended;
    for (std::uint32_t k = 0; k < r.children; ++k) {
      const Child& child = children_[r.first_child + k];
      if (!child.known || now >= child.of_age()) continue;
      double level = 0;
      for (std::uint32_t c = child.first_case; c != none32; c = cases_[c].next_of_subject)
        if (cases_[c].state == Case::State::open || cases_[c].state == Case::State::waiting)
          level = std::max(level, system().services[cases_[c].service].safeguarding.value_or(0));
      if (!living && level == 0) continue;
      measures_.add(metrics.safeguarding_sum, level);
      measures_.add(metrics.safeguarding_level, level);
      measures_.weigh(metrics.safeguarding_level, 1);
    }
  }
}

}  // namespace abuse
