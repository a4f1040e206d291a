#pragma once

#include "sim/simulation.hpp"

#include <cstdint>

namespace abuse {

struct Event {
  enum class Kind : std::uint8_t {
    relationship,  ///< the next thing in a relationship's own life
    onset,         ///< a relationship begins
    new_partner,   ///< a perpetrator begins another relationship
    case_due,      ///< a referral arrives, patience ends or a case closes
    sitting,       ///< a meeting or a cohort
    capacity,      ///< a step of a resource's capacity
    background,    ///< a case without domestic abuse arrives
    sample,        ///< stocks are looked at, once a month
  };
  Kind kind = Kind::relationship;
  std::uint16_t pool = 0;
  std::uint32_t subject = 0;
  bool operator==(const Event&) const = default;
};

using Context = sim::Context<Event>;

}  // namespace abuse
