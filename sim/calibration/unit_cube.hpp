#pragma once

#include "sim/matrix.hpp"

#include <vector>

/// Fitting a model to targets. Knows parameters as coordinates of the unit cube, and the model as a function of them.
namespace sim::calibration {

/// A set of parameters: one coordinate each, from 0 (its lower bound) to 1 (its upper).
using Point = std::vector<double>;

/// The rows of a design.
std::vector<Point> points_of(const Matrix& design);

}  // namespace sim::calibration
