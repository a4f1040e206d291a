#include "models/abuse/free_place.hpp"
#include "models/abuse/world.hpp"

#include <algorithm>
#include <cmath>

namespace abuse {

std::uint32_t& World::first_case(Role role, std::uint32_t subject) {
  switch (role) {
    case Role::victim: return relationships_[subject].victim.first_case;
    case Role::perpetrator: return perpetrators_[subject].first_case;
    case Role::child: break;
  }
  return children_[subject].first_case;
}

std::uint32_t World::open_record(const Referral& r, std::uint16_t service, std::uint32_t subject, Context& ctx) {
  const std::uint32_t c = take_place(cases_, free_cases_);
  const CompiledService& s = system().services[service];
  Case& record = cases_[c];
  record.cause = r.cause;
  record.hops = static_cast<std::uint16_t>(r.hops + 1);
  record.since = record.referred = ctx.now();
  if (r.from != none16 && are_one(system().services[r.from], s)) {
    record.asked = r.asked;
    record.served = r.asked && r.served;
    if (r.asked && !r.served) record.referred = r.referred;
  }
  record.relationship = r.relationship;
  record.subject = subject;
  record.service = service;
  record.grade = r.grade;
  record.repeat = r.repeat;
  record.route = r.route;
  record.staying = r.staying;
  record.state = Case::State::travelling;
  record.pool =
      pool_of(s.is_batch() ? s.split : system().resources[s.resource].split, relationships_[r.relationship].locality);
  std::uint32_t& first = first_case(s.role, subject);
  record.next_of_subject = first;
  first = c;
  if (counting_ && record.next_of_subject == none32) restate(s.role, subject, ctx.now());
  return c;
}

/// Unlinks and frees the record.
void World::discard(std::uint32_t c, Time now) {
  Case& record = cases_[c];
  if (record.subject != none32) {
    const CompiledService& s = system().services[record.service];
    std::uint32_t& first = first_case(s.role, record.subject);
    std::uint32_t* link = &first;
    while (*link != c) link = &cases_[*link].next_of_subject;
    *link = record.next_of_subject;
    const bool said = record.state == Case::State::open && s.status != none8;
    if (counting_ && (said || first == none32)) restate(s.role, record.subject, now);
    if (relationships_[record.relationship].phase == Phase::ended) perhaps_over_.push_back(record.relationship);
  }
  record.state = Case::State::gone;
  free_cases_.push_back(c);
}

void World::count(const CompiledService& s, std::size_t metric, const Case& c, double x) {
  if (c.subject == none32 && !(s.background && s.background->counted)) return;
  measures_.add(metric, x);
  if (c.subject != none32)
    grouped(metric, relationships_[c.relationship], x);
  else if (const auto base = plan_->catalogue.group_base(metric))
    measures_.add(*base + plan_->catalogue.groups(), x);
}

/// Place in the line of a service: the smallest first, ties by arrival. Those not yet assessed stand with the standard.
double World::urgency(const CompiledService& s, const Case& c, const Context& ctx) const {
  const std::size_t grade = c.grade < tiers ? c.grade : index(Tier::standard);
  switch (s.discipline) {
    case Discipline::lifo: return -c.since;
    case Discipline::priority: return static_cast<double>(tiers - 1 - grade);
    case Discipline::deadline:
      return c.since + s.deadline->of[grade].quantile(ctx.uniform(address(c), Draw::deadline, s.key));
    case Discipline::record: return place_by_record(perpetrators_[relationships_[c.relationship].perpetrator]);
    case Discipline::fifo: break;
  }
  return 0;
}

void World::arrive(std::uint32_t c, Context& ctx) {
  Case& record = cases_[c];
  const CompiledService& s = system().services[record.service];
  const Time now = ctx.now();
  const bool person = record.subject != none32;
  if (person && s.role == Role::child && now >= children_[record.subject].of_age()) {
    if (journal_) note(Happening::outgrown, record, now);
    discard(c, ctx.now());
    return;
  }
  record.since = now;
  const bool anew = !record.asked;
  record.asked = true;
  if (anew || record.served) record.referred = now;
  if (anew) count(s, s.metrics.referrals, record);
  if (person && anew) {
    const config::Trust& trust = abuse().trust;
    const bool trusts = s.taken_up && s.role == Role::victim;
    const double trusted =
        trusts ? 1 - trust.weight + trust.weight * relationships_[record.relationship].victim.trust : 1;
    const double takes_up = s.engagement[record.grade] * trusted;
    if (takes_up < 1 && ctx.uniform(address(record), Draw::engagement, s.key) >= takes_up) {
      count(s, s.metrics.declined, record);
      if (journal_) note(Happening::declined, record, now);
      discard(c, ctx.now());
      return;
    }
  }
  if (person && !takes_when_full(s, record, ctx)) {
    const Case gone = record;
    count(s, s.when_full->not_taken, gone);
    if (journal_) note(Happening::turned_away, gone, now);
    discard(c, now);
    if (s.when_full->sends != none16) refer(sent_on(gone, s.when_full->sends), ctx);
    return;
  }
  if (person) {
    ++states_[record.service].entered;
    if (journal_) note(Happening::arrived, record, now);
  }
  using Resource = sim::Resource<std::uint32_t>;
  const auto join = [&](double place) -> Resource::Reply {
    if (!s.is_batch()) {
      Resource& resource = resources_[s.resource][record.pool];
      if (s.keeps_unit && record.served && static_cast<double>(resource.in_use()) < resource.capacity()) {
        resource.take_over(now);  // just given back, before anybody in line was asked
        return {Resource::Answer::seized, {}};
      }
      return resource.request(c, place, now);
    }
    auto& batch = batches_[record.service][record.pool];
    if (batch.is_full()) return {Resource::Answer::balks, {}};
    return {Resource::Answer::waits, batch.join(c, place, now)};
  };
  const Resource::Reply reply = join(urgency(s, record, ctx));
  if (s.may_turn_away && anew && (person || (s.background && s.background->counted)))
    measures_.weigh(s.metrics.turned_away_share, 1);
  if (reply.answer == Resource::Answer::seized) {
    begin(c, ctx);
    return;
  }
  if (reply.answer == Resource::Answer::balks) {
    const Case gone = record;
    if (person) ++states_[record.service].left;
    if (journal_ && person) note(Happening::turned_away, gone, now);
    discard(c, ctx.now());
    if (!person || !moves_on(gone, ctx)) {
      count(s, s.metrics.turned_away, gone);
      count(s, s.metrics.turned_away_share, gone);
    }
    if (person) take_fallback(gone, ctx);
    return;
  }
  record.place = reply.place;
  record.state = Case::State::waiting;
  if (!person) return;
  states_[record.service].waiting.add(1, now);
  if (journal_) note(Happening::waits, record, now);
  if (has(s.marks, Mark::support)) ++relationships_[record.relationship].victim.waiting;
  Time leaves = s.patience ? now + s.patience->quantile(ctx.uniform(address(record), Draw::patience, s.key)) : forever;
  if (s.role == Role::child) leaves = std::min(leaves, children_[record.subject].of_age());
  if (leaves < forever) record.due = ctx.schedule(leaves, {Event::Kind::case_due, 0, c}, patience_rank);
}

/// The case has its unit of capacity, or needs none.
void World::begin(std::uint32_t c, Context& ctx) {
  Case& record = cases_[c];
  const CompiledService& s = system().services[record.service];
  const Time now = ctx.now();
  const bool person = record.subject != none32;
  if (record.state == Case::State::waiting && person) {
    ctx.cancel(record.due);
    states_[record.service].waiting.add(-1, now);
    if (has(s.marks, Mark::support)) --relationships_[record.relationship].victim.waiting;
  }
  if (!record.served && (person || (s.background && s.background->counted))) {
    measures_.add(s.metrics.cases, 1);
    measures_.add(s.metrics.wait, now - record.referred);
    measures_.weigh(s.metrics.wait, 1);
    measures_.weigh(s.metrics.repeat, 1);
    if (record.repeat) measures_.add(s.metrics.repeat, 1);
  }
  record.state = Case::State::open;
  record.since = now;
  if (person && s.status != none8) enter_status(s, record.subject, now);
  double length;
  if (person) {
    if (journal_) note(Happening::begun, record, now, now - record.referred);
    if (!record.served) {
      for (const std::size_t metric : s.counts) measures_.add(metric, 1);
      keep_for_claims(s.claim_events, claim_records_.events, record.relationship, now);
      keep_for_claims(s.claim_starts, claim_records_.starts, record.relationship, now);
    }
    count_some(s, record, ctx);
    if (s.role == Role::child) remember_child(s, record.subject, now);
    const Victim& v = relationships_[record.relationship].victim;
    post(s, &CompiledCost::per_case, 1, v.known_year >= 0 || v.known_to != 0);
    states_[record.service].open.add(1, now);
    count_duplicates(s, record);
    const bool full = is_full(s, record);
    const Perpetrator& p = perpetrators_[relationships_[record.relationship].perpetrator];
    const bool goes_inside = has(s.marks, Mark::custody) && p.in_custody == 0;
    start_effects(s, record, ctx);
    if (goes_inside) follow_custody(cases_[c].relationship, address(cases_[c]), p.out_of_custody, ctx);
    length = s.duration ? s.duration->quantile(ctx.uniform(address(cases_[c]), Draw::duration, s.key)) : 0;
    if (s.move_on) length += s.move_on->quantile(ctx.uniform(address(cases_[c]), Draw::move_on, s.key));
    if (full) length *= s.when_full->length;
    if (now < s.drain_until && s.drain_until < forever) length = std::min(length, s.drain_until - now);
    if (!counting_ && long_service_[cases_[c].service] && cases_[c].staying == forever) {
      cases_[c].staying = now;
      remember_entrant(cases_[c], now);
    }
  } else {
    if (s.background->counted) {
      post(s, &CompiledCost::per_case, 1, true);
      states_[record.service].open.add(1, now);
    }
    const sim::Distribution& d = s.background->duration ? *s.background->duration : *s.duration;
    length = d.quantile(ctx.uniform(record.cause, Draw::background_duration, s.key));
    if (s.move_on && !s.background->duration)
      length += s.move_on->quantile(ctx.uniform(record.cause, Draw::move_on, s.key));
  }
  if (person) {
    const Course course = course_of(s, address(cases_[c]), length, ctx);
    cases_[c].ending = course.ending;
    cases_[c].breach = now + course.breach;
    length = course.length;
  }
  cases_[c].until = now + length;
  if (person && s.role == Role::child)
    cases_[c].until = std::min(cases_[c].until, children_[cases_[c].subject].of_age());
  if (cases_[c].until > now)
    schedule_due(c, ctx);
  else
    close(c, ctx);
}

/// The next review of an open case, counted from its start, a breach, or its end if that is no later.
Time World::due_at(const CompiledService& s, const Case& c, Time now) {
  if (!s.review || c.subject == none32) return std::min(c.until, c.breach);
  const double reviews = std::floor((now - c.since) / s.review->every + 1e-9) + 1;
  return std::min(c.until, c.since + reviews * s.review->every);
}

void World::schedule_due(std::uint32_t c, Context& ctx) {
  Case& record = cases_[c];
  const CompiledService& s = system().services[record.service];
  record.due = ctx.schedule(due_at(s, record, ctx.now()), {Event::Kind::case_due, 0, c});
}

/// Two services at work on the same victim, each with a case of its own.
void World::count_duplicates(const CompiledService& s, const Case& c) {
  const bool supports = has(s.marks, Mark::support);
  if (s.role != Role::victim || (!s.assessment && !supports)) return;
  bool assesses = false, supported = false;
  for (std::uint32_t other = relationships_[c.relationship].victim.first_case; other != none32;
       other = cases_[other].next_of_subject) {
    const Case& o = cases_[other];
    const CompiledService& theirs = system().services[o.service];
    if (o.service == c.service) continue;
    assesses = assesses || (theirs.assessment && o.state != Case::State::travelling);
    supported = supported || (has(theirs.marks, Mark::support) && o.state == Case::State::open);
  }
  if (s.assessment && assesses) measures_.add(Measure::duplicate_cases);
  if (supports && supported) measures_.add(Measure::duplicate_interventions);
}

/// The case is done here: gives its unit back, is graded if this was an assessment, and moves on.
/// \param breach  number of the breach that ends it; 0: none does but one that monitoring finds
void World::close(std::uint32_t c, Context& ctx, std::uint64_t breach) {
  if (breach == 0 && ctx.now() < cases_[c].until) cases_[c].ending = Ending::finished;  // by a review
  const Case closed = cases_[c];
  const CompiledService& s = system().services[closed.service];
  const bool person = closed.subject != none32;
  if (person || s.background->counted) {
    states_[closed.service].open.add(-1, ctx.now());
    measures_.add(s.metrics.stay, ctx.now() - closed.since);
    if (!closed.served) measures_.weigh(s.metrics.stay, 1);
  }
  std::uint8_t grade = closed.grade;
  if (person) {
    ++states_[closed.service].left;
    end_effects(s, closed, ctx);
    if (s.counts_of_age && ctx.now() >= children_[closed.subject].of_age()) measures_.add(*s.counts_of_age, 1);
    if (s.assessment) grade = assess(s, closed, ctx);
    if (closed.ending == Ending::dropped_out && s.drops_out) {
      measures_.add(s.drops_out->metric, 1);
      if (journal_) note(Happening::dropped_out, closed, ctx.now());
    }
    if (journal_) note(Happening::closed, closed, ctx.now(), ctx.now() - closed.since);
    if (s.agency != none16 && s.role == Role::victim) {
      Victim& v = relationships_[closed.relationship].victim;
      v.known_to = static_cast<std::uint16_t>(v.known_to | 1U << s.agency);
    }
  }
  discard(c, ctx.now());
  if (!s.is_batch()) {
    resources_[s.resource][closed.pool].release(ctx.now());
    if (!s.keeps_unit) admit_all(s.resource, closed.pool, ctx);
  }
  if (person) send_onward(closed, s, grade, breach, ctx);
  if (s.keeps_unit) admit_all(s.resource, closed.pool, ctx);
}

/// The case has closed: they go where the service says.
void World::send_onward(const Case& closed, const CompiledService& s, std::uint8_t grade, std::uint64_t breach,
                        Context& ctx) {
  Referral onward = sent_on(closed, none16);
  onward.grade = grade;
  onward.repeat = false;
  if (counting_ || (s.duration && !long_service_[closed.service])) onward.staying = forever;
  if (closed.ending == Ending::breached && s.breach) {
    deal_with_breach(onward, breach != 0 ? breach : born_of(address(closed), Offspring::breach, 0), ctx);
    return;
  }
  go_on(onward, s, ways_on(s, closed.ending, grade), address(closed), ctx);
  if (closed.ending != Ending::finished) return;
  for (const Way& way : s.also[grade]) {
    if (way.share < 1 && ctx.uniform(address(closed), Draw::also, sim::born(s.key, way.key) & 0xffffffffU) >= way.share)
      continue;
    onward.to = way.to;
    refer(onward, ctx);
  }
}

/// By how the case ended.
const std::vector<Way>& World::ways_on(const CompiledService& s, Ending ending, std::uint8_t grade) {
  if (ending == Ending::dropped_out && s.drops_out) return s.drops_out->next;
  if (ending == Ending::breached && s.breach) return s.breach->next;
  return s.next[grade];
}

/// Refers them to one of several services, by chance.
void World::go_on(Referral onward, const CompiledService& s, const std::vector<Way>& ways, std::uint64_t at,
                  Context& ctx) {
  const double u = ways.size() > 1 ? ctx.uniform(at, Draw::next_step, s.key) : 0;
  for (const Way& way : ways) {
    if (u >= way.cumulative) continue;
    onward.to = way.to;
    refer(onward, ctx);
    return;
  }
}

/// Patience is over.
void World::abandon(std::uint32_t c, Context& ctx) {
  Case& record = cases_[c];
  const CompiledService& s = system().services[record.service];
  if (s.is_batch())
    batches_[record.service][record.pool].leave(record.place, ctx.now());
  else
    resources_[s.resource][record.pool].leave(record.place, ctx.now());
  states_[record.service].waiting.add(-1, ctx.now());
  if (has(s.marks, Mark::support)) --relationships_[record.relationship].victim.waiting;
  const bool of_age = s.role == Role::child && ctx.now() >= children_[record.subject].of_age();
  if (!of_age) measures_.add(s.metrics.reneged, 1);
  if (journal_) note(of_age ? Happening::outgrown : Happening::reneged, record, ctx.now(), ctx.now() - record.referred);
  ++states_[record.service].left;
  discard(c, ctx.now());
}

void World::case_due(std::uint32_t c, Context& ctx) {
  switch (cases_[c].state) {
    case Case::State::travelling: {
      if (!accepts(system().services[cases_[c].service], ctx.now())) {  // it closed while they were on their way
        const Case gone = cases_[c];
        if (journal_) note(Happening::not_taken, gone, ctx.now());
        discard(c, ctx.now());
        take_fallback(gone, ctx);
        return;
      }
      arrive(c, ctx);
      return;
    }
    case Case::State::waiting: abandon(c, ctx); return;
    case Case::State::open:
      if (ctx.now() < cases_[c].until && ctx.now() >= cases_[c].breach)
        find_breach(c, ctx);
      else if (ctx.now() >= cases_[c].until || review(c, ctx))
        close(c, ctx);
      else
        schedule_due(c, ctx);
      return;
    case Case::State::gone: break;
  }
  throw std::logic_error("replication " + std::to_string(ctx.replication()) + ", time " + std::to_string(ctx.now()) +
                         ": an event came for case " + std::to_string(c) + ", which is gone");
}

}  // namespace abuse
