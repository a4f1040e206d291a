#include "models/abuse/journal.hpp"

#include "models/abuse/world.hpp"

#include <cmath>

namespace abuse {

namespace {

economics::Pence charged(const CompiledService& s, CompiledPrice CompiledCost::*price, double quantity) {
  economics::Pence sum = 0;
  for (const CompiledCost& cost : s.costs) sum += std::llround(static_cast<double>((cost.*price).pence) * quantity);
  return sum;
}

}  // namespace

Entry World::entry(Happening what, std::uint32_t i, Time at) const {
  const Relationship& r = relationships_[i];
  Entry e;
  e.at = at;
  e.what = what;
  e.relationship = e.person = r.id;
  e.locality = r.locality;
  e.grade = r.victim.assessed;
  e.true_tier = r.true_tier;
  e.sex = r.victim.person.sex;
  e.age = r.victim.person.age;
  return e;
}

void World::note(Happening what, std::uint32_t i, Time at) const {
  Entry e = entry(what, i, at);
  if (what != Happening::relationship_begins) {
    journal_->note(e);
    return;
  }
  const Relationship& r = relationships_[i];
  e.number = r.children;
  journal_->note(e);
  e.role = Role::perpetrator;
  e.person = perpetrators_[r.perpetrator].id;
  journal_->note(e);
  e.role = Role::child;
  for (std::uint32_t k = 0; k < r.children; ++k) {
    const Child& child = children_[r.first_child + k];
    e.person = child.id;
    e.number = at - child.birth;
    journal_->note(e);
  }
}

void World::note_incident(std::uint32_t i, Severity severity, double harm, std::uint64_t candidate, Time at) const {
  Entry e = entry(Happening::incident, i, at);
  e.cause = e.address = candidate;
  e.severity = severity;
  e.number = harm;
  journal_->note(e);
}

void World::note_caused(Happening what, std::uint32_t i, std::uint64_t cause, Time at) const {
  Entry e = entry(what, i, at);
  e.cause = e.address = cause;
  journal_->note(e);
}

void World::note_route(Happening what, std::uint32_t i, const CompiledRoute& route, std::uint64_t cause,
                       Time at) const {
  Entry e = entry(what, i, at);
  e.cause = e.address = cause;
  e.route = static_cast<std::uint16_t>(&route - system().routes.data());
  e.service = route.enters;
  journal_->note(e);
}

Entry World::entry_of(Happening what, std::uint16_t service, std::uint32_t i, std::uint32_t subject, Time at) const {
  const CompiledService& s = system().services[service];
  Entry e = entry(what, i, at);
  e.role = s.role;
  e.service = service;
  if (s.role == Role::perpetrator) e.person = perpetrators_[subject].id;
  if (s.role == Role::child) e.person = children_[subject].id;
  return e;
}

void World::note(Happening what, const Referral& r, std::uint32_t subject, Time at) const {
  Entry e = entry_of(what, r.to, r.relationship, subject, at);
  e.cause = r.cause;
  e.address = sim::born(r.cause, r.hops + 1U);
  e.grade = r.grade;
  journal_->note(e);
}

void World::note(Happening what, const Case& c, Time at, double number) const {
  const CompiledService& s = system().services[c.service];
  Entry e = entry_of(what, c.service, c.relationship, c.subject, at);
  e.cause = c.cause;
  e.address = address(c);
  e.pool = c.pool;
  e.grade = c.grade;
  e.number = number;
  if (what == Happening::begun) e.pence = charged(s, &CompiledCost::per_case, 1);
  if (what == Happening::closed) e.pence = charged(s, &CompiledCost::per_day, number);
  journal_->note(e);
}

void World::note_assessed(Happening what, const Case& c, const Reading& reading, std::uint8_t grade, Time at) const {
  Entry e = entry_of(what, c.service, c.relationship, c.subject, at);
  e.cause = c.cause;
  e.address = address(c);
  e.pool = c.pool;
  e.grade = grade;
  e.number = reading.value;
  e.high = reading.line_for_high;
  e.high_without_aversion = reading.line_without_aversion;
  e.falsely = grade == index(Tier::high) && reading.value < reading.line_without_aversion;
  journal_->note(e);
}

/// Says who has fallen quiet by now, in order of time.
void World::note_quiet(Time now) {
  while (const auto quiet = journal_.take_quiet(now)) {
    const auto [at, i] = *quiet;
    const Relationship& r = relationships_[i];
    if (r.phase == Phase::active && r.spell_end == at && !r.active(now) && !ends_with_spell(r))
      note(Happening::active_spell_ends, i, at);
  }
}

/// Says of every case what became of it when the present system took over.
void World::note_going_on(Time now) const {
  for (const Case& c : cases_) {
    if (c.subject == none32 || c.state == Case::State::gone) continue;
    const Happening what = c.state == Case::State::open      ? Happening::goes_on_open
                           : c.state == Case::State::waiting ? Happening::goes_on_waiting
                                                             : Happening::goes_on_under_way;
    note(what, c, now, now - c.since);
  }
}

}  // namespace abuse
