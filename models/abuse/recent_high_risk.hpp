#pragma once

#include "models/abuse/config_results.hpp"
#include "sim/time.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace abuse {

/// Different people who came to high risk, by half-month: each in the last in which they did, so that a sum over
/// half-months is of different people. Half-months begin on the day counting begins and in the middle of a month, when
/// the samples are taken, so that both are at the end of whole ones.
class RecentHighRisk {
 public:
  /// Somebody comes to high risk.
  /// \param began  when the warm-up began, which is in half-month 0
  /// \param last   the half-month in which that person last did, -1 for never; brought up to date
  void come(sim::Time now, sim::Time began, std::int16_t& last) {
    const std::size_t at = half_month(now, began);
    if (people_.size() <= at) people_.resize(at + 1);
    if (last >= 0) --people_[static_cast<std::size_t>(last)];
    last = static_cast<std::int16_t>(at);
    ++people_[at];
  }
  /// People in the 12 months that end at `until`.
  std::uint32_t in_a_year(sim::Time until, sim::Time began) const {
    const std::size_t end = half_month(until, began);
    std::uint32_t people = 0;
    for (std::size_t at = end - std::min<std::size_t>(end, 24); at < std::min(end, people_.size()); ++at)
      people += people_[at];
    return people;
  }
  bool operator==(const RecentHighRisk&) const = default;

 private:
  static std::size_t half_month(sim::Time at, sim::Time began) {
    constexpr double half = config::year / 24;
    return static_cast<std::size_t>(std::floor(at / half + 1e-9) - std::floor(began / half + 1e-9));
  }
  std::vector<std::uint32_t> people_;
};

}  // namespace abuse
