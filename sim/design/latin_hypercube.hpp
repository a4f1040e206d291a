#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <cstdint>

namespace sim::design {

/// Points of which each factor's range, cut into as many strata as there are points, holds exactly one a stratum, at a
/// uniformly random place in it. Factors are independent. A factor's column depends on nothing but the seed, its number
/// and the number of points, so it stays when another factor is added.
/// \param stream  tells apart what is drawn from one seed
/// \return values in [0, 1); shape (points x factors)
/// \source McKay, Beckman and Conover 1979
Matrix latin_hypercube(std::uint32_t seed, std::size_t points, std::size_t factors, std::uint32_t stream = 0);

}  // namespace sim::design
