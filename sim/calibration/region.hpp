#pragma once

#include "sim/calibration/unit_cube.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sim::calibration {

/// Fills the box around some points evenly: the box is as narrow as they lie along their principal axes, so that a
/// ridge is not a cube, and a quarter of its width is added at either end, at least a hundredth of the cube.
/// \param points  at least 2
/// \param seed, stream  name the sample; the same pair gives the same points
/// \return at most n points of the unit cube; fewer only if next to nothing of the box lies in it
std::vector<Point> fill_around(std::span<const Point> points, std::size_t n, std::uint32_t seed, std::uint32_t stream);

}  // namespace sim::calibration
