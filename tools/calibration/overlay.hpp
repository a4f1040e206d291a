#pragma once

#include "models/scenario/document.hpp"
#include "models/scenario/evidence.hpp"

#include <span>
#include <string>
#include <vector>

namespace tools::calibration {

/// A number as calibration left it, with what is to be said of it.
struct CalibratedNumber {
  scenario::Assumption number;
  std::vector<std::string> paths;  ///< where it stands in the scenario
};

/// A scenario that extends another and says nothing but some numbers. A list is said whole, with its other elements as
/// they are, since a nearer list replaces a farther one.
/// \param file      the other scenario, as seen from where this one will be
/// \param resolved  the other scenario, after includes
/// \param remarks   comments at its top
/// \return YAML
std::string overlay_yaml(const std::string& file, const scenario::Node& resolved,
                         std::span<const CalibratedNumber> numbers, std::span<const std::string> remarks = {});

}  // namespace tools::calibration
