#pragma once

#include "tools/results/difference.hpp"
#include "tools/results/read_sweep.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace results {

/// A metric that differs at a point that two sweeps share.
struct PointChange {
  std::size_t first, second;  ///< the point's number in either
  bool paired;                ///< by replication
  OutputChange output;
};

struct SweepComparison {
  Unshared factors;
  /// Of the points, as `point_name` has them. Two points are one if every factor has the same value, whatever their
  /// numbers; where the factors differ none is.
  Unshared points;
  std::vector<std::pair<std::size_t, std::size_t>> shared;  ///< numbers in either, ascending by the first
  std::size_t compared = 0;                                 ///< points times systems times metrics that both have
  std::size_t paired = 0;                                   ///< points whose outcomes are paired by replication
  std::size_t empty = 0;                                    ///< points that one of the two has not done
  std::vector<PointChange> changes;                         ///< clearest first
  Unshared systems, metrics;
};

/// "3 (posts 4, rate 0.5)"; of many factors the first few.
std::string point_name(const FinishedSweep& sweep, std::size_t point);

/// Inputs that differ: of the scenario, then of the sweep's own file, whose paths begin with "sweep.".
std::vector<InputChange> sweep_input_changes(const FinishedSweep& first, const FinishedSweep& second);

/// Every metric of every system, and its difference to the baseline, at every point that both have; paired as by
/// `compare_outputs`. \throws StoreError
SweepComparison compare_sweeps(FinishedSweep& first, FinishedSweep& second);

/// What `diff` found of two sweeps, one line each:
/// kind,point_first,point_second,path_or_metric,system,unit,first,second,difference,ci_low,ci_high,paired,n_first,n_second.
/// Kinds as of `difference_csv`, and factor and point for what only one of them has.
std::string sweep_difference_csv(std::span<const Change> facts, std::span<const InputChange> inputs,
                                 const SweepComparison& outputs);

}  // namespace results
