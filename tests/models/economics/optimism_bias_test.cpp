#include "models/economics/optimism_bias.hpp"

#include <doctest/doctest.h>

#include <array>
#include <stdexcept>
#include <vector>

using namespace economics;

namespace {

/// Uneven on purpose: each column has its own numbers.
constexpr GradeTable table{
    {{0, 0, 0.02}, {0.05, 0.04, 0.05}, {0.10, 0.09, 0.10}, {0.15, 0.16, 0.15}, {0.25, 0.24, 0.20}, {0.40, 0.41, 0.25}}};

}  // namespace

TEST_CASE("a single grade is corrected by its row, whatever the setting") {
  for (const Combine combine : {Combine::worst, Combine::mean}) {
    const OptimismBias bias(table, combine);
    for (int grade = 1; grade <= 6; ++grade) {
      CAPTURE(grade);
      const std::array fields{grade};
      const GradeCorrection& row = table[static_cast<std::size_t>(grade - 1)];
      CHECK(bias.uplift(fields) == row.cost_uplift);
      CHECK(bias.cut(fields) == row.benefit_cut);
      CHECK(bias.known_error(fields) == row.known_error);
    }
  }
}

TEST_CASE("several fields are corrected by their worst grade") {
  const OptimismBias bias(table, Combine::worst);
  CHECK(bias.uplift(std::array{2, 5, 4}) == 0.25);
  CHECK(bias.cut(std::array{6, 1, 1}) == 0.41);
}

TEST_CASE("several fields are corrected by their mean grade, between two grades in proportion") {
  const OptimismBias bias(table, Combine::mean);
  CHECK(bias.uplift(std::array{2, 4}) == 0.10);
  CHECK(bias.uplift(std::array{4, 5}) == doctest::Approx(0.20));
  CHECK(bias.cut(std::array{5, 5, 6}) == doctest::Approx(0.24 + (0.41 - 0.24) / 3));
  CHECK(bias.cut(std::array{6, 6}) == 0.41);
}

TEST_CASE("a benefit is cut, and one that is expected to be a loss is raised like a cost") {
  const OptimismBias bias(table, Combine::worst);
  CHECK(bias.cost_factor(std::array{3}) == 1.1);
  CHECK(bias.benefit_factor(std::array{3}, 5) == doctest::Approx(0.91));
  CHECK(bias.benefit_factor(std::array{3}, -5) == 1.1);
}

TEST_CASE("grades that do not exist and tables that do not rise are refused") {
  const OptimismBias bias(table, Combine::worst);
  CHECK_THROWS_AS(bias.uplift(std::vector<int>{}), std::invalid_argument);
  CHECK_THROWS_AS(bias.uplift(std::array{3, 0}), std::invalid_argument);
  CHECK_THROWS_AS(bias.cut(std::array{7}), std::invalid_argument);
  GradeTable falls = table, above_all = table, below_nought = table;
  falls[5].cost_uplift = 0.2;
  above_all[5].benefit_cut = 1.01;
  below_nought[0].known_error = -0.1;
  CHECK_THROWS_AS(OptimismBias(falls, Combine::worst), std::invalid_argument);
  CHECK_THROWS_AS(OptimismBias(above_all, Combine::worst), std::invalid_argument);
  CHECK_THROWS_AS(OptimismBias(below_nought, Combine::worst), std::invalid_argument);
}
