#pragma once

#include "sim/handle.hpp"
#include "sim/time.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace network {

inline constexpr std::uint32_t nobody = 0xffffffffU;

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

/// Everybody, by number. Records are kept in blocks that never move, so that a million more people cost their records
/// and no copy of those before; those who leave give theirs to others.
class People {
 public:
  Person& operator[](std::uint32_t i) { return blocks_[i / block][i % block]; }
  const Person& operator[](std::uint32_t i) const { return blocks_[i / block][i % block]; }
  std::uint32_t add() {
    if (free_ != nobody) {
      const std::uint32_t i = free_;
      free_ = (*this)[i].after;
      return i;
    }
    if (size_ % block == 0) blocks_.emplace_back(block);
    return size_++;
  }
  void remove(std::uint32_t i) {
    Person& person = (*this)[i];
    person.present = false;
    person.after = free_;
    free_ = i;
  }
  /// How many records there are, free ones included.
  std::uint32_t size() const { return size_; }
  bool operator==(const People&) const = default;

 private:
  static constexpr std::uint32_t block = 1024;
  std::vector<std::vector<Person>> blocks_;
  std::uint32_t size_ = 0;
  std::uint32_t free_ = nobody;  ///< first free record; each names the next as `after`
};

}  // namespace network
