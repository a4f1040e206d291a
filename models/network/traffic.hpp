#pragma once

#include "models/network/plan.hpp"

#include <string>
#include <vector>

namespace network {

/// What a station is asked for, capacity and patience not limiting.
struct Load {
  std::string station;
  double arrivals = 0;           ///< people in a unit of time
  double offered = 0;            ///< servers busy at once; of a meeting, people in a unit of time
  double capacity = 0;           ///< servers, on average over the run; of a meeting, slots in a unit of time
  double load = 0;               ///< offered over capacity; 0 if unlimited
  bool nobody_gives_up = false;  ///< some class has no patience and the line has no limit: above 1 it grows for ever
};

/// Solves the traffic equations of every class (Jackson 1957): visits to each station for each arrival.
/// \return one entry a station, in order
std::vector<Load> expected_loads(const Plan& plan);

}  // namespace network
