#include "sim/sensitivity/inputs.hpp"

#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace sim::sensitivity;

TEST_CASE("a design with missing outcomes is let pass") {
  CHECK_NOTHROW(require_design(sim::Matrix(2, 3), sample::column({1, sample::none})));
}

TEST_CASE("factors and outcomes that do not fit are refused") {
  CHECK_THROWS_AS(require_design(sim::Matrix(2, 3), sim::Matrix(3, 1)), std::invalid_argument);
  sim::Matrix torn(2, 3);
  torn.values.pop_back();
  CHECK_THROWS_AS(require_design(torn, sim::Matrix(2, 1)), std::invalid_argument);
  CHECK_THROWS_AS(require_outcomes(torn), std::invalid_argument);
}

TEST_CASE("a factor must be finite, an outcome must not be infinite") {
  CHECK_THROWS_AS(require_design(sample::column({1, sample::none}), sim::Matrix(2, 1)), std::invalid_argument);
  CHECK_THROWS_AS(require_design(sample::column({1, INFINITY}), sim::Matrix(2, 1)), std::invalid_argument);
  CHECK_THROWS_AS(require_outcomes(sample::column({1, -INFINITY})), std::invalid_argument);
}

TEST_CASE("a row is complete where no metric is missing") {
  sim::Matrix y(4, 2);
  y.at(1, 0) = sample::none;
  y.at(2, 1) = sample::none;
  CHECK(complete_rows(y) == std::vector<std::size_t>{0, 3});
}
