#pragma once

#include "sim/design/levels.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace sim::design {

inline constexpr std::size_t most_factorial_points = 10'000'000;

/// Every combination of the factors' levels, the last factor changing fastest.
/// \param level_counts  at least 1 each; shape (factors). No factor at all has one combination, the empty one
/// \throws std::invalid_argument if a factor has no level
/// \throws std::length_error     if there are more than most_factorial_points combinations
Levels full_factorial(std::span<const std::uint32_t> level_counts);

}  // namespace sim::design
