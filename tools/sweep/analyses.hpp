#pragma once

#include "tools/sweep/outcomes.hpp"
#include "tools/sweep/points.hpp"
#include "tools/sweep/rivals.hpp"
#include "tools/sweep/values.hpp"

#include <string>
#include <vector>

namespace tools::sweeps {

/// A line of sensitivity.csv.
struct Finding {
  std::string analysis, system, metric, factor, statistic;
  bool difference = false;                    ///< of the system minus the baseline
  double value = 0, ci_low = 0, ci_high = 0;  ///< NaN where there is none
  std::string label = {};                     ///< of a box: what it is asked of, "below 0"
  std::string against = {};                   ///< the system less this one, which is not the baseline
  std::string level = {};                     ///< what a factor is there, as people have it: "lifo", "2 weeks"
};

/// A restriction of a box (PRIM) with a larger quasi-p-value is dropped.
inline constexpr double weak_restriction = 0.05;

/// Every analysis that suits the sweep's design, some columns at a time.
/// \throws results::FolderError if the outcomes cannot be read back
std::vector<Finding> analyse(const Sweep& sweep, const Kept& kept, OutcomeFile& outcomes);

/// What a finding of overtaking says where two options change places nowhere.
inline constexpr const char* no_crossing = "no crossing within the range";

/// A place that is found and not set, to three figures, as people have it.
std::string found_level(const Sweep& sweep, double value);

/// Where one option overtakes another: a finding for each pair and metric, with its interval, and the share of
/// resampled runs that cross within the range. Nothing is extrapolated: where they do not cross, the finding says so.
std::vector<Finding> overtaking(const Sweep& sweep, const Kept& kept, const Rivals& rivals);

}  // namespace tools::sweeps
