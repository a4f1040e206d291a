#pragma once

#include "models/experiment.hpp"
#include "tools/results/compare.hpp"

#include <string>

namespace results {

/// What summary.json says of the run besides its numbers.
struct SummaryHead {
  std::string model;                ///< "domestic_abuse"
  std::string title;                ///< the scenario's
  std::string run = "chance only";  ///< what varied between replications
};

/// summary.json: systems.NAME.metrics.METRIC over the whole horizon, systems.NAME.years by year, and
/// differences.NAME.METRIC for every system but the baseline; metrics of a group are left to the CSV files. Numbers
/// are the shortest that read back equal, null where there is none. Equal inputs give equal bytes.
/// \param summaries  of these results
std::string summary_json(const SummaryHead& head, const experiment::Results& results, const Summaries& summaries);

}  // namespace results
