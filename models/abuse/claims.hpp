#pragma once

#include "models/abuse/vocabulary.hpp"
#include "sim/time.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace abuse {

struct Plan;

/// Something that happened, or a management that began: when and to whom.
struct ClaimRecord {
  sim::Time at = 0;
  std::uint64_t who = 0;  ///< id of the perpetrator or the relationship; 0 where it is everybody's
  bool operator==(const ClaimRecord&) const = default;
};

/// What one world kept for the claims of its scenario; shape (claims).
struct ClaimRecords {
  std::vector<std::vector<ClaimRecord>> events, starts;
  bool operator==(const ClaimRecords&) const = default;
};

/// The two figures of a claim as metrics. All are missing where nobody was selected.
struct ClaimMetrics {
  std::size_t people = 0;   ///< selected
  std::size_t before = 0;   ///< events a person in the window before; of everybody, events a quarter
  std::size_t naive = 0;    ///< relative change from before to after, on the people selected
  std::size_t without = 0;  ///< the same people and windows in the baseline's run: what would have come anyway
  std::size_t effect = 0;   ///< after, against the same people's after in the baseline's run
};

struct CompiledClaim {
  std::string name;
  ClaimOf of = ClaimOf::everybody;
  sim::Time before = 0, after = 0;  ///< days
  ClaimMetrics metrics;
};

/// Sums of the events of the people selected.
struct ClaimFigures {
  double people = 0;
  double before = 0, after = 0;                    ///< in the system's run
  double before_baseline = 0, after_baseline = 0;  ///< of the same people, in the same windows of the baseline's run
  double windows = 1;                              ///< length of the window after over that before

  double naive() const { return change(before * windows, after); }
  double without() const { return change(before_baseline * windows, after_baseline); }
  double effect() const { return change(after_baseline, after); }
  /// Relative change; experiment::missing from nothing.
  static double change(double from, double to);
};

/// Looks at a claim as the partnership did, and at the same people under the baseline. People are those whose
/// management first starts in the counted period, with the whole window before it after `first` and the whole window
/// after it before `end`. Of everybody: the window before ends at time 0, the one after goes from the first start to
/// the end.
/// \param first  since when events were kept; at most 0
ClaimFigures claim_figures(const CompiledClaim& claim, const std::vector<ClaimRecord>& starts,
                           const std::vector<ClaimRecord>& here, const std::vector<ClaimRecord>& baseline,
                           sim::Time first, sim::Time end);

/// Every claim of the plan for one system. \return metric and value, over the horizon
std::vector<std::pair<std::size_t, double>> claim_values(const Plan& plan, const ClaimRecords& here,
                                                         const ClaimRecords& baseline);

}  // namespace abuse
