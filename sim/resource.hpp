#pragma once

#include "sim/time_average.hpp"
#include "sim/waiting_line.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

namespace sim {

inline constexpr double unlimited = std::numeric_limits<double>::infinity();

/// Units of capacity that are seized, held and released one by one, with a waiting line in front: staff with a
/// caseload, places, servers. Whether anybody is eligible, how long they stay and whether they lose patience is the
/// model's business; that nobody seizes at or above capacity is the resource's.
template <class Who>
class Resource {
 public:
  enum class Answer { seized, waits, balks };
  struct Reply {
    Answer answer;
    Handle place;  ///< in the waiting line, if the answer is `waits`
  };
  struct Admitted {
    Who who;
    Time waited_since;
  };

  /// \param capacity  units, at least 0; the fraction of a unit is not used. \param room  how many may wait
  explicit Resource(double capacity = unlimited, double room = unlimited, Time start = 0)
      : capacity_(whole(capacity)), room_(room), busy_(start), waiting_(start),
        offered_(start, std::isinf(capacity) ? 0 : capacity_) {}

  Reply request(Who who, double urgency, Time now) {
    if (static_cast<double>(in_use_) < capacity_ && line_.empty()) {
      seize(now);
      return {Answer::seized, {}};
    }
    if (static_cast<double>(line_.size()) >= room_) return {Answer::balks, {}};
    waiting_.add(1, now);
    return {Answer::waits, line_.join(who, urgency, now)};
  }
  /// Gives a unit back. Who is next is up to `admit`.
  void release(Time now) {
    if (in_use_ == 0) throw std::logic_error("a unit was released that nobody held");
    --in_use_;
    busy_.add(-1, now);
  }
  /// Leaves the line: reneges, or goes elsewhere. \return false if they were not in it
  bool leave(Handle place, Time now) {
    if (!line_.leave(place)) return false;
    waiting_.add(-1, now);
    return true;
  }
  /// A fall lets those in service finish; a rise admits from the line, call after call, until nobody is returned.
  void set_capacity(double capacity, Time now) {
    capacity_ = whole(capacity);
    offered_.set(std::isinf(capacity_) ? 0 : capacity_, now);
  }
  /// \return the next in line if a unit is free for them, already seized
  std::optional<Admitted> admit(Time now) {
    if (line_.empty() || static_cast<double>(in_use_) >= capacity_) return std::nullopt;
    const auto first = line_.pop();
    waiting_.add(-1, now);
    seize(now);
    return Admitted{first.who, first.since};
  }
  /// Seizes a unit for a case that is open already, full or not: as after a fall of capacity, more may be in service
  /// than there are units.
  void take_over(Time now) { seize(now); }
  /// Puts somebody in the line who has waited since an earlier time, whatever room there is.
  Handle keep_waiting(Who who, double urgency, Time since, Time now) {
    waiting_.add(1, now);
    return line_.join(who, urgency, since);
  }

  double capacity() const { return capacity_; }
  std::uint64_t in_use() const { return in_use_; }
  std::size_t queue_length() const { return line_.size(); }
  const WaitingLine<Who>& line() const { return line_; }
  /// Integrals over time up to now: units in use, people waiting, units there to be used (0 while unlimited).
  double busy_area(Time now) const { return busy_.area(now); }
  double waiting_area(Time now) const { return waiting_.area(now); }
  double capacity_area(Time now) const { return offered_.area(now); }
  bool operator==(const Resource&) const = default;

 private:
  static double whole(double capacity) { return std::floor(capacity + 1e-9); }
  void seize(Time now) {
    ++in_use_;
    busy_.add(1, now);
  }

  WaitingLine<Who> line_;
  double capacity_;
  double room_;
  std::uint64_t in_use_ = 0;
  TimeAverage busy_, waiting_, offered_;
};

}  // namespace sim
