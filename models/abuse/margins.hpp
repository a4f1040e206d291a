#pragma once

#include "models/abuse/system.hpp"
#include "models/experiment.hpp"
#include "models/scenario/evidence.hpp"

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace abuse {

/// How one category of the synthetic people came out under the baseline, beside what the scenario asked for.
struct Margin {
  std::string characteristic{}, category{};
  std::string unit;                                          ///< "share", or what is counted
  double target = std::numeric_limits<double>::quiet_NaN();  ///< NaN if none
  double low = std::numeric_limits<double>::quiet_NaN();     ///< range of the target; NaN if none
  double high = std::numeric_limits<double>::quiet_NaN();
  std::size_t n = 0;                          ///< replications
  double people = 0;                          ///< in the category, mean of the replications
  double drawn = 0, ci_low = 0, ci_high = 0;  ///< pooled over replications; 95 % interval; NaN with too few of them
  std::string source{}, status{};  ///< of the target: of every number that it follows from, the weakest status
};

/// Victims whose relationship began in the counted period or was there at its start, by sex, age, ethnic group,
/// disability, setting and number of children; those whose relationship began in it, by tier, living together and ages
/// of children, which are of the onset; perpetrators who began their first in it, by sex and age, and all that began in
/// it by how many their perpetrator had before; and how many people there are in all: known to police in a year,
/// hidden, known and in service. All from the metrics that replications store.
/// \param assumptions  the log of the scenario that the plan was made from
std::vector<Margin> margins(const Plan& plan, const experiment::Results& results,
                            std::span<const scenario::Assumption> assumptions);

}  // namespace abuse
