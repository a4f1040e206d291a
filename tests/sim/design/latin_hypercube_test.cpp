#include "sim/design/latin_hypercube.hpp"

#include "tests/sim/agreement.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using sim::Matrix;
using sim::design::latin_hypercube;

TEST_CASE("every stratum of every factor holds exactly one point") {
  for (const std::size_t points : {1, 2, 7, 1000}) {
    const Matrix design = latin_hypercube(20121101, points, 4);
    for (std::size_t j = 0; j < design.columns; ++j) {
      std::vector<int> held(points, 0);
      for (std::size_t i = 0; i < points; ++i)
        ++held.at(static_cast<std::size_t>(design.at(i, j) * static_cast<double>(points)));
      CHECK(held == std::vector<int>(points, 1));
    }
  }
}

TEST_CASE("a factor's column stays when another factor is added") {
  const Matrix three = latin_hypercube(7, 50, 3), four = latin_hypercube(7, 50, 4);
  for (std::size_t i = 0; i < 50; ++i)
    for (std::size_t j = 0; j < 3; ++j) CHECK(three.at(i, j) == four.at(i, j));
}

TEST_CASE("a hypercube is made again from its seed and stream, and another of either makes another") {
  CHECK(latin_hypercube(7, 20, 3, 2) == latin_hypercube(7, 20, 3, 2));
  CHECK_FALSE(latin_hypercube(7, 20, 3) == latin_hypercube(8, 20, 3));
  const Matrix first = latin_hypercube(7, 20, 3, 1), second = latin_hypercube(7, 20, 3, 2);
  std::size_t same_stratum = 0;
  std::vector<double> apart;  // within the strata
  for (std::size_t i = 0; i < first.values.size(); ++i) {
    const double a = first.values[i] * 20, b = second.values[i] * 20;
    same_stratum += std::floor(a) == std::floor(b);
    apart.push_back(std::abs((a - std::floor(a)) - (b - std::floor(b))));
  }
  CHECK(same_stratum < 20);  // of 60; 3 are to be expected
  CHECK(*std::min_element(apart.begin(), apart.end()) > 1e-6);
}

TEST_CASE("points lie uniformly inside their strata") {
  const Matrix design = latin_hypercube(3, 20'000, 1);
  std::vector<double> inside;
  for (const double x : design.values) inside.push_back(x * 20'000 - std::floor(x * 20'000));
  CHECK(agreement::ks_distance(inside, [](double u) { return u; }) < agreement::ks_margin(inside.size()));
}

TEST_CASE("every order of the strata is equally likely, in each factor whatever the other has") {
  constexpr std::uint32_t seeds = 18'000;
  std::array<double, 36> seen{};
  const auto order = [](const Matrix& design, std::size_t j) {
    const auto stratum = [&](std::size_t i) { return static_cast<std::size_t>(design.at(i, j) * 3); };
    return 2 * stratum(0) + (stratum(1) > stratum(2) ? 1 : 0);
  };
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    const Matrix design = latin_hypercube(seed, 3, 2);
    ++seen.at(6 * order(design, 0) + order(design, 1));
  }
  double chi_square = 0;
  for (const double n : seen) chi_square += (n - seeds / 36.0) * (n - seeds / 36.0) / (seeds / 36.0);
  CHECK(chi_square < 90.94);  // passed by chance once in a million, with 35 degrees of freedom
}
