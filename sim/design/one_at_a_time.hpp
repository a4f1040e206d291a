#pragma once

#include "sim/design/levels.hpp"

#include <cstdint>
#include <span>

namespace sim::design {

/// The base point, then every other level of the first factor with all else at base, then of the second, and so on:
/// 1 + the sum of (levels - 1) points.
/// \param level_counts  at least 1 each; shape (factors)
/// \param base          each below its factor's level count; shape (factors)
/// \throws std::invalid_argument if the shapes differ or a base level does not exist
Levels one_at_a_time(std::span<const std::uint32_t> level_counts, std::span<const std::uint32_t> base);

}  // namespace sim::design
