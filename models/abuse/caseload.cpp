#include "models/abuse/world.hpp"

namespace abuse {

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
