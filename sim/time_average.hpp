#pragma once

#include "sim/time.hpp"

namespace sim {

/// The integral of a level that changes in steps.
class TimeAverage {
 public:
  explicit TimeAverage(Time start = 0, double level = 0) : since_(start), level_(level) {}
  double level() const { return level_; }
  void set(double level, Time now) {
    area_ += level_ * (now - since_);
    since_ = now;
    level_ = level;
  }
  void add(double change, Time now) { set(level_ + change, now); }
  /// A change that was made at `then`, at or before `now`, and is only told now.
  void add_since(double change, Time then, Time now) {
    add(change, now);
    area_ += change * (now - then);
  }
  /// \return the integral of the level from the start up to `now`
  double area(Time now) const { return area_ + level_ * (now - since_); }
  bool operator==(const TimeAverage&) const = default;

 private:
  Time since_;
  double level_;
  double area_ = 0;
};

}  // namespace sim
