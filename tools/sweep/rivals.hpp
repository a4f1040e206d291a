#pragma once

#include "sim/matrix.hpp"
#include "tools/sweep/values.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tools::sweeps {

/// Each option against each other, replication by replication, over a sweep of one factor that is an amount: what is
/// needed to say where one overtakes the other. Of every other sweep it keeps nothing.
class Rivals {
 public:
  Rivals(const Sweep& sweep, const Kept& kept);

  /// A replication of a point. \param values  as kept; shape (systems, metrics)
  void add(std::size_t point, std::uint32_t replication, std::span<const double> values);

  struct Pair {
    std::size_t system, other, metric;
    sim::Matrix differences;  ///< the system's less the other's; shape (points, replications), NaN where missing
  };
  const std::vector<Pair>& pairs() const { return pairs_; }
  /// Metrics, the last of those kept, for which there is no room in memory (128 MiB).
  std::size_t left_out() const { return left_out_; }

 private:
  std::size_t metrics_, left_out_ = 0;
  std::vector<Pair> pairs_;
};

}  // namespace tools::sweeps
