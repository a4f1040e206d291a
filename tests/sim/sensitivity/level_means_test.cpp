#include "sim/sensitivity/level_means.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

using sim::Matrix;
using sim::sensitivity::level_means;
using sim::sensitivity::LevelMean;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Matrix matrix(std::size_t rows, std::size_t columns, std::vector<double> values) {
  Matrix out(rows, columns);
  out.values = std::move(values);
  return out;
}

void check(const LevelMean& got, std::size_t factor, std::size_t metric, double level, std::size_t points,
           double mean) {
  CHECK(got.factor == factor);
  CHECK(got.metric == metric);
  CHECK(got.level == level);
  CHECK(got.points == points);
  CHECK((got.mean == mean || (std::isnan(got.mean) && std::isnan(mean))));
}

}  // namespace

TEST_CASE("each level of a factor of names has the mean over its points, an amount has none") {
  const Matrix x = matrix(4, 2, {10, 0, 20, 0, 10, 1, 20, 1});
  const Matrix y = matrix(4, 2, {1, 5, 3, none, 6, none, 8, none});
  const auto means = level_means(x, y, {false, true});
  REQUIRE(means.size() == 4);
  check(means[0], 1, 0, 0, 2, 2);
  check(means[1], 1, 0, 1, 2, 7);
  check(means[2], 1, 1, 0, 1, 5);
  check(means[3], 1, 1, 1, 0, none);
}

TEST_CASE("one at a time, what another factor does is not in a level's mean") {
  const Matrix x = matrix(4, 2, {0, 1, 1, 1, 2, 1, 0, 9});
  const Matrix y = matrix(4, 1, {1, 2, 3, 100});
  const auto means = level_means(x, y, {true, false}, 0);
  REQUIRE(means.size() == 3);
  for (std::size_t level = 0; level < 3; ++level)
    check(means[level], 0, 0, static_cast<double>(level), 1, static_cast<double>(level + 1));
}

TEST_CASE("shapes that do not fit are refused") {
  const Matrix x = matrix(2, 1, {0, 1}), y = matrix(2, 1, {1, 2});
  CHECK_THROWS_AS(level_means(x, y, {true, true}), std::invalid_argument);
  CHECK_THROWS_AS(level_means(x, matrix(1, 1, {1}), {true}), std::invalid_argument);
  CHECK_THROWS_AS(level_means(x, y, {true}, 2), std::invalid_argument);
}
