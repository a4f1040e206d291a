#pragma once

#include "tools/calibration/fit.hpp"

#include <string>

namespace tools::calibration {

/// fit.csv: quantity, kind, unit, target, low, high, before and after with their intervals, within.
std::string fit_csv(const Fit& c);
/// parameters.csv: path, unit, low, high, start, fitted, range_low, range_high, share, identified, why.
std::string parameters_csv(const Fit& c);
/// ensemble.csv: a design: parameter paths, then one set of values a line, each as `--set` takes it.
std::string ensemble_csv(const Fit& c);
/// trace.csv: every set that was simulated, in order, in the units of parameters.csv.
std::string trace_csv(const Fit& c);
/// report.txt
std::string report_text(const Fit& c);

}  // namespace tools::calibration
