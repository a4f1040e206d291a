#pragma once

#include "tools/calibration/fit.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tools::calibration {

/// Trials around a set of parameters, by number.
struct Ends {
  std::size_t centre = 0;
  /// With one parameter at a bound and the others as in the centre: low and high of the first parameter, then of the
  /// next; empty if they were not made.
  std::vector<std::size_t> trials;
};

/// Whether two trials measured the same of every target, and of one at least something.
bool measured_the_same(const Trial& a, const Trial& b);

/// Which parameters change no target, be they low or high; none if the ends were not made.
std::vector<bool> idle_of(std::size_t parameters, std::span<const Trial> trials, const Ends& ends);

/// What the trials say of each parameter: its range, and whether the targets tell it.
/// \param idle  shape (parameters)
std::vector<ParameterFinding> findings_of(std::span<const FittedParameter> parameters, const Fit& found,
                                          const Ends& ends, const std::vector<bool>& idle);

}  // namespace tools::calibration
