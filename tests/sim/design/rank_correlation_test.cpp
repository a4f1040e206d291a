#include "sim/design/rank_correlation.hpp"

#include "sim/design/latin_hypercube.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

using sim::Matrix;
using sim::design::latin_hypercube;
using sim::design::rank_correlations;
using sim::design::with_rank_correlations;

namespace {

Matrix matrix(std::size_t rows, std::size_t columns, std::vector<double> values) {
  Matrix out(rows, columns);
  out.values = std::move(values);
  return out;
}

/// The correlation of a pair falls off with the distance of their numbers; positive definite for -1 < r < 1.
Matrix falling(std::size_t factors, double r) {
  Matrix target(factors, factors);
  for (std::size_t i = 0; i < factors; ++i)
    for (std::size_t j = 0; j < factors; ++j) target.at(i, j) = std::pow(r, i < j ? j - i : i - j);
  return target;
}

double furthest(const Matrix& a, const Matrix& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) most = std::max(most, std::abs(a.values[i] - b.values[i]));
  return most;
}

std::vector<double> sorted_column(const Matrix& design, std::size_t j) {
  std::vector<double> column;
  for (std::size_t i = 0; i < design.rows; ++i) column.push_back(design.at(i, j));
  std::sort(column.begin(), column.end());
  return column;
}

std::string refusal(const Matrix& design, const Matrix& target) {
  try {
    with_rank_correlations(design, target);
  } catch (const std::invalid_argument& e) { return e.what(); }
  return "accepted";
}

}  // namespace

TEST_CASE("rank correlation is Spearman's, with mean ranks for equal numbers") {
  // 1 - 6 (1 + 1 + 4 + 4) / (5 * 24)
  CHECK(rank_correlations(matrix(5, 2, {1, 20, 2, 10, 3, 50, 4, 40, 5, 30})).at(0, 1) == doctest::Approx(0.5));
  // ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: 4.5 / sqrt(4.5 * 5)
  CHECK(rank_correlations(matrix(4, 2, {0, 0, 7, 2, 7, 1, 9, 3})).at(1, 0) == doctest::Approx(4.5 / std::sqrt(22.5)));
  const Matrix rising_falling = rank_correlations(matrix(4, 3, {3, 27, -3, 1, 1, -1, 2, 8, -2, 10, 1000, -10}));
  CHECK(rising_falling.at(0, 1) == doctest::Approx(1));
  CHECK(rising_falling.at(0, 2) == doctest::Approx(-1));
  CHECK(std::isnan(rank_correlations(matrix(3, 2, {1, 5, 2, 5, 3, 5})).at(0, 1)));
}

TEST_CASE("a thousand points come within 0.002 of the rank correlations wanted, and keep their numbers") {
  for (const std::size_t factors : {2U, 5U})
    for (const double r : {-0.9, -0.5, 0.0, 0.2, 0.6, 0.8, 0.99})
      for (const std::uint32_t seed : {1U, 2U, 3U}) {
        CAPTURE(factors);
        CAPTURE(r);
        CAPTURE(seed);
        const Matrix design = latin_hypercube(seed, 1000, factors), target = falling(factors, r);
        const Matrix reordered = with_rank_correlations(design, target);
        CHECK(furthest(rank_correlations(reordered), target) < 0.002);
        for (std::size_t j = 0; j < factors; ++j) CHECK(sorted_column(reordered, j) == sorted_column(design, j));
      }
}

TEST_CASE("each pair gets its own rank correlation") {
  const Matrix target = matrix(3, 3, {1, 0.7, -0.4, 0.7, 1, 0.1, -0.4, 0.1, 1});
  CHECK(furthest(rank_correlations(with_rank_correlations(latin_hypercube(5, 1000, 3), target)), target) < 0.002);
}

TEST_CASE("few points stop at the best they reach, also where that is perfect order") {
  const Matrix reordered = with_rank_correlations(latin_hypercube(1, 10, 2), falling(2, 0.999));
  CHECK(rank_correlations(reordered).at(0, 1) == doctest::Approx(1));
}

TEST_CASE("a target that cannot be is refused, with the reason") {
  const Matrix design = latin_hypercube(1, 100, 2), three = latin_hypercube(1, 100, 3);
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK(refusal(design, matrix(2, 2, {1, 1.2, 1.2, 1})) ==
        "the rank correlation of factors 0 and 1 is not within -1 and 1");
  CHECK(refusal(design, matrix(2, 2, {1, none, none, 1})) ==
        "the rank correlation of factors 0 and 1 is not within -1 and 1");
  CHECK(refusal(three, matrix(3, 3, {1, 0, 0, 0, 1, 0.3, 0, 0.2, 1})) ==
        "the rank correlation of factors 1 and 2 differs from the other way round");
  CHECK(refusal(design, matrix(2, 2, {1, 0, 0, 0.9})) == "the rank correlation of factors 1 and 1 is not 1");
  CHECK(refusal(three, matrix(3, 3, {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1})) ==
        "the rank correlations contradict each other: their matrix is not positive definite");
  CHECK(refusal(design, matrix(2, 2, {1, 1, 1, 1})) ==
        "the rank correlations contradict each other: their matrix is not positive definite");
  CHECK(refusal(three, falling(2, 0.5)) == "a rank correlation is needed for each pair of factors");
}

TEST_CASE("a design without freedom to reorder is refused, with the reason") {
  CHECK(refusal(latin_hypercube(1, 3, 3), falling(3, 0.5)) == "rank correlations need more points than factors");
  const std::string tied = "columns of the design are constant or follow from others: no order of them is free";
  CHECK(refusal(matrix(3, 2, {1, 1, 2, 2, 3, 3}), falling(2, 0.5)) == tied);
  CHECK(refusal(matrix(3, 2, {1, 1, 2, 1, 3, 1}), falling(2, 0.5)) == tied);
}
