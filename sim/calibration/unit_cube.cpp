#include "sim/calibration/unit_cube.hpp"

#include "sim/random.hpp"

#include <numeric>
#include <utility>

namespace sim::calibration {

std::vector<Point> latin_hypercube(std::size_t n, std::size_t dimensions, std::uint32_t seed, std::uint32_t stream) {
  std::vector<Point> points(n, Point(dimensions));
  for (std::size_t d = 0; d < dimensions; ++d) {
    PhiloxEngine words(seed, {.replication = stream, .entity = d});
    std::vector<std::size_t> slice(n);
    std::iota(slice.begin(), slice.end(), std::size_t{0});
    for (std::size_t i = n; i > 1; --i) {
      const auto other = static_cast<std::size_t>(to_unit(words()) * static_cast<double>(i));
      std::swap(slice[i - 1], slice[other]);
    }
    for (std::size_t i = 0; i < n; ++i)
      points[i][d] = (static_cast<double>(slice[i]) + to_unit(words())) / static_cast<double>(n);
  }
  return points;
}

}  // namespace sim::calibration
