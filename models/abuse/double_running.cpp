#include "models/abuse/world.hpp"

#include <algorithm>
#include <cmath>

namespace abuse {

namespace {

constexpr double half = config::year / 24;

}  // namespace

/// Half-months begin on the day counting begins and in the middle of a month, when the samples are taken, so that both
/// are at the end of whole ones.
std::size_t World::half_month(Time at) const {
  return static_cast<std::size_t>(std::floor(at / half + 1e-9) - std::floor(began_ / half + 1e-9));
}

/// Whoever comes to high risk again counts where they last did, so that a sum over half-months is of different people.
void World::come_to_high_risk(Victim& v, Time now) {
  const std::size_t at = half_month(now);
  if (came_to_high_risk_.size() <= at) came_to_high_risk_.resize(at + 1);
  if (v.came_to_high_risk >= 0) --came_to_high_risk_[static_cast<std::size_t>(v.came_to_high_risk)];
  v.came_to_high_risk = static_cast<std::int16_t>(at);
  ++came_to_high_risk_[at];
}

std::uint32_t World::came_to_high_risk(Time until) const {
  const std::size_t end = half_month(until);
  std::uint32_t people = 0;
  for (std::size_t at = end - std::min<std::size_t>(end, 24); at < std::min(end, came_to_high_risk_.size()); ++at)
    people += came_to_high_risk_[at];
  return people;
}

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
