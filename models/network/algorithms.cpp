#include "models/network/algorithms.hpp"

namespace network {

std::vector<Algorithm> algorithms() { return {arrival_algorithm, station_algorithm, start_algorithm}; }

}  // namespace network
