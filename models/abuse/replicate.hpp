#pragma once

#include "models/abuse/journal.hpp"
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
  std::vector<double> weekly{};      ///< shape (series, weeks), named by weekly_names; empty unless asked for
  bool operator==(const Outcome&) const = default;
};

/// Who is told what happens: in the warm-up, and under each system from the first counted day on. None is owned.
struct Journals {
  Journal* warm_up = nullptr;
  std::vector<Journal*> systems;  ///< empty, or one of the plan's systems each, null for those not asked about
};

/// One replication: the warm-up once under the baseline, then every system from a copy of that state, the baseline
/// first and the others in order, with the same numbers for the same people. Journals change no result.
/// \param weekly  whether to book weekly series too, which changes nothing else
Outcome replicate(const std::shared_ptr<const Plan>& plan, std::uint32_t replication, const Journals& journals = {},
                  bool weekly = false);

}  // namespace abuse
