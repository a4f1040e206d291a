#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim::design {

/// Trajectories through the cube, each of which moves every factor once.
struct Morris {
  Matrix points;                     ///< trajectory after trajectory; shape (trajectories * (factors + 1) x factors)
  std::vector<std::size_t> changed;  ///< the factor that changes after each point but a trajectory's last, row by row;
                                     ///< shape (trajectories x factors)
  bool operator==(const Morris&) const = default;
};

/// Random trajectories for elementary effects. A factor takes the values 0, 1 / (levels - 1), ..., 1, so, unlike in the
/// other designs, 1 itself; it moves by levels / (2 (levels - 1)), up or down, from a start from which it stays inside.
/// Start, direction and order are uniformly random. A trajectory depends on nothing but the seed, its number and the
/// number of factors and levels.
/// \param levels  even, at least 2; 4 is usual
/// \return values in [0, 1], both included
/// \throws std::invalid_argument if there is no factor, or levels are odd or none
/// \source Morris 1991
Morris morris(std::uint32_t seed, std::size_t trajectories, std::size_t factors, std::uint32_t levels);

}  // namespace sim::design
