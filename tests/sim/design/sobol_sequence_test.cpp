#include "sim/design/sobol_sequence.hpp"

#include "tests/sim/agreement.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

using sim::Matrix;
using sim::design::sobol_sequence;

namespace {

/// All 53 digits of a point's coordinate.
std::uint64_t digits(double x) { return static_cast<std::uint64_t>(x * 0x1p53); }

}  // namespace

TEST_CASE("without its shift the sequence is Sobol's, its origin first") {
  // Bratley and Fox 1988, as in the documentation of Boost.Random, which leaves the origin out
  const std::vector<std::vector<double>> published{{0, 0},       {0.5, 0.5},     {0.75, 0.25},
                                                   {0.25, 0.75}, {0.375, 0.375}, {0.875, 0.875}};
  const Matrix design = sobol_sequence(42, published.size(), 2);
  for (std::size_t j = 0; j < 2; ++j) {
    const std::uint64_t shift = digits(design.at(0, j));
    CHECK(shift != 0);
    for (std::size_t i = 0; i < published.size(); ++i)
      CHECK((digits(design.at(i, j)) ^ shift) == digits(published[i][j]));
  }
}

TEST_CASE("the shift is uniform, and each dimension has its own") {
  std::vector<double> first, between;
  for (std::uint32_t seed = 0; seed < 5000; ++seed) {
    const Matrix design = sobol_sequence(seed, 1, 2);
    first.push_back(design.at(0, 0));
    between.push_back(static_cast<double>(digits(design.at(0, 0)) ^ digits(design.at(0, 1))) * 0x1p-53);
  }
  const auto uniform = [](double u) { return u; };
  CHECK(agreement::ks_distance(first, uniform) < agreement::ks_margin(first.size()));
  CHECK(agreement::ks_distance(between, uniform) < agreement::ks_margin(between.size()));
}

TEST_CASE("two to the m points fill as many strata of each dimension, one each") {
  const Matrix design = sobol_sequence(5, 256, 3667);
  for (std::size_t j = 0; j < design.columns; ++j) {
    std::vector<int> held(256, 0);
    for (std::size_t i = 0; i < design.rows; ++i) ++held.at(static_cast<std::size_t>(design.at(i, j) * 256));
    CAPTURE(j);
    REQUIRE(std::count(held.begin(), held.end(), 1) == 256);
  }
}

TEST_CASE("more points or dimensions leave those that were there") {
  const Matrix few = sobol_sequence(9, 20, 3), more = sobol_sequence(9, 40, 5);
  for (std::size_t i = 0; i < few.rows; ++i)
    for (std::size_t j = 0; j < few.columns; ++j) CHECK(few.at(i, j) == more.at(i, j));
}

TEST_CASE("dimensions without direction numbers are refused") {
  CHECK_THROWS_AS(sobol_sequence(1, 1, 0), std::invalid_argument);
  CHECK_THROWS_WITH_AS(sobol_sequence(1, 1, 3668), "a Sobol sequence has 1 to 3667 dimensions, not 3668",
                       std::invalid_argument);
}
