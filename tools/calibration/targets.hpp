#pragma once

#include "sim/calibration/misfit.hpp"
#include "sim/summary.hpp"
#include "tools/experiment.hpp"
#include "tools/results/validation.hpp"

#include <cstddef>
#include <vector>

namespace tools::calibration {

/// What the baseline is held against. Rows of kind "fit" guide the fit: in a network all, of any other model those that
/// say so.
class Targets {
 public:
  /// A row that guides the fit and has no tolerance gets a usual one.
  /// \throws scenario::InputError if none guides the fit, or one that does cannot
  explicit Targets(const Experiment& baseline);

  /// In the order of the experiment's, those that guide the fit with both ends.
  const std::vector<results::ValidationRow>& rows() const { return rows_; }
  /// Of the rows that guide the fit, in their order.
  const std::vector<sim::calibration::Target>& fitted() const { return fitted_; }
  /// What the search is told of a trial. \param measured  by row \return by fitted target
  std::vector<sim::calibration::Simulated> simulated(const std::vector<sim::Summary>& measured) const;
  /// A row with what was measured of it, judged.
  results::ValidationRow judged(std::size_t row, const sim::Summary& measured) const;

 private:
  std::vector<results::ValidationRow> rows_;
  std::vector<sim::calibration::Target> fitted_;
};

}  // namespace tools::calibration
