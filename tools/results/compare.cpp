#include "tools/results/compare.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace results {

Summaries compare(const experiment::Results& results, double confidence) {
  const std::size_t replications = results.replications.size();
  Summaries summaries{.systems = results.systems.size(),
                      .rows = results.rows(),
                      .metrics = results.metrics.size(),
                      .values = {},
                      .differences = {}};
  const std::size_t cells = summaries.systems * summaries.rows * summaries.metrics;
  if (results.values.size() != replications * cells)
    throw std::invalid_argument(
        fmt::format("results hold {} values where {} replications of {} systems, {} rows and "
                    "{} metrics need {}",
                    results.values.size(), replications, summaries.systems, summaries.rows, summaries.metrics,
                    replications * cells));
  if (results.baseline >= summaries.systems)
    throw std::invalid_argument(
        fmt::format("baseline {} is not one of {} systems", results.baseline, summaries.systems));

  summaries.values.reserve(cells);
  summaries.differences.reserve(cells);
  std::vector<double> own(replications), paired(replications);
  for (std::size_t system = 0; system < summaries.systems; ++system)
    for (std::size_t row = 0; row < summaries.rows; ++row)
      for (std::size_t metric = 0; metric < summaries.metrics; ++metric) {
        for (std::size_t r = 0; r < replications; ++r) {
          own[r] = results.at(r, system, row, metric);
          // Missing on either side is NaN, and so is the difference.
          paired[r] =
              system == results.baseline ? experiment::missing : own[r] - results.at(r, results.baseline, row, metric);
        }
        summaries.values.push_back(sim::summarise(own, confidence));
        summaries.differences.push_back(sim::summarise(paired, confidence));
      }
  return summaries;
}

}  // namespace results
