#pragma once

#include "models/algorithm.hpp"

#include <vector>

/// What the model does, each defined beside the code that does it.
namespace network {

extern const Algorithm arrival_algorithm;  ///< arrivals.cpp
extern const Algorithm station_algorithm;  ///< world.cpp
extern const Algorithm start_algorithm;    ///< replicate.cpp

/// All of them, in the order in which they are best read.
std::vector<Algorithm> algorithms();

}  // namespace network
