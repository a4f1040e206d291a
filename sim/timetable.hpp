#pragma once

#include "sim/time.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace sim {

/// The dates on which something sits or starts: every so often from a first one, or those of a list; none of them
/// within a gap.
class Timetable {
 public:
  /// No date at `since` or later, before `until`.
  struct Gap {
    Time since = 0, until = 0;
    bool operator==(const Gap&) const = default;
  };

  Timetable() = default;
  /// \param every  greater than 0
  Timetable(Time first, Time every, std::vector<Gap> gaps = {}) : first_(first), every_(every), gaps_(std::move(gaps)) {
    std::sort(gaps_.begin(), gaps_.end(), [](const Gap& a, const Gap& b) { return a.since < b.since; });
  }
  explicit Timetable(std::vector<Time> dates, const std::vector<Gap>& gaps = {}) : dates_(std::move(dates)) {
    std::erase_if(dates_, [&](Time at) {
      return std::any_of(gaps.begin(), gaps.end(), [&](const Gap& gap) { return at >= gap.since && at < gap.until; });
    });
    std::sort(dates_.begin(), dates_.end());
    dates_.erase(std::unique(dates_.begin(), dates_.end()), dates_.end());
  }

  /// \return the first date at that time or later; infinity if there is none
  Time next(Time now) const {
    if (every_ == 0) return date(std::lower_bound(dates_.begin(), dates_.end(), now));
    Time at = on_grid(now);
    for (const Gap& gap : gaps_)  // in order of their start, so that no gap looked at already is met again
      if (at >= gap.since && at < gap.until) at = on_grid(gap.until);
    return at;
  }
  /// \param date  one of its dates
  Time after(Time date_held) const {
    return every_ == 0 ? date(std::upper_bound(dates_.begin(), dates_.end(), date_held)) : next(date_held + every_ / 2);
  }
  /// \return the mean time between dates from `since` until `until`; infinity if there is none
  Time mean_interval(Time since, Time until) const {
    if (every_ > 0 && gaps_.empty()) return every_;
    double dates = 0;
    for (Time at = next(since); at < until; at = after(at)) ++dates;
    return (until - since) / dates;
  }
  bool operator==(const Timetable&) const = default;

 private:
  /// Dates lie on a grid from the first, before it too; one that rounding puts just before `now` is now.
  Time on_grid(Time now) const { return first_ + std::ceil((now - first_) / every_ - 1e-9) * every_; }
  Time date(std::vector<Time>::const_iterator found) const {
    return found == dates_.end() ? std::numeric_limits<Time>::infinity() : *found;
  }

  Time first_ = 0, every_ = 0;  ///< every 0: by the list
  std::vector<Gap> gaps_;
  std::vector<Time> dates_;
};

}  // namespace sim
