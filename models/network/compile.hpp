#pragma once

#include "models/network/config.hpp"
#include "models/network/plan.hpp"
#include "models/scenario/diagnostics.hpp"

#include <memory>

namespace network {

/// Turns names into numbers and checks what the keys by themselves cannot: references, shares that sum to one, a
/// service time for everybody who comes, a way out for all.
/// Mistakes are added to `diagnostics`; the plan is of no use if there are any.
std::shared_ptr<const Plan> compile(const config::Scenario& c, scenario::Diagnostics& diagnostics);

}  // namespace network
