#include "sim/design/morris.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

using sim::design::Morris;
using sim::design::morris;

namespace {

constexpr std::uint32_t levels = 4;
constexpr double delta = 2.0 / 3;  // levels / (2 (levels - 1))

/// Passed by chance once in a million at the limits that the tests state.
template <std::size_t n>
double chi_square(const std::array<double, n>& seen, double all) {
  double sum = 0;
  for (const double k : seen) sum += (k - all / n) * (k - all / n) / (all / n);
  return sum;
}

}  // namespace

TEST_CASE("a step moves one factor, the one that is named, by delta, and a trajectory moves each once") {
  constexpr std::size_t trajectories = 50, factors = 5;
  const Morris design = morris(11, trajectories, factors, levels);
  REQUIRE(design.points.rows == trajectories * (factors + 1));
  REQUIRE(design.changed.size() == trajectories * factors);
  for (std::size_t t = 0; t < trajectories; ++t) {
    std::vector<int> moved(factors, 0);
    for (std::size_t s = 0; s < factors; ++s) {
      const std::size_t row = t * (factors + 1) + s, named = design.changed[t * factors + s];
      ++moved.at(named);
      for (std::size_t j = 0; j < factors; ++j) {
        const double step = std::abs(design.points.at(row + 1, j) - design.points.at(row, j));
        CHECK(step == (j == named ? doctest::Approx(delta) : doctest::Approx(0)));
      }
    }
    CHECK(moved == std::vector<int>(factors, 1));
  }
}

TEST_CASE("every value is one of the levels, 0 and 1 included") {
  const Morris design = morris(11, 50, 5, 6);
  std::array<int, 6> seen{};
  for (const double x : design.points.values) {
    CHECK(std::abs(x * 5 - std::round(x * 5)) < 1e-12);
    ++seen.at(static_cast<std::size_t>(std::round(x * 5)));
  }
  CHECK(*std::min_element(seen.begin(), seen.end()) > 0);
}

TEST_CASE("starts, with their directions, and the first factor to move are uniformly random") {
  constexpr std::size_t trajectories = 12'000;
  const Morris design = morris(3, trajectories, 3, levels);
  std::array<double, levels * levels> starts{};
  std::array<double, 3> first{};
  for (std::size_t t = 0; t < trajectories; ++t) {
    const auto level = [&](std::size_t j) {
      return static_cast<std::size_t>(std::round(design.points.at(4 * t, j) * (levels - 1)));
    };
    ++starts.at(level(0) * levels + level(1));  // with four levels a start has one direction
    ++first.at(design.changed[3 * t]);
  }
  CHECK(chi_square(starts, trajectories) < 56.49);  // 15 degrees of freedom
  CHECK(chi_square(first, trajectories) < 27.63);   // 2
}

TEST_CASE("a trajectory stays when more are added, and another seed has others") {
  const Morris few = morris(3, 4, 3, levels), more = morris(3, 9, 3, levels);
  CHECK(std::equal(few.points.values.begin(), few.points.values.end(), more.points.values.begin()));
  CHECK(std::equal(few.changed.begin(), few.changed.end(), more.changed.begin()));
  CHECK_FALSE(few == morris(4, 4, 3, levels));
}

TEST_CASE("a design of no factor or an odd number of levels is refused") {
  CHECK_THROWS_AS(morris(1, 1, 0, 4), std::invalid_argument);
  CHECK_THROWS_AS(morris(1, 1, 1, 0), std::invalid_argument);
  CHECK_THROWS_AS(morris(1, 1, 1, 5), std::invalid_argument);
}
