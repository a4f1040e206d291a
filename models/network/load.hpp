#pragma once

#include "models/network/plan.hpp"
#include "models/network/traffic.hpp"
#include "models/scenario/document.hpp"
#include "models/scenario/evidence.hpp"

#include <memory>
#include <string>
#include <vector>

namespace network {

/// A scenario read, checked and compiled.
struct Loaded {
  scenario::Node resolved;                        ///< after includes and settings
  std::vector<scenario::Assumption> assumptions;  ///< every number with its evidence
  std::vector<scenario::Diagnostic> warnings;
  std::vector<Load> loads;  ///< by station
  std::shared_ptr<const Plan> plan;
};

/// \param root  the scenario with what it includes, as scenario::load gives it
/// \param sets  settings "path=value", applied after includes
/// \throws scenario::InputError with every mistake found
Loaded load(scenario::Node root, const std::vector<std::string>& sets);
Loaded load(const std::string& path, const std::vector<std::string>& sets);

}  // namespace network
