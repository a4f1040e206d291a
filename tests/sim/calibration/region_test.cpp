#include "sim/calibration/region.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace sim::calibration;

TEST_CASE("the box around a ridge lies along it") {
  std::vector<Point> ridge;
  for (int i = 0; i <= 20; ++i) {
    const double t = 0.3 + 0.02 * i;
    ridge.push_back({t, 1 - t, t});
  }
  const std::vector<Point> filled = fill_around(ridge, 100, 1, 1);
  REQUIRE(filled.size() == 100);
  double least = 1, most = 0;
  for (const Point& at : filled) {
    CHECK(std::abs(at[0] + at[1] - 1) < 0.03);
    CHECK(std::abs(at[0] - at[2]) < 0.03);
    least = std::min(least, at[0]);
    most = std::max(most, at[0]);
  }
  CHECK(least < 0.24);  // a quarter more at either end: 0.2 to 0.8
  CHECK(least > 0.18);
  CHECK(most > 0.76);
  CHECK(most < 0.82);
}

TEST_CASE("the box is filled evenly, within the cube") {
  const std::vector<Point> corners{{0, 0}, {0, 0.4}, {0.4, 0}, {0.4, 0.4}};
  const std::vector<Point> filled = fill_around(corners, 400, 1, 1);
  REQUIRE(filled.size() == 400);
  std::size_t lower = 0;
  for (const Point& at : filled) {
    CHECK(std::min(at[0], at[1]) >= 0);
    CHECK(std::max(at[0], at[1]) <= 0.61);
    lower += at[0] < 0.25;
  }
  CHECK(std::abs(static_cast<double>(lower) / 400 - 0.5) < 0.15);
}

TEST_CASE("another stream fills it with other points, the same one with the same") {
  const std::vector<Point> points{{0.2, 0.3}, {0.4, 0.6}, {0.5, 0.5}};
  CHECK(fill_around(points, 20, 1, 1) == fill_around(points, 20, 1, 1));
  CHECK(fill_around(points, 20, 1, 1) != fill_around(points, 20, 1, 2));
}
