#pragma once

#include "tools/calibration/fit.hpp"
#include "tools/calibration/overlay.hpp"

#include <string>
#include <vector>

namespace tools::calibration {

/// What the calibrated scenario says: no more than the fit has found out.
struct Calibrated {
  std::vector<CalibratedNumber> numbers;
  std::vector<std::string> remarks;  ///< for whoever reads the file
};

/// The fitted numbers, each with the central 90 % of the ensemble as its range: its own alone, whatever else is known
/// only together with it, which its rationale says. A number that changes no target stays as it was.
Calibrated calibrated(const Fit& fit);

}  // namespace tools::calibration
