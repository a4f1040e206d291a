#pragma once

#include "sim/blocks.hpp"
#include "sim/handle.hpp"
#include "sim/time.hpp"

#include <cstdint>
#include <string_view>

namespace network {

inline constexpr std::uint32_t nobody = 0xffffffffU;

inline constexpr std::string_view person_attributes =
    "class; station, and whether in line or in service there; arrival in the network; number of visits; patience left";
/// Somebody in the network: a cache line.
struct Person {
  std::uint64_t id = 0;
  sim::Time arrived = 0;  ///< in the network
  sim::Time since = 0;    ///< in line, or in service
  sim::Time service = 0;  ///< how long it takes there
  sim::Handle patience;   ///< the event of losing it
  /// Neighbours in line; or, where deadlines decide, the two halves of a handle to the place in it.
  std::uint32_t before = nobody, after = nobody;
  std::uint32_t visits = 0;
  std::uint16_t cls = 0, station = 0;
  std::uint16_t next = 0;  ///< station after this one
  bool present = false;    ///< false: the record is free
  bool served = false;     ///< in service, no longer in line
  bool counted = false;    ///< joined the station in the counted period
  bool operator==(const Person&) const = default;
};
static_assert(sizeof(Person) <= 64);

/// Everybody, by number; those who leave give their records to others.
class People {
 public:
  Person& operator[](std::uint32_t i) { return records_[i]; }
  const Person& operator[](std::uint32_t i) const { return records_[i]; }
  std::uint32_t add() {
    if (free_ == nobody) return static_cast<std::uint32_t>(records_.add());
    const std::uint32_t i = free_;
    free_ = records_[i].after;
    return i;
  }
  void remove(std::uint32_t i) {
    Person& person = records_[i];
    person.present = false;
    person.after = free_;
    free_ = i;
  }
  /// How many records there are, free ones included.
  std::uint32_t size() const { return static_cast<std::uint32_t>(records_.size()); }
  bool operator==(const People&) const = default;

 private:
  sim::Blocks<Person> records_;
  std::uint32_t free_ = nobody;  ///< first free record; each names the next as `after`
};

}  // namespace network
