#pragma once

#include "tools/calibration/fit.hpp"
#include "tools/calibration/targets.hpp"
#include "tools/calibration/trials.hpp"
#include "tools/commands.hpp"

#include <cstdint>
#include <span>

namespace tools::calibration {

/// Searches for the best fit, then for all that fits, then looks at the bounds of each parameter.
/// \return what was found, not complete if a signal came; without trials if it came before the first was done. Title,
///         scenario, baseline, settings, replications and seed are left for who knows them
/// \throws whatever `trials` throws
Fit search(Trials& trials, std::span<const FittedParameter> parameters, const Targets& targets,
           const CalibrateOptions& options, std::uint32_t seed);

}  // namespace tools::calibration
