#pragma once

#include "models/abuse/system.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace abuse {

/// What one replication measured.
struct Outcome {
  std::vector<double>
      values;  ///< shape (systems, years + 1, metrics); experiment::missing where there is no denominator
  std::uint64_t warm_up_events = 0;
  std::uint64_t counted_events = 0;  ///< over all systems
  bool operator==(const Outcome&) const = default;
};

/// One replication: the warm-up once under the baseline, then every system from a copy of that state, with the same
/// numbers for the same people.
Outcome replicate(const std::shared_ptr<const Plan>& plan, std::uint32_t replication);

}  // namespace abuse
