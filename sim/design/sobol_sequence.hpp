#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <cstdint>

namespace sim::design {

inline constexpr std::size_t most_sobol_dimensions = 3667;  ///< for which there are direction numbers

/// The first points of a Sobol sequence, its origin among them, under a random digital shift: every binary digit of a
/// dimension is flipped or not for all points alike. The shift makes each point uniform in the cube, and a dimension's
/// column depends on nothing but the seed and its number.
/// \return values in [0, 1); shape (points x dimensions)
/// \throws std::invalid_argument unless dimensions lie in 1..most_sobol_dimensions
/// \source Sobol 1967; direction numbers of Joe and Kuo 2008, as Boost.Random has them; shift: Cranley and Patterson
///         1976 in base 2, L'Ecuyer and Lemieux 2002
Matrix sobol_sequence(std::uint32_t seed, std::size_t points, std::size_t dimensions);

}  // namespace sim::design
