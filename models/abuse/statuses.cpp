#include "models/abuse/statuses.hpp"

#include "models/abuse/compiler.hpp"
#include "models/abuse/config_parts.hpp"
#include "models/abuse/world.hpp"

#include <algorithm>
#include <stdexcept>

namespace abuse {

void config::describe(Fields& f, Statuses& c) {
  f.references({"perpetrator", "of perpetrators; who is in several is said to be in the first of these", optional},
               c.perpetrator);
  f.references({"child", "of children under 18, likewise", optional}, c.child);
}

void Compiler::statuses() {
  const config::Statuses& c = plan_->scenario.abuse.statuses;
  const auto fill = [&](Plan::Statuses& out, const std::vector<scenario::Reference>& names, const std::string& who,
                        const std::string& people, const std::string& otherwise) {
    std::vector<std::string> tags;
    for (const auto& name : names) {
      const bool taken = std::ranges::find(out.otherwise, name.name) != out.otherwise.end();
      if (taken || std::ranges::find(out.names, name.name) != out.names.end())
        diagnostics_.error(name.place, "abuse.statuses." + who,
                           name.name + (taken ? " is for those in no status" : " stands twice"));
      out.names.push_back(name.name);
      tags.push_back("status=" + name.name);
    }
    if (out.size() >= none8) diagnostics_.error(names.front().place, "abuse.statuses." + who, "too many");
    for (const std::string& rest : out.otherwise) tags.push_back("status=" + rest);
    Catalogue& m = plan_->catalogue;
    out.years = m.add(who + "_years", "person-years", "time that " + people);
    out.status_years =
        m.add(who + "_status_years", "person-years",
              "the same by status: the first of abuse.statuses that a case open for them has, else " + otherwise);
    out.by_status = m.add_variants(out.status_years, tags);
  };
  plan_->perpetrator_statuses.otherwise = {"known", "unknown"};
  plan_->child_statuses.otherwise = {"none"};
  fill(plan_->perpetrator_statuses, c.perpetrator, "perpetrator",
       "perpetrators live in an abusive relationship, are about to begin another or have a case",
       "known if they have been named to an agency, else unknown");
  fill(plan_->child_statuses, c.child, "child",
       "children under 18 live where an abusive relationship has not ended, or have a case", "none");
}

void Compiler::status(CompiledService& out, const config::Service& in, const std::string& path) {
  if (!in.status) return;
  if (out.role == Role::victim) {
    diagnostics_.error(in.status->place, path + ".status",
                       "is for services whose cases are perpetrators' or children's");
    return;
  }
  const Plan::Statuses& known = out.role == Role::child ? plan_->child_statuses : plan_->perpetrator_statuses;
  out.status =
      static_cast<std::uint8_t>(find(known.names, in.status->name, in.status->place, path + ".status", "status"));
}

/// The first in order of precedence among the open cases of a chain.
std::uint8_t World::first_status(std::uint32_t first_case, std::uint8_t none) const {
  std::uint8_t first = none;
  for (std::uint32_t c = first_case; c != none32; c = cases_[c].next_of_subject)
    if (cases_[c].state == Case::State::open) first = std::min(first, system().services[cases_[c].service].status);
  return first;
}

std::uint8_t World::status_of_perpetrator(std::uint32_t p) const {
  const Perpetrator& who = perpetrators_[p];
  const Relationship& r = relationships_[who.relationship];
  const bool lives = r.perpetrator == p && (r.phase == Phase::active || r.phase == Phase::quiet);
  if (!lives && !who.begins_another && who.first_case == none32) return none8;
  return first_status(who.first_case, in_no_case(who));
}

/// What a perpetrator is said to be in who is in no case that has a status.
std::uint8_t World::in_no_case(const Perpetrator& p) const {
  return static_cast<std::uint8_t>(plan_->perpetrator_statuses.names.size() + (p.known ? 0 : 1));
}

std::uint8_t World::status_of_child(std::uint32_t child, Time now) const {
  const Child& who = children_[child];
  const Relationship& r = relationships_[who.relationship];
  const bool lives = (r.phase == Phase::active || r.phase == Phase::quiet) && child >= r.first_child &&
                     child < r.first_child + r.children;
  if ((!lives && who.first_case == none32) || now >= who.of_age()) return none8;
  return first_status(who.first_case, static_cast<std::uint8_t>(plan_->child_statuses.names.size()));
}

/// Looks again at what somebody is in; to be called when a case of theirs begins or ends, or they come or go.
void World::restate(Role role, std::uint32_t subject, Time now) {
  if (role == Role::perpetrator) {
    InStatus& in = perpetrators_[subject].in;
    const std::uint8_t status = status_of_perpetrator(subject);
    if (status != in.status) perpetrator_time_.move(in, status, tick(now));
  } else if (role == Role::child) {
    Child& child = children_[subject];
    const Time grown_up = child.of_age();  // nothing happens then, so that it is seen later
    const std::uint8_t status = status_of_child(subject, now);
    if (status != child.in.status) child_time_.move(child.in, status, tick(std::min(now, grown_up)));
  }
}

/// A case that has a status begins for them. Whoever holds a perpetrator's case knows them.
void World::enter_status(const CompiledService& s, std::uint32_t subject, Time now) {
  if (s.role == Role::perpetrator) perpetrators_[subject].known = true;
  if (counting_) restate(s.role, subject, now);
}

void World::restate_family(const Relationship& r, Time now) {
  restate(Role::perpetrator, r.perpetrator, now);
  for (std::uint32_t k = 0; k < r.children; ++k) restate(Role::child, r.first_child + k, now);
}

void World::restate_all(Time now) {
  for (std::uint32_t p = 0; p < perpetrators_.size(); ++p) restate(Role::perpetrator, p, now);
  for (std::uint32_t child = 0; child < children_.size(); ++child) restate(Role::child, child, now);
}

void World::begin_status_time(Time now) {
  restate_all(now);
  perpetrator_time_.begin_year(tick(now));
  child_time_.begin_year(tick(now));
}

/// Books the year's person-time, and checks that nobody is lost.
void World::book_status_time(const Context& ctx) {
  const Time now = ctx.now();
  for (std::uint32_t child = 0; child < children_.size(); ++child) restate(Role::child, child, now);  // some grew up
  check_statuses(ctx);
  const std::int64_t end = tick(now);
  for (Perpetrator& p : perpetrators_) perpetrator_time_.book(p.in, end);
  for (Child& child : children_) child_time_.book(child.in, end);
  const auto report = [&](const StatusTime& time, const Plan::Statuses& metrics) {
    const auto years = [](std::int64_t ticks) { return static_cast<double>(ticks) / ticks_per_day / config::year; };
    std::int64_t sum = 0;
    for (std::size_t s = 0; s < time.by_status().size(); ++s) {
      sum += time.by_status()[s];
      measures_.add(metrics.by_status + s, years(time.by_status()[s]));
    }
    if (sum != time.of_all(end))
      throw std::logic_error("replication " + std::to_string(ctx.replication()) + ", time " + std::to_string(now) +
                             ": times in statuses sum to " + std::to_string(sum) + " ticks, people's time is " +
                             std::to_string(time.of_all(end)));
    measures_.add(metrics.status_years, years(sum));
    measures_.add(metrics.years, years(time.of_all(end)));
  };
  report(perpetrator_time_, plan_->perpetrator_statuses);
  report(child_time_, plan_->child_statuses);
  perpetrator_time_.begin_year(end);
  child_time_.begin_year(end);
}

/// Counts everybody afresh, from the cases and relationships and not from people, and compares.
/// \throws std::logic_error if somebody is in another status than their cases say, or in none while in the world
void World::check_statuses(const Context& ctx) const {
  const Time now = ctx.now();
  const auto no_perpetrator = [this](std::uint32_t p) { return in_no_case(perpetrators_[p]); };
  const std::uint8_t no_child = static_cast<std::uint8_t>(plan_->child_statuses.names.size());
  std::vector<std::uint8_t> perpetrators(perpetrators_.size(), none8), children(children_.size(), none8);
  for (const Relationship& r : relationships_) {
    if (r.phase == Phase::ended || r.phase == Phase::forgotten) continue;
    perpetrators[r.perpetrator] = no_perpetrator(r.perpetrator);
    for (std::uint32_t k = 0; k < r.children; ++k) children[r.first_child + k] = no_child;
  }
  for (std::uint32_t p = 0; p < perpetrators_.size(); ++p)
    if (perpetrators_[p].begins_another) perpetrators[p] = no_perpetrator(p);
  for (const Case& c : cases_) {
    if (c.state == Case::State::gone || c.subject == none32) continue;
    const CompiledService& s = system().services[c.service];
    if (s.role == Role::victim) continue;
    std::uint8_t& said = (s.role == Role::child ? children : perpetrators)[c.subject];
    said = std::min(said, s.role == Role::child ? no_child : no_perpetrator(c.subject));
    if (c.state == Case::State::open) said = std::min(said, s.status);
  }
  const auto compare = [&](const char* who, std::uint8_t kept, std::uint8_t counted, std::size_t number) {
    if (kept != counted)
      throw std::logic_error("replication " + std::to_string(ctx.replication()) + ", time " + std::to_string(now) +
                             ": " + who + " " + std::to_string(number) + " is kept in status " + std::to_string(kept) +
                             " but counted in " + std::to_string(counted));
  };
  for (std::size_t p = 0; p < perpetrators_.size(); ++p)
    compare("perpetrator", perpetrators_[p].in.status, perpetrators[p], p);
  for (std::size_t k = 0; k < children_.size(); ++k)
    compare("child", children_[k].in.status, now >= children_[k].of_age() ? none8 : children[k], k);
}

}  // namespace abuse
