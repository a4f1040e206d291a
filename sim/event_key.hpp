#pragma once

#include "sim/time.hpp"

#include <bit>
#include <cstdint>
#include <string_view>

namespace sim {

/// The order of events at one time, in words; to be changed with EventKey.
inline constexpr std::string_view about_ties =
    "Of events at one time the lowest rank happens first, and of one rank the one that was scheduled first. No memory "
    "address, hash or thread decides.";

/// When an event happens among the others: earliest first, then lowest rank (releases before seizes), then first
/// scheduled. The time's bits, put in the order of the numbers they stand for, then rank, serial and slot make one
/// 128-bit integer, which compares without a branch: which of two events is earlier cannot be foreseen. Serials differ,
/// so the slot, which says where the calendar keeps the event, never decides. Minus zero becomes zero: one time.
class EventKey {
 public:
  static constexpr std::int32_t lowest_rank = -8, highest_rank = 7;
  static constexpr std::uint64_t serials = std::uint64_t{1} << 36;
  static constexpr std::uint32_t slots = std::uint32_t{1} << 24;

  EventKey() = default;
  /// \param rank  from lowest_rank to highest_rank. \param serial  below serials. \param slot  below slots
  EventKey(Time at, std::int32_t rank, std::uint64_t serial, std::uint32_t slot)
      : time_(ordered(std::bit_cast<std::uint64_t>(at + 0.0))),
        order_(static_cast<std::uint64_t>(rank - lowest_rank) << 60 | serial << 24 | slot) {}
  Time at() const { return std::bit_cast<double>(time_ >> 63 ? time_ ^ sign : ~time_); }
  std::int32_t rank() const { return static_cast<std::int32_t>(order_ >> 60) + lowest_rank; }
  std::uint32_t slot() const { return static_cast<std::uint32_t>(order_) & (slots - 1); }
  bool operator<(const EventKey& other) const { return whole() < other.whole(); }
  bool operator==(const EventKey&) const = default;
  /// \return the first if so, else the second, without a branch
  static EventKey either(bool so, const EventKey& first, const EventKey& second) {
    const std::uint64_t mask = -static_cast<std::uint64_t>(so);
    EventKey key;
    key.time_ = (first.time_ & mask) | (second.time_ & ~mask);
    key.order_ = (first.order_ & mask) | (second.order_ & ~mask);
    return key;
  }

 private:
  __extension__ using Whole = unsigned __int128;
  static constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  static std::uint64_t ordered(std::uint64_t bits) { return bits & sign ? ~bits : bits | sign; }
  Whole whole() const { return static_cast<Whole>(time_) << 64 | order_; }

  std::uint64_t time_ = sign;  ///< that is, 0
  std::uint64_t order_ = 0;
};

}  // namespace sim
