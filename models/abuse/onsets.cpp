#include "models/abuse/onsets.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace abuse {

static_assert(sizeof(Onset) == 64);

Time gap_before_onset(const Plan& plan, std::uint32_t n, const Context& ctx) {
  return -std::log(ctx.uniform(0, Draw::arrival, n)) / plan.relationship_rate;
}

Onsets::Onsets(const Plan& plan, std::uint32_t first, Time at, const Context& ctx) : first_(first) {
  std::vector<Onset> onsets;
  const double expected = std::max(0.0, plan.horizon - at) * plan.relationship_rate;
  onsets.reserve(static_cast<std::size_t>(expected + 6 * std::sqrt(expected)) + 1);
  for (std::uint32_t n = first;; at += gap_before_onset(plan, ++n, ctx)) {
    const std::uint64_t id = relationship_of_onset(n);
    onsets.push_back(
        {at, draw_traits(plan, id, perpetrator_of_onset(n), std::nullopt, ctx), draw_spell(plan, id, 0, ctx)});
    if (at >= plan.horizon) break;
  }
  onsets_ = std::make_shared<const std::vector<Onset>>(std::move(onsets));
}

}  // namespace abuse
