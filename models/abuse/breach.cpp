#include "models/abuse/compiler.hpp"
#include "models/abuse/config_parts.hpp"
#include "models/abuse/world.hpp"

namespace abuse {

namespace config {

void describe(Fields& f, Breach::Monitored& c) {
  f.number({"share", Unit::share, 0, 1, "of cases in which monitoring finds a breach, if they do not end before"},
           c.share);
  f.distribution({"after", Unit::duration, 0, no_limit, "time from the start of the case until it does"}, c.after);
}

void describe(Fields& f, Breach& c) {
  if (f.may_hold("by_severity")) {
    BySeverity chance;
    by_severity(f,
                {"by_severity", Unit::share, 0, 1,
                 "chance that an incident known to the police is dealt with as a breach, by its severity", optional},
                chance);
    if (f.has("by_severity")) c.by_severity = chance;
  }
  f.number({"share", Unit::share, 0, 1, "the same chance, whatever the severity", optional}, c.share);
  f.mapping({"monitored", "breaches that monitoring finds, with no incident", optional}, c.monitored);
  exclusive(f, "next", "ways on at once, exclusive, with shares that sum to one; close: dealt with on the spot",
            c.next);
  f.flag({"ends", "the case ends with it, instead of going on beside what follows", optional}, c.ends);
  f.flag({"ends_unless_bound",
          "the case of somebody who is there of their own will ends with it: on no bail or licence, under no order",
          optional},
         c.ends_unless_bound);
  if (c.ends && c.ends_unless_bound) f.error("ends_unless_bound", "stands beside ends: write one of them");
  if (f.has("share") && f.has("by_severity")) f.error("share", "stands beside by_severity: write one of them");
}
}  // namespace config

void Compiler::breach(CompiledService& out, const config::Service& in, const Place& place, const std::string& path) {
  if (!in.breach) return;
  if (out.role != Role::perpetrator)
    diagnostics_.error(place, path + ".breach", "is for services whose cases are perpetrators'");
  CompiledService::Breach breach;
  breach.of_incidents.fill(in.breach->share);
  if (in.breach->by_severity) breach.of_incidents = in.breach->by_severity->of;
  if (in.breach->monitored) {
    breach.monitored = in.breach->monitored->share;
    breach.after = in.breach->monitored->after;
  }
  breach.ends = in.breach->ends;
  breach.ends_unless_bound = in.breach->ends_unless_bound;
  breach.metric = plan_->catalogue.add(out.label + "_breaches", "breaches",
                                       "breaches of what " + out.label + " allows that were dealt with as such");
  out.breach = std::move(breach);
}

/// An incident is known to the police: open cases of the perpetrator, of whichever relationship, may be broken by it.
/// Each by a draw of the incident's, the same in every system.
void World::breach_by_incident(std::uint32_t i, Severity severity, std::uint64_t cause, Context& ctx) {
  struct Broken {
    std::uint32_t number;
    std::uint64_t address, breach;
  };
  std::vector<Broken> broken;
  for (std::uint32_t c = perpetrators_[relationships_[i].perpetrator].first_case; c != none32;
       c = cases_[c].next_of_subject) {
    const CompiledService& s = system().services[cases_[c].service];
    if (cases_[c].state != Case::State::open || !s.breach) continue;
    const std::uint64_t breach = born_of(cause, Offspring::breach, s.key);
    if (ctx.uniform(breach, Draw::breach) < s.breach->of_incidents[index(severity)])
      broken.push_back({c, address(cases_[c]), breach});
  }
  for (const Broken& b : broken) {  // what follows from one may have ended another
    if (cases_[b.number].state != Case::State::open || address(cases_[b.number]) != b.address) continue;
    take_up_breach(b.number, b.breach, ctx);
  }
}

/// Monitoring finds a breach that does not end the case.
void World::find_breach(std::uint32_t c, Context& ctx) {
  cases_[c].breach = forever;
  schedule_due(c, ctx);
  take_up_breach(c, born_of(address(cases_[c]), Offspring::breach, 0), ctx);
}

/// \param breach  its number
void World::take_up_breach(std::uint32_t c, std::uint64_t breach, Context& ctx) {
  Case& broken = cases_[c];
  const CompiledService& s = system().services[broken.service];
  if (!s.breach) return;  // found by monitoring of a system that has given way to one without
  const bool of_their_own_will = perpetrators_[broken.subject].bound == 0;
  if (s.breach->ends || (s.breach->ends_unless_bound && of_their_own_will)) {
    broken.ending = Ending::breached;
    ctx.cancel(broken.due);
    close(c, ctx, breach);
    return;
  }
  deal_with_breach(sent_on(broken, none16), breach, ctx);
}

/// \param onward  from the service whose rules were broken
void World::deal_with_breach(Referral onward, std::uint64_t breach, Context& ctx) {
  const CompiledService& s = system().services[onward.from];
  measures_.add(s.breach->metric, 1);
  onward.cause = breach;
  onward.hops = 0;
  onward.repeat = onward.asked = onward.served = false;
  onward.staying = forever;
  if (journal_) {
    onward.to = onward.from;
    note(Happening::breached, onward, onward.subject, ctx.now());
  }
  go_on(onward, s, s.breach->next, breach, ctx);
}

}  // namespace abuse
