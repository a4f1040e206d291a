#pragma once

#include "models/abuse/appraisal_of_run.hpp"
#include "models/abuse/money_draws.hpp"

#include <string>
#include <vector>

namespace abuse {

/// What one replication says of one system's place in the choice.
struct Sample {
  std::uint32_t replication = 0;
  std::size_t system = 0;
  std::vector<double> values;  ///< shape (columns)
};

/// The values behind the figures of the choice, replication by replication: enough to draw how they are spread.
struct Samples {
  /// cost_total, net_saving, net_saving_discounted, cash_less_new_money, public_value; then net.YEAR for each counted
  /// year and effect.NAME for each effect that the choice looks at.
  std::vector<std::string> columns;
  std::vector<Sample> rows;  ///< by replication, then system
};

/// In pounds, effects in their own units; against the baseline, whose own values but its cost are 0. net.YEAR is the
/// fiscal benefit less cost of that year, as the appraisal has it, not discounted and not corrected; effects are
/// discounted. NaN where there is nothing. Empty without an appraisal, or with one system.
/// \param comparisons  of `appraise_run`
Samples samples(const Plan& plan, const experiment::Results& results, const std::vector<Comparison>& comparisons,
                const DrawnValues& drawn = {});

}  // namespace abuse
