#pragma once

#include "models/experiment.hpp"
#include "sim/summary.hpp"

#include <cstddef>
#include <vector>

namespace results {

/// Every quantity of an experiment, summarised over its replications.
struct Summaries {
  std::size_t systems = 0, rows = 0, metrics = 0;
  std::vector<sim::Summary> values;       ///< shape (systems, rows, metrics), last index fastest
  std::vector<sim::Summary> differences;  ///< the same shape; n = 0 throughout for the baseline

  const sim::Summary& of(std::size_t system, std::size_t row, std::size_t metric) const {
    return values[(system * rows + row) * metrics + metric];
  }
  /// The system minus the baseline, paired by replication.
  const sim::Summary& difference(std::size_t system, std::size_t row, std::size_t metric) const {
    return differences[(system * rows + row) * metrics + metric];
  }
};

/// Summarises each system, row and metric, and each system minus the baseline. A pair counts only where both of its
/// values are present.
/// \param confidence  of the intervals, in (0, 1)
/// \throws std::invalid_argument if the results' values do not fill their shape or the baseline is not one of them
Summaries compare(const experiment::Results& results, double confidence = 0.95);

}  // namespace results
