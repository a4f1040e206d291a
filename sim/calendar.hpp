#pragma once

#include <compare>
#include <cstdint>
#include <utility>

#include "sim/heap.hpp"
#include "sim/time.hpp"

namespace sim {

/// Earliest first, then lowest rank (releases before seizes), then first scheduled.
struct EventKey {
  Time at = 0;
  std::int32_t rank = 0;
  std::uint64_t serial = 0;
  auto operator<=>(const EventKey&) const = default;
  bool operator<(const EventKey& other) const {
    if (at != other.at) return at < other.at;
    if (rank != other.rank) return rank < other.rank;
    return serial < other.serial;
  }
};

/// The events to come. A plain value: a copy holds the same events in the same order, ties included.
template <class Event>
class Calendar {
 public:
  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }
  /// \return when the next event is due. Not to be asked of an empty calendar.
  Time next_time() const { return heap_.top_key().at; }

  Handle schedule(Time at, Event event, std::int32_t rank = 0) {
    return heap_.insert({at, rank, serial_++}, std::move(event));
  }
  bool is_pending(Handle handle) const { return heap_.contains(handle); }
  Time time_of(Handle handle) const { return heap_.key(handle).at; }
  /// \return false if the event has happened or was cancelled before
  bool cancel(Handle handle) { return heap_.erase(handle); }
  /// Moves a pending event; among ties it counts as scheduled now. \throws std::logic_error if it is not pending
  void reschedule(Handle handle, Time at) { heap_.rekey(handle, {at, heap_.key(handle).rank, serial_++}); }

  Event pop(Time& at) {
    at = heap_.top_key().at;
    return heap_.pop();
  }
  void reserve(std::size_t n) { heap_.reserve(n); }
  bool operator==(const Calendar&) const = default;

 private:
  Heap<EventKey, Event> heap_;
  std::uint64_t serial_ = 0;
};

}  // namespace sim
