#pragma once

#include <cstdint>

namespace sim {

/// Names an event on a calendar or a place in a line until it is over; afterwards it names nothing, even if its slot is
/// used again.
struct Handle {
  std::uint32_t slot = 0xffffffffU;
  std::uint32_t generation = 0;
  bool operator==(const Handle&) const = default;
};

}  // namespace sim
