#pragma once

#include "tools/calibration/fit.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tools::calibration {

/// What the trials say of each parameter: its range, and whether the targets tell it.
/// \param ends  trials with one parameter at a bound and the others as fitted: first low and high of the first
///              parameter, then of the next; empty if they were not made
std::vector<ParameterFinding> findings_of(std::span<const FittedParameter> parameters, const Fit& found,
                                          const std::vector<std::size_t>& ends);

}  // namespace tools::calibration
