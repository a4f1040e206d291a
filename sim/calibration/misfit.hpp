#pragma once

#include <span>
#include <vector>

namespace sim::calibration {

/// What was observed, and how far from it a model may lie on either side.
struct Target {
  double value = 0;
  double below = 0, above = 0;  ///< tolerances, more than 0: half a central 95 % interval, each on its side
};

/// What the model says of a target at one set of parameters. NaN in either: it could not be measured.
struct Simulated {
  double mean = 0;
  double standard_error = 0;  ///< of the mean
};

/// What counts for a target that could not be measured, in tolerances (of implausibility, in standard deviations): the
/// most that any target counts for, so that what is summed stays finite.
inline constexpr double unmeasured = 1000;

/// The sum over targets of ((mean - value) / tolerance)^2, with the tolerance of the side that the mean is on.
double misfit(std::span<const Target> targets, std::span<const Simulated> simulated);

/// For each target |mean - value| / sqrt((tolerance / 1.96)^2 + standard error^2).
/// \source Vernon, Goldstein and Bower 2010; the tolerance stands for their discrepancy and observation error together
std::vector<double> implausibility(std::span<const Target> targets, std::span<const Simulated> simulated);

/// A greater implausibility rules a set of parameters out. \source Pukelsheim 1994: three standard deviations hold at
/// least 95 % of any distribution with one peak
inline constexpr double ruled_out = 3;

}  // namespace sim::calibration
