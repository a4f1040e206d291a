#pragma once

#include "sim/matrix.hpp"
#include "tools/sweep/points.hpp"
#include "tools/sweep/values.hpp"

#include <string>
#include <vector>

namespace tools::sweeps {

/// What each point came to: shape (points, columns). Columns are every system's metrics, then every other system's
/// minus the baseline's, paired by replication.
struct Outcomes {
  struct Column {
    std::size_t system, metric;
    bool difference;
  };
  std::vector<Column> columns;
  sim::Matrix mean, variance, replications;  ///< over replications with a value; NaN where there is none
};
Outcomes make_outcomes(const Kept& kept, std::size_t points);

/// A line of sensitivity.csv.
struct Finding {
  std::string analysis, system, metric, factor, statistic;
  bool difference = false;                    ///< of the system minus the baseline
  double value = 0, ci_low = 0, ci_high = 0;  ///< NaN where there is no interval
};

/// Every analysis that suits the sweep's design.
std::vector<Finding> analyse(const Sweep& sweep, const Kept& kept, const Outcomes& outcomes);

}  // namespace tools::sweeps
