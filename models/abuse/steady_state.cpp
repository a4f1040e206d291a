#include "models/abuse/algorithms.hpp"
#include "models/abuse/world.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace abuse {

const Algorithm start_algorithm{
    "The state at the start",
    "Relationships are begun over a look-back before the warm-up and lived through quickly, with spells, moves of the "
    "tier, tellings and trust but without services; those that are still there become the people at the start, so that "
    "the number and ages of relationships are stationary.\n"
    "Services start empty and fill during the warm-up, which runs once under the baseline. Stays longer than the "
    "warm-up (unlimited services only) are completed at its end: whoever entered in its last part stands for others "
    "like them earlier, each with a length of their own; so too what was still to follow from incidents before the "
    "warm-up.\n"
    "The state is drawn anew in each replication; it is random, not fixed."};

Entrant World::entrant(std::uint16_t service, std::uint32_t i, std::uint32_t subject, std::uint8_t grade,
                       Time now) const {
  const Relationship& r = relationships_[i];
  return {.id = r.id,
          .at = now,
          .birth = system().services[service].role == Role::child ? children_[subject].birth : now,
          .service = service,
          .locality = r.locality,
          .known_to = r.victim.known_to,
          .grade = grade,
          .assessed = r.victim.assessed,
          .true_tier = r.true_tier,
          .person = r.victim.person,
          .rural = r.rural};
}

void World::remember_entrant(const Case& c, Time now) {
  entrants_.push_back(entrant(c.service, c.relationship, c.subject, c.grade, now));
}

/// To be called before the counted period, whether or not it then comes to anything.
void World::remember_expected(const CompiledSystem::Consequence& q, std::uint32_t i, std::uint32_t subject, Time now) {
  expected_.push_back(
      {entrant(q.enters, i, subject, unassessed, now), static_cast<std::uint16_t>(&q - system().consequences.data())});
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
  Stay stay{entrant.service, entrant.at - shift, 0, {}};
  for (std::uint64_t step = sim::born(id, 3);; step = sim::born(step, 1)) {
    const CompiledService& s = system().services[stay.service];
    if (s.duration && !long_service_[stay.service]) return {};
    stay.course =
        course_of(s, step, s.duration ? s.duration->quantile(ctx.uniform(step, Draw::past_duration)) : 0, ctx);
    stay.until = stay.since + stay.course.length;
    if (s.role == Role::child) {
      const Time grown_up = Child{.birth = entrant.birth - shift}.of_age();
      if (stay.since >= grown_up) return {};
      stay.until = std::min(stay.until, grown_up);
    }
    if (stay.until > ctx.now()) return stay;
    const auto& ways = ways_on(s, stay.course.ending, entrant.grade);
    const double u = ctx.uniform(step, Draw::next_step, s.key);
    const auto way = std::ranges::find_if(ways, [u](const Way& w) { return u < w.cumulative; });
    if (way == ways.end() || way->to == none16) return {};
    const CompiledService& next = system().services[way->to];
    if (next.role != s.role || stay.until < next.start || stay.until >= next.end) return {};
    stay = {way->to, stay.until, 0, {}};
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

/// What follows on an incident may follow years later, so that some of what comes in the counted period goes back to
/// before the warm-up. Everybody who was to expect something during it stands for one like them one warm-up earlier,
/// two earlier, and so on, each with a lag of their own; those whose time is still to come are referred.
void World::expect_from_before(Context& ctx) {
  const Time span = ctx.now() - began_;
  for (std::size_t e = 0; span > 0 && e < expected_.size(); ++e) {
    const Entrant& who = expected_[e].who;
    const auto& q = system().consequences[expected_[e].consequence];
    for (int back = 1; back * span < 60 * config::year; ++back) {
      const std::uint64_t id = sim::born(sim::born(who.id, q.key), 200'000 + e * 100 + static_cast<std::size_t>(back));
      const Time due = who.at - back * span + q.lag->quantile(ctx.uniform(id, Draw::past_duration));
      const Time age = due - (who.birth - back * span);
      const bool of_age = system().services[who.service].role != Role::child || (age >= q.from_age && age < q.to_age);
      if (due <= ctx.now() || !of_age) continue;
      std::uint32_t relationship;
      const std::uint32_t subject = past_subject(who, back * span, id, relationship);
      refer({.relationship = relationship,
             .subject = system().services[who.service].role == Role::child ? subject : none32,
             .to = q.enters,
             .cause = id,
             .lag = due - ctx.now()},
            ctx);
    }
  }
  expected_.clear();
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
  discard(c, ctx.now());
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
  record.ending = stay.course.ending;
  if (stay.since + stay.course.breach > ctx.now()) record.breach = stay.since + stay.course.breach;
  record.due = ctx.schedule(std::min(record.until, record.breach), {Event::Kind::case_due, 0, c});
  resources_[s.resource][record.pool].take_over(ctx.now());
  states_[stay.service].open.add(1, ctx.now());
  apply_marks(s, record, 1);
  if (s.status != none8) enter_status(s, subject, ctx.now());
  if (s.role == Role::child) remember_child(s, subject, stay.since);
  if (s.log_hazard_ratio && s.role == Role::perpetrator)
    perpetrators_[subject].protections.push_back({stay.service, forever});
}

}  // namespace abuse
