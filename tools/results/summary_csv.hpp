#pragma once

#include "models/experiment.hpp"
#include "tools/results/compare.hpp"

#include <string>

namespace results {

/// summary.csv: one line a system, row and metric, grouped metrics included. Columns: system, area, year (empty for
/// the whole horizon, which comes first), group, metric, unit, n, mean, ci_low, ci_high, p05, p50, p95. Numbers are
/// the shortest that read back equal; a missing one is empty.
/// \param summaries  of these results
std::string summary_csv(const experiment::Results& results, const Summaries& summaries);

/// differences.csv: the same columns for each system minus the baseline, which has no lines of its own.
std::string differences_csv(const experiment::Results& results, const Summaries& summaries);

}  // namespace results
