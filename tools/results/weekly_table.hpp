#pragma once

#include "models/weekly.hpp"
#include "sim/tally.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace results {

/// weekly.csv in the making: the mean of each weekly series over replications, taken in one by one so that none has to
/// stay in memory. The same to the bit if they come in the same order.
class WeeklyTable {
 public:
  explicit WeeklyTable(experiment::Weekly names);

  /// Takes in the next replication.
  /// \param series  packed values; shape (series, weeks); NaN marks a missing one, which is left out
  /// \throws StoreError if they are not of this shape
  void add(std::span<const std::byte> series);
  /// One line a series and week. Columns: system, area, week (the date on which it starts), service, metric, unit, n,
  /// mean, ci_low, ci_high (the 95 % Student t interval of the mean). Numbers are the shortest that read back equal; a
  /// missing one is empty.
  std::string csv(const std::string& area) const;

 private:
  experiment::Weekly names_;
  std::vector<sim::Tally> cells_;  ///< shape (series, weeks)
};

}  // namespace results
