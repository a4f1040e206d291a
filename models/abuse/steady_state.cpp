#include "models/abuse/world.hpp"

#include <algorithm>
#include <optional>
#include <vector>

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

/// Where they are now who entered a long stay that much earlier: each stay has a length of its own and may lead into
/// the next (care, home again, care). \return nothing if they have left, or grown up
std::optional<Stay> World::stay_now(const Entrant& entrant, Time shift, std::uint64_t id, const Context& ctx) const {
  Stay stay{entrant.service, entrant.at - shift, 0};
  for (std::uint64_t step = sim::born(id, 3);; step = sim::born(step, 1)) {
    const CompiledService& s = system().services[stay.service];
    if (s.duration && !long_service_[stay.service]) return {};
    stay.until = stay.since + (s.duration ? s.duration->quantile(ctx.uniform(step, Draw::past_duration)) : 0);
    if (s.role == Role::child) {
      const Time grown_up = entrant.birth - shift + 18 * config::year;
      if (stay.since >= grown_up) return {};
      stay.until = std::min(stay.until, grown_up);
    }
    if (stay.until > ctx.now()) return stay;
    const auto& ways = s.next[entrant.grade];
    const double u = ctx.uniform(step, Draw::next_step, s.key);
    const auto way = std::ranges::find_if(ways, [u](const Way& w) { return u < w.cumulative; });
    if (way == ways.end() || way->to == none16 || system().services[way->to].role != s.role) return {};
    stay = {way->to, stay.until, 0};
  }
}

/// Care and long sentences last longer than the warm-up. As the baseline comes to its stationary flow, everybody who
/// entered a long stay from outside during the last `span` stands for one like them two spans earlier, three spans
/// earlier, and so on, each going on from stay to stay by draws of their own. Those who would still be inside now are
/// as many as there should be of stays begun more than two spans ago: so stocks start at their stationary age
/// distribution. Whoever has been inside that long in truth stays, in the place of one of them, so that as few people
/// as possible become free to enter again.
void World::settle(Time span, Context& ctx) {
  if (span <= 0) return;
  std::vector<std::vector<std::uint32_t>> inside(long_service_.size());  // by service: since before the last two spans
  for (std::uint32_t c = 0; c < cases_.size(); ++c) {
    const Case& record = cases_[c];
    if (record.state != Case::State::open || record.subject == none32 || !long_service_[record.service]) continue;
    if (record.staying < ctx.now() - 2 * span) inside[record.service].push_back(c);
  }
  std::erase_if(entrants_, [&](const Entrant& e) { return e.at < ctx.now() - span; });
  std::vector<std::size_t> wanted(long_service_.size());
  const std::size_t n = entrants_.size();
  for (std::size_t e = 0; e < n; ++e) {
    const Entrant entrant = entrants_[e];
    const std::uint32_t key = system().services[entrant.service].key;
    for (int back = 2; back * span < 60 * config::year; ++back) {
      const std::uint64_t id =
          sim::born(sim::born(entrant.id, key), 100'000 + e * 100 + static_cast<std::size_t>(back));
      const auto stay = stay_now(entrant, back * span, id, ctx);
      if (!stay) continue;
      const bool since_the_start = entrant.at - back * span >= began_;
      if (since_the_start && wanted[stay->service] < inside[stay->service].size())
        ++wanted[stay->service];
      else
        stay_on(entrant, *stay, back * span, id, ctx);
    }
  }
  for (std::size_t s = 0; s < inside.size(); ++s)
    for (std::size_t k = wanted[s]; k < inside[s].size(); ++k) set_aside(inside[s][k], ctx);
}

/// Ends a stay as if it had never been.
void World::set_aside(std::uint32_t c, Context& ctx) {
  const Case early = cases_[c];
  const CompiledService& s = system().services[early.service];
  ctx.cancel(early.due);
  if (journal_) note(Happening::set_aside, early, ctx.now(), ctx.now() - early.since);
  end_effects(s, early, ctx);
  states_[early.service].open.add(-1, ctx.now());
  resources_[s.resource][early.pool].release(ctx.now());
  discard(c);
}

/// Opens the case of a past entrant who is still inside.
void World::stay_on(const Entrant& entrant, const Stay& stay, Time shift, std::uint64_t id, Context& ctx) {
  const CompiledService& s = system().services[stay.service];
  std::uint32_t relationship;
  const std::uint32_t subject = past_subject(entrant, shift, id, relationship);
  const std::uint32_t c = open_record({.relationship = relationship,
                                       .subject = subject,
                                       .to = stay.service,
                                       .grade = entrant.grade,
                                       .cause = id,
                                       .staying = entrant.at - shift},
                                      stay.service, subject, ctx);
  Case& record = cases_[c];
  record.state = Case::State::open;
  record.since = record.referred = stay.since;
  record.until = stay.until;
  record.due = ctx.schedule(stay.until, {Event::Kind::case_due, 0, c});
  resources_[s.resource][record.pool].take_over(ctx.now());
  states_[stay.service].open.add(1, ctx.now());
  apply_marks(s, record, 1);
  if (s.log_hazard_ratio && s.role == Role::perpetrator)
    perpetrators_[subject].protections.push_back({stay.service, forever});
}

}  // namespace abuse
