#include "sim/calibration/unit_cube.hpp"

#include <cstddef>

namespace sim::calibration {

std::vector<Point> points_of(const Matrix& design) {
  std::vector<Point> points;
  for (auto row = design.values.begin(); row != design.values.end(); row += static_cast<std::ptrdiff_t>(design.columns))
    points.emplace_back(row, row + static_cast<std::ptrdiff_t>(design.columns));
  return points;
}

}  // namespace sim::calibration
