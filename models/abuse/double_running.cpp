#include "models/abuse/world.hpp"

namespace abuse {

void World::come_to_high_risk(Victim& v, Time now) { recent_high_risk_.come(now, began_, v.came_to_high_risk); }

std::uint32_t World::came_to_high_risk(Time until) const { return recent_high_risk_.in_a_year(until, began_); }

/// Once the system has run for a year, gives up what was kept until fewer people come to high risk, if they do.
void World::end_double_running(Context& ctx) {
  if (ctx.now() - changed_ < config::year || changed_ == -forever) return;
  const auto came = static_cast<double>(came_to_high_risk(ctx.now()));
  for (std::size_t r = 0; r < stood_down_.size(); ++r) {
    const CompiledResource& resource = system().resources[r];
    if (!resource.until_fall || stood_down_[r] != forever) continue;
    if (came > (1 - *resource.until_fall) * came_before_) continue;
    measures_.add(resource.fall_reached, 1);
    stand_down(static_cast<std::uint16_t>(r), ctx);
  }
}

}  // namespace abuse
