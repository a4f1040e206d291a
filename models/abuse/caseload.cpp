#include "models/abuse/algorithms.hpp"
#include "models/abuse/world.hpp"

namespace abuse {

const Algorithm case_algorithm{
    "A case at a service: queue, refusal and loss of patience",
    "On arrival: the person takes it up or declines (by assessed tier and, for victims, trust). A service that does "
    "something when full may then send them on.\n"
    "With a free unit and nobody in line they begin at once; otherwise they wait if there is room, and are turned away "
    "if there is none (balking). Those turned away go to the service's fallback, if it has one.\n"
    "Who waits leaves when a drawn patience ends (reneging), children on their 18th birthday too. Nobody changes from "
    "one line to another (no jockeying), and nobody in service is interrupted by somebody more urgent.\n"
    "A freed unit goes to the first in line by the service's discipline. The case lasts for a drawn time, then for as "
    "long as there is nowhere to move on to, if the service has that; it may drop out before its time or end by a "
    "breach. It then goes on to one of the next services by their shares, beside extra referrals, each by its own "
    "chance."};

/// Whether so many hold or wait for the service's resource that it does what it does when full.
bool World::is_full(const CompiledService& s, const Case& c) const {
  if (!s.when_full) return false;
  const auto& pool = resources_[s.resource][c.pool];
  const auto cases = static_cast<double>(pool.in_use() + pool.queue_length());
  return cases >= s.when_full->above * pool.capacity();
}

/// A full service takes some of those referred to it and sends the others on. \return whether it takes this case
bool World::takes_when_full(const CompiledService& s, const Case& c, const Context& ctx) const {
  return !s.when_full || s.when_full->takes >= 1 || !is_full(s, c) ||
         ctx.uniform(address(c), Draw::threshold, s.key) < s.when_full->takes;
}

}  // namespace abuse
