#pragma once

#include "sim/time_average.hpp"
#include "sim/waiting_line.hpp"

#include <limits>
#include <vector>

namespace sim {

/// People taken together at set times: a meeting that hears a list of cases, a programme that starts in cohorts.
template <class Who>
class Batch {
 public:
  struct Rule {
    double slots = std::numeric_limits<double>::infinity();  ///< at most so many at a time; no fraction is used
    double minimum = 1;                                      ///< fewer than that: it does not take place
    Time preparation = 0;  ///< who came later than that before the date waits for the next
    double room = std::numeric_limits<double>::infinity();  ///< how many may wait
    bool operator==(const Rule&) const = default;
  };

  explicit Batch(Rule rule = {}, Time start = 0) : rule_(rule), waiting_(start) {}

  /// Whether who comes now finds no room to wait, and so does not join.
  bool is_full() const { return static_cast<double>(line_.size()) >= rule_.room; }
  Handle join(Who who, double urgency, Time now) {
    waiting_.add(1, now);
    return line_.join(who, urgency, now);
  }
  /// Puts somebody in the line who has waited since an earlier time, whatever room there is.
  Handle keep_waiting(Who who, double urgency, Time since, Time now) {
    waiting_.add(1, now);
    return line_.join(who, urgency, since);
  }
  bool leave(Handle place, Time now) {
    if (!line_.leave(place)) return false;
    waiting_.add(-1, now);
    return true;
  }
  /// \return those taken at this date, in order; empty if too few are ready
  std::vector<typename WaitingLine<Who>::Waiting> sit(Time now) {
    std::vector<typename WaitingLine<Who>::Waiting> taken;
    const std::vector<Handle> ready = line_.ready(now - rule_.preparation);
    if (static_cast<double>(ready.size()) < rule_.minimum) return taken;
    for (const Handle handle : ready) {
      if (static_cast<double>(taken.size() + 1) > rule_.slots + 1e-9) break;  // 1e-9 for rounding, as for a resource
      taken.push_back(line_.at(handle));
      line_.leave(handle);
    }
    waiting_.add(-static_cast<double>(taken.size()), now);
    return taken;
  }
  std::size_t queue_length() const { return line_.size(); }
  const WaitingLine<Who>& line() const { return line_; }
  double waiting_area(Time now) const { return waiting_.area(now); }
  const Rule& rule() const { return rule_; }
  void set_slots(double slots) { rule_.slots = slots; }
  bool operator==(const Batch&) const = default;

 private:
  Rule rule_;
  WaitingLine<Who> line_;
  TimeAverage waiting_;
};

}  // namespace sim
