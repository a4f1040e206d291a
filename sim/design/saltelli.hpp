#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <cstdint>

namespace sim::design {

/// Points for first-order and total Sobol indices: the blocks A, B, AB_1, ..., AB_factors of n rows each, where A and B
/// are the halves of a Sobol sequence of 2 * factors dimensions and AB_i is A with factor i's column from B.
/// \param n  rows of a block
/// \return values in [0, 1); shape (n * (factors + 2) x factors)
/// \throws std::invalid_argument unless 2 * factors lie in 1..most_sobol_dimensions
/// \source Saltelli et al. 2010, "Variance based sensitivity analysis of model output"
Matrix saltelli(std::uint32_t seed, std::size_t n, std::size_t factors);

}  // namespace sim::design
