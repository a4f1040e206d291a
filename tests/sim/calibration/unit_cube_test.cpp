#include "sim/calibration/unit_cube.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using sim::calibration::latin_hypercube;
using sim::calibration::Point;

TEST_CASE("each slice of each coordinate of a Latin hypercube holds one point") {
  constexpr std::size_t n = 37, dimensions = 5;
  const std::vector<Point> points = latin_hypercube(n, dimensions, 3, 1);
  REQUIRE(points.size() == n);
  for (std::size_t d = 0; d < dimensions; ++d) {
    std::set<std::size_t> slices;
    for (const Point& p : points) slices.insert(static_cast<std::size_t>(p[d] * n));
    CHECK(slices.size() == n);
    CHECK(*slices.rbegin() == n - 1);
  }
}

TEST_CASE("coordinates of a Latin hypercube are shuffled apart from one another") {
  const std::vector<Point> points = latin_hypercube(200, 2, 3, 1);
  double sum = 0;
  for (const Point& p : points) sum += (p[0] - 0.5) * (p[1] - 0.5);
  CHECK(std::abs(sum / 200 * 12) < 0.35);  // a correlation; 4.9 standard errors of 1 / sqrt(200): one in a million
  for (const Point& p : points) CHECK(*std::max_element(p.begin(), p.end()) < 1);
}

TEST_CASE("another seed or stream is another hypercube, the same pair the same") {
  const auto points = latin_hypercube(10, 2, 3, 1);
  CHECK(points == latin_hypercube(10, 2, 3, 1));
  CHECK(points != latin_hypercube(10, 2, 4, 1));
  CHECK(points != latin_hypercube(10, 2, 3, 2));
}
