#include "models/abuse/onsets.hpp"

#include <cmath>

namespace abuse {

static_assert(sizeof(Onset) == 64);

Time gap_before_onset(const Plan& plan, std::uint32_t n, const Context& ctx) {
  return -std::log(ctx.uniform(0, Draw::arrival, n)) / plan.relationship_rate;
}

Onsets::Onsets(const Plan& plan, std::uint32_t first, Time at, const Context& ctx) : first_(first) {
  for (std::uint32_t n = first;; at += gap_before_onset(plan, ++n, ctx)) {
    const std::uint64_t id = relationship_of_onset(n);
    onsets_.push_back(
        {at, draw_couple(plan, id, perpetrator_of_onset(n), std::nullopt, ctx), draw_spell(plan, id, 0, ctx)});
    if (at >= plan.horizon) return;
  }
}

}  // namespace abuse
