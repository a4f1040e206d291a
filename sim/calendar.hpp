#pragma once

#include "sim/blocks.hpp"
#include "sim/event_key.hpp"
#include "sim/event_ladder.hpp"
#include "sim/handle.hpp"
#include "sim/time.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace sim {

/// How time advances, in words; to be changed with Calendar.
inline constexpr std::string_view about_events =
    "Next-event time advance: the clock moves from one event to the next, with no fixed step. The calendar holds the "
    "events to come in order of time; an event that is cancelled or moved is taken out of it. A copy of the calendar "
    "holds the same events in the same order, ties included.";

/// The events to come. A plain value: a copy holds the same events in the same order, ties included. To cancel or move
/// an event leaves its old key where it is, dead: it is dropped when its time comes, or with all others once they are
/// more than half.
template <class Event>
class Calendar {
 public:
  Calendar() = default;
  /// \param first_serial  number of the first event scheduled, below EventKey::serials
  explicit Calendar(std::uint64_t first_serial) : serial_(first_serial) {}

  bool empty() const { return size() == 0; }
  std::size_t size() const { return entries_.size() - free_.size(); }

  /// \return when the next event is due. Not to be asked of an empty calendar.
  Time next_time() {
    return first([](const Event&, std::size_t) {}).at();
  }

  /// \param rank  of events at one time the lowest happens first; from EventKey::lowest_rank to highest_rank
  /// \throws std::logic_error if the rank is none. \throws std::length_error beyond EventKey::slots pending events
  Handle schedule(Time at, Event event, std::int32_t rank = 0) {
    if (rank < EventKey::lowest_rank || rank > EventKey::highest_rank) throw std::logic_error("no rank of an event");
    if (free_.empty()) add_slot();
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    Entry& entry = entries_[slot];
    entry.event = std::move(event);
    entry.pending = true;
    enter(entry, slot, at, rank);
    return {slot, entry.generation};
  }
  bool is_pending(Handle h) const {
    return h.slot < entries_.size() && entries_[h.slot].generation == h.generation && entries_[h.slot].pending;
  }
  /// \throws std::logic_error if the event has happened or was cancelled before
  Time time_of(Handle handle) const { return entries_[checked(handle)].key.at(); }
  /// \return false if the event has happened or was cancelled before
  bool cancel(Handle handle) {
    if (!is_pending(handle)) return false;
    forget(entries_[handle.slot], handle.slot);
    bury();
    return true;
  }
  /// Moves a pending event; among ties it counts as scheduled now. \throws std::logic_error if it is not pending
  void reschedule(Handle handle, Time at) {
    const std::uint32_t slot = checked(handle);
    enter(entries_[slot], slot, at, entries_[slot].key.rank());
    bury();
  }
  /// Takes the next event out. \throws std::logic_error if there is none
  Event pop(Time& at) {
    if (empty()) throw std::logic_error("pop from an empty calendar");
    const EventKey key = first([](const Event&, std::size_t) {});
    at = key.at();
    return std::move(take(key.slot()));
  }
  /// Takes the next event out if it is due before `end`.
  /// \param approach   is told, ahead of time, of events that come near: `approach(event, 1)`, later
  ///        `approach(event, 0)`; now and then of one that has been cancelled or moved
  /// \param at, event  what is taken out; an optional would be read in other pieces than it was written, and wait
  /// \return whether there is such an event
  template <class Approach>
  bool pop_before(Time end, const Approach& approach, Time& at, Event& event) {
    if (empty()) return false;
    const EventKey& key = first(approach);
    if (!(key.at() < end)) return false;
    at = key.at();
    event = std::move(take(key.slot()));
    return true;
  }

  /// The same events to come under the same handles, and the same place among ties for the next.
  bool operator==(const Calendar& other) const {
    if (serial_ != other.serial_ || free_ != other.free_ || entries_.size() != other.entries_.size()) return false;
    for (std::size_t slot = 0; slot < entries_.size(); ++slot) {
      const Entry &a = entries_[slot], &b = other.entries_[slot];
      if (a.generation != b.generation || a.pending != b.pending) return false;
      if (a.pending && !(a.key == b.key && a.event == b.event)) return false;
    }
    return true;
  }

 private:
  struct Entry {
    EventKey key;
    Event event{};
    std::uint32_t generation = 0;  ///< how often the slot was given back
    bool pending = false;
  };

  [[gnu::noinline]] void add_slot() {
    if (entries_.size() == EventKey::slots) throw std::length_error("more events are pending than can be kept");
    free_.push_back(static_cast<std::uint32_t>(entries_.add()));
  }
  std::uint32_t checked(Handle h) const {
    if (!is_pending(h)) throw std::logic_error("an event that is not pending");
    return h.slot;
  }
  bool is_dead(const EventKey& key) const {
    const Entry& entry = entries_[key.slot()];
    return !entry.pending || entry.key != key;
  }
  template <class Approach>
  const EventKey& first(const Approach& approach) {
    return ladder_.first([this](const EventKey& key) { return is_dead(key); },
                         [&](const EventKey& key, std::size_t ahead) {
                           const Entry& entry = entries_[key.slot()];
                           if (ahead > 1)
                             __builtin_prefetch(&entry);
                           else
                             approach(entry.event, ahead);
                         });
  }
  /// Takes out the event that `first` last showed.
  Event& take(std::uint32_t slot) {
    ladder_.pop();
    Entry& entry = entries_[slot];
    forget(entry, slot);
    return entry.event;
  }
  void enter(Entry& entry, std::uint32_t slot, Time at, std::int32_t rank) {
    if (serial_ == EventKey::serials) renumber();
    const EventKey key(at, rank, serial_++, slot);
    entry.key = key;
    ladder_.push(key);
  }
  void forget(Entry& entry, std::uint32_t slot) {
    ++entry.generation;
    entry.pending = false;
    free_.push_back(slot);
  }
  /// Counts one more dead key, and drops them all once they are more than those alive.
  void bury() {
    if (++dead_ <= size() + 64) return;
    for (const EventKey& key : ladder_.drain())
      if (!is_dead(key)) ladder_.push(key);
    dead_ = 0;
  }
  /// Numbers the pending events afresh in their order.
  void renumber() {
    std::vector<EventKey> alive;
    for (const EventKey& key : ladder_.drain())
      if (!is_dead(key)) alive.push_back(key);
    std::sort(alive.begin(), alive.end());
    serial_ = dead_ = 0;
    for (const EventKey& key : alive) enter(entries_[key.slot()], key.slot(), key.at(), key.rank());
  }

  EventLadder ladder_;
  Blocks<Entry> entries_;            ///< by slot
  std::vector<std::uint32_t> free_;  ///< slots
  std::uint64_t serial_ = 0;         ///< of the next event
  std::uint64_t dead_ = 0;           ///< keys buried since they were last dropped
};

}  // namespace sim
