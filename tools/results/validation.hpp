#pragma once

#include "sim/summary.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <string>

namespace results {

/// One number that the simulation is held against.
struct ValidationRow {
  std::string quantity;  ///< "MARAC cases in a year"
  std::string kind;      ///< "fit", "hold-out", "input", "unmatched", "slope", "prediction" or "theory"
  std::string unit;
  double target = std::numeric_limits<double>::quiet_NaN();  ///< NaN if none
  double low = std::numeric_limits<double>::quiet_NaN();     ///< NaN if open on this side
  double high = std::numeric_limits<double>::quiet_NaN();
  sim::Summary simulated;  ///< with its 95 % interval
  std::string source, note;
  std::string verdict;  ///< as `judge` says
};

/// What a row shows. With a range: "within" if the simulated mean lies in [low, high], else "below" or "above". With a
/// target alone: "within" if the interval covers it, else where the mean lies. A slope: "nil" if its interval at
/// `slope_confidence` covers 0, else "falling" or "rising". Theory: "agrees" if the interval at that confidence covers
/// the target. "not judged" where there is nothing to compare with, or
/// too few replications.
/// \param slope_confidence  in (0, 1); for k slopes that are to hold together, `simultaneous(k)`
std::string judge(const ValidationRow& row, double slope_confidence = 0.95);

/// Sets the verdict of every row, slopes at the confidence that makes all of them hold together.
void judge_all(std::span<ValidationRow> rows, double confidence = 0.95);

/// Bonferroni: the confidence of each of k intervals such that all hold at once with `confidence`. 0 counts as 1.
double simultaneous(std::size_t k, double confidence = 0.95);

/// The rows as a table for people, grouped by kind in the order of first appearance.
/// \param width  columns to fit into; 0 for no limit
std::string validation_text(std::span<const ValidationRow> rows, std::size_t width);

/// validation.csv: quantity, kind, unit, target, low, high, n, mean, ci_low, ci_high, p05, p50, p95, verdict, source,
/// note. A missing number is empty.
std::string validation_csv(std::span<const ValidationRow> rows);

}  // namespace results
