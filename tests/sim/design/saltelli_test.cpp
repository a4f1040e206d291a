#include "sim/design/saltelli.hpp"

#include "sim/design/sobol_sequence.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using sim::Matrix;
using sim::design::saltelli;

TEST_CASE("A and B are the halves of one sequence, and AB_i is A with one column of B") {
  constexpr std::size_t n = 8, k = 3;
  const Matrix design = saltelli(6, n, k), both = sim::design::sobol_sequence(6, n, 2 * k);
  REQUIRE(design.rows == n * (k + 2));
  REQUIRE(design.columns == k);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < k; ++j) {
      const double a = both.at(i, j), b = both.at(i, k + j);
      CHECK(design.at(i, j) == a);
      CHECK(design.at(n + i, j) == b);
      for (std::size_t block = 0; block < k; ++block) CHECK(design.at((2 + block) * n + i, j) == (block == j ? b : a));
    }
}

TEST_CASE("the published estimators find the indices of a product from it") {
  // y = (1 + x1 - 1/2)(1 + 2 (x2 - 1/2)): variances 1/12 and 1/3 of the parts, 1/36 of both together
  constexpr std::size_t n = 4096;
  const Matrix design = saltelli(1, n, 2);
  const auto y = [&](std::size_t row) { return (0.5 + design.at(row, 0)) * 2 * design.at(row, 1); };
  for (const std::size_t i : {0U, 1U}) {
    double first = 0, total = 0;
    for (std::size_t r = 0; r < n; ++r) {
      const double a = y(r), b = y(n + r), ab = y((2 + i) * n + r);
      first += b * (ab - a) / n;
      total += (a - ab) * (a - ab) / (2 * n);
    }
    const double part = i == 0 ? 1.0 / 12 : 1.0 / 3;
    CHECK(first == doctest::Approx(part).epsilon(0.02));
    CHECK(total == doctest::Approx(part + 1.0 / 36).epsilon(0.02));
  }
}

TEST_CASE("more factors than half the dimensions of a Sobol sequence are refused") {
  CHECK(saltelli(1, 1, 1833).rows == 1835);
  CHECK_THROWS_AS(saltelli(1, 1, 1834), std::invalid_argument);
  CHECK_THROWS_AS(saltelli(1, 1, 0), std::invalid_argument);
}
