#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sim::sensitivity {

/// How much of chance is common to all points of a design that live through the same random numbers, replication by
/// replication: in the two-way layout outcome = point + replication + rest, the variance of the replications' part. It
/// moves all points alike, so it adds nothing to the variance between their means.
class SharedChance {
 public:
  /// The next point's outcomes by replication, NaN where there is none.
  void add(std::span<const double> outcomes);
  /// \return the variance of one replication's part, at least 0; 0 where that cannot be told: fewer than two points or
  ///         replications, or one outcome missing
  /// \source two-way classification without interaction, random effects: Searle, Casella and McCulloch 1992, 4.3
  double variance() const;

 private:
  std::vector<double> first_, sums_;  ///< by replication; sums of what comes after the first point, less its outcome
  double within_ = 0;                 ///< sum over points of the variance over replications
  std::size_t points_ = 0;
  bool whole_ = true;
};

}  // namespace sim::sensitivity
