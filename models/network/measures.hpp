#pragma once

#include "sim/histogram.hpp"
#include "sim/time.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace network {

/// How long there were 0, 1, 2, ... of something.
class Occupancy {
 public:
  void change(int by, sim::Time now) {
    spend(now);
    level_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(level_) + by);
  }
  /// Forgets the time before `now`, not the level.
  void restart(sim::Time now) {
    time_.clear();
    beyond_ = 0;
    since_ = now;
  }
  /// Counts the time up to `now`.
  void spend(sim::Time now) {
    if (level_ < time_.size()) {
      time_[level_] += now - since_;
    } else if (level_ < most) {
      time_.resize(std::min(most, 2 * level_ + 8));
      time_[level_] += now - since_;
    } else {
      beyond_ += (now - since_) * static_cast<double>(level_);
    }
    since_ = now;
  }
  std::size_t level() const { return level_; }
  /// By level; levels from `most` on have no place of their own.
  const std::vector<double>& times() const { return time_; }
  /// The integral of the level.
  double area() const {
    double area = beyond_;
    for (std::size_t n = 0; n < time_.size(); ++n) area += static_cast<double>(n) * time_[n];
    return area;
  }
  bool operator==(const Occupancy&) const = default;

  static constexpr std::size_t most = 1000;

 private:
  std::vector<double> time_;
  double beyond_ = 0;
  std::size_t level_ = 0;
  sim::Time since_ = 0;
};

/// What is counted of one class at one station. People count by when they join, times within the counted period.
struct Visits {
  std::uint64_t arrivals = 0, served = 0, reneged = 0, balked = 0;
  std::uint64_t taken = 0;      ///< by sittings within the counted period, whenever they joined
  std::uint64_t waited = 0;     ///< of those who joined, not served at once
  double waits = 0;             ///< sum over waits that have ended
  sim::Histogram wait_lengths;  ///< of the same
  double waiting_time = 0;      ///< all time spent in line within the counted period
  double service_time = 0;      ///< and in service
  bool operator==(const Visits&) const = default;
};

}  // namespace network
