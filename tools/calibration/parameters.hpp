#pragma once

#include "models/scenario/diagnostics.hpp"
#include "models/scenario/evidence.hpp"
#include "tools/experiment.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tools::calibration {

/// A number of the scenario that is fitted.
struct FittedParameter {
  scenario::Assumption number;     ///< where it first stands in what the baseline uses
  std::vector<std::string> paths;  ///< all its places: written once and merged into several, it is still one number
  double low = 0, high = 1;        ///< bounds, in the unit it is kept in
  scenario::Place marked;          ///< where the bounds were written

  /// The value at a coordinate from 0 (low) to 1 (high), rounded so that it can be written down exactly: to whole
  /// things and pence, else to six figures. The number's own coordinate gives the number itself.
  double value_at(double coordinate) const;
  double coordinate_of(double value) const;
  /// "path=value" for each of its paths.
  std::vector<std::string> settings(double value) const;
};

/// The numbers that the scenario marks with `calibrate`, and those of the command line.
/// \param assumptions  every number of the scenario
/// \param baseline     the system that is fitted; empty in a network
/// \param wanted       "path=low:high"; of a number marked already they are nearer
/// \throws scenario::InputError with every mistake found: a path that is not there, or not the baseline's; bounds that
///         are none; nothing to fit
std::vector<FittedParameter> parameters_to_fit(std::span<const scenario::Assumption> assumptions,
                                               const std::string& baseline, std::span<const std::string> wanted);

/// Opens the baseline with some numbers set, each as "path=value".
using Open = std::function<std::unique_ptr<Experiment>(const std::vector<std::string>&)>;

/// Tells what is wrong with the bounds beyond what the numbers say by themselves, such as shares that no longer sum to
/// one. \throws scenario::InputError
void check_bounds(std::span<const FittedParameter> parameters, const Open& open);

}  // namespace tools::calibration
