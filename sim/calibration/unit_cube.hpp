#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

/// Fitting a model to targets. Knows parameters as coordinates of the unit cube, and the model as a function of them.
namespace sim::calibration {

/// A set of parameters: one coordinate each, from 0 (its lower bound) to 1 (its upper).
using Point = std::vector<double>;

/// A Latin hypercube: cut into n slices along any coordinate, each slice holds one point, anywhere in it.
/// \param seed, stream  name the sample; the same pair gives the same points
/// \return shape (n, dimensions), strictly inside the cube
/// \source McKay, Beckman and Conover 1979
std::vector<Point> latin_hypercube(std::size_t n, std::size_t dimensions, std::uint32_t seed, std::uint32_t stream);

}  // namespace sim::calibration
