#pragma once

#include "models/network/plan.hpp"
#include "sim/time.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace network {

/// What a short trial says of one station's number in system.
struct PilotStation {
  std::string station;
  sim::Time warm_up = 0;  ///< to leave out at least, by MSER-5
  bool settled = false;   ///< false: that lies beyond half of the trial, too short to tell
  double mean = 0;        ///< of what is left
  double half_width = 0;  ///< expected of the 95 % interval of the mean after the run as planned, by batch means
};

struct Pilot {
  sim::Time length = 0;          ///< of each trial run, from empty
  std::size_t replications = 0;  ///< averaged
  std::vector<PilotStation> stations;
};

/// Runs a network from empty for a while, to see when it settles. Takes about a second at most; the same for the same
/// plan. A network whose arrivals or servers change in time has no steady state to find: no stations then.
Pilot try_out(const std::shared_ptr<const Plan>& plan);

}  // namespace network
