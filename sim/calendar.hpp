#pragma once

#include "sim/heap.hpp"
#include "sim/time.hpp"

#include <bit>
#include <cstdint>
#include <utility>

namespace sim {

/// Earliest first, then lowest rank (releases before seizes), then first scheduled. The time's bits, put in the order
/// of the numbers they stand for, and rank and serial in a second word make one 128-bit integer, which compares without
/// a branch: which of two events is earlier cannot be foreseen. Minus zero becomes zero, so that the two are one time.
class EventKey {
 public:
  EventKey() = default;
  /// \param rank  -32,768 to 32,767. \param serial  below 2^48
  EventKey(Time at, std::int32_t rank, std::uint64_t serial)
      : time_(ordered(std::bit_cast<std::uint64_t>(at + 0.0))),
        order_(static_cast<std::uint64_t>(rank + 32'768) << 48 | serial) {}
  Time at() const { return std::bit_cast<double>(time_ >> 63 ? time_ ^ sign : ~time_); }
  std::int32_t rank() const { return static_cast<std::int32_t>(order_ >> 48) - 32'768; }
  bool operator<(const EventKey& other) const { return whole() < other.whole(); }
  bool operator==(const EventKey&) const = default;

 private:
  __extension__ using Whole = unsigned __int128;
  static constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  static std::uint64_t ordered(std::uint64_t bits) { return bits & sign ? ~bits : bits | sign; }
  Whole whole() const { return static_cast<Whole>(time_) << 64 | order_; }

  std::uint64_t time_ = sign;  ///< that is, 0
  std::uint64_t order_ = 0;
};

/// The events to come. A plain value: a copy holds the same events in the same order, ties included.
template <class Event>
class Calendar {
 public:
  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }
  /// \return when the next event is due. Not to be asked of an empty calendar.
  Time next_time() { return heap_.top_key().at(); }

  Handle schedule(Time at, Event event, std::int32_t rank = 0) {
    return heap_.insert({at, rank, serial_++}, std::move(event));
  }
  bool is_pending(Handle handle) const { return heap_.contains(handle); }
  Time time_of(Handle handle) const { return heap_.key(handle).at(); }
  /// \return false if the event has happened or was cancelled before
  bool cancel(Handle handle) { return heap_.erase(handle); }
  /// Moves a pending event; among ties it counts as scheduled now. \throws std::logic_error if it is not pending
  void reschedule(Handle handle, Time at) { heap_.rekey(handle, {at, heap_.key(handle).rank(), serial_++}); }

  Event pop(Time& at) {
    at = heap_.top_key().at();
    return heap_.pop();
  }
  void reserve(std::size_t n) { heap_.reserve(n); }
  bool operator==(const Calendar&) const = default;

 private:
  Heap<EventKey, Event> heap_;
  std::uint64_t serial_ = 0;
};

}  // namespace sim
