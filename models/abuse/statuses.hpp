#pragma once

#include "models/abuse/state.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace abuse {

/// Time in whole ticks, so that sums of it are exact whatever their order: about a twelfth of a second.
inline constexpr double ticks_per_day = 1 << 20;
inline std::int64_t tick(Time at) { return std::llround(at * ticks_per_day); }

/// Person-time by status of the people of one role, since the last year end. Everybody in the world is in one status
/// at a time, those of people in no case included, so that the statuses' times sum to that of all, which is kept apart,
/// by who comes and who goes.
class StatusTime {
 public:
  StatusTime() = default;
  /// \param statuses  how many there are, those of people in no case included
  explicit StatusTime(std::size_t statuses) : time_(statuses) {}

  /// \param to  none8: leaves the world
  void move(InStatus& who, std::uint8_t to, std::int64_t at) {
    if (who.status == to) return;
    if (who.status == none8) {
      all_ -= at;
      ++people_;
    } else {
      time_[who.status] += at - who.since;
    }
    if (to == none8) {
      all_ += at;
      --people_;
    }
    who = {at, to};
  }
  /// Books somebody's time so far. \param at  the end of a year
  void book(InStatus& who, std::int64_t at) {
    if (who.status == none8) return;
    time_[who.status] += at - who.since;
    who.since = at;
  }
  /// Begins the next year. Everybody has been booked.
  void begin_year(std::int64_t at) {
    for (std::int64_t& time : time_) time = 0;
    all_ = -people_ * at;
  }

  /// Ticks by status.
  const std::vector<std::int64_t>& by_status() const { return time_; }
  /// Ticks of all. \param at  the present
  std::int64_t of_all(std::int64_t at) const { return all_ + people_ * at; }
  std::int64_t people() const { return people_; }
  bool operator==(const StatusTime&) const = default;

 private:
  std::vector<std::int64_t> time_;
  std::int64_t all_ = 0;  ///< times of leaving less times of coming
  std::int64_t people_ = 0;
};

}  // namespace abuse
