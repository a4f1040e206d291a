#include "models/economics/decision.hpp"

#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

using namespace economics;

namespace {

sim::Matrix draws(std::size_t options, std::vector<double> values) {
  sim::Matrix m(values.size() / options, options);
  m.values = std::move(values);
  return m;
}

}  // namespace

TEST_CASE("two options in two states: knowing the state is worth what is worked by hand") {
  // 0 or 10 in the first state, 0 or -4 in the second: without knowing 3, knowing (10 + 0) / 2
  const Choice choice = choose(draws(2, {0, 10, 0, -4}));
  CHECK(choice.expected == std::vector<double>{0, 3});
  CHECK(choice.p_best == std::vector<double>{0.5, 0.5});
  CHECK(choice.perfect_information.value == 2);
}

TEST_CASE("options that tie share the draw, so that the shares sum to one") {
  const Choice choice = choose(draws(3, {5, 5, 1, 2, 2, 2, 0, 0, 7}));
  CHECK(choice.p_best[0] == doctest::Approx((0.5 + 1.0 / 3) / 3));
  CHECK(choice.p_best[1] == choice.p_best[0]);
  CHECK(choice.p_best[2] == doctest::Approx((1.0 / 3 + 1) / 3));
}

TEST_CASE("a draw that misses an option is left out") {
  const Choice choice = choose(draws(2, {0, 10, 99, sample::none, 0, -4}));
  CHECK(choice.draws == 2);
  CHECK(choice.expected == std::vector<double>{0, 3});
  CHECK(choice.p_best[0] == 0.5);
}

TEST_CASE("chance that is only noise within draws is taken out of the worth of knowing") {
  const sim::Matrix benefit = draws(2, {0, 10, 0, -4, 0, 8, 0, -2});
  CHECK(choose(benefit).perfect_information.value > 0.5);
  CHECK(choose(benefit, draws(1, {100, 100, 100, 100})).perfect_information.value == doctest::Approx(0));
}

TEST_CASE("the chance of reaching a threshold is a share of the draws that are there") {
  const std::vector<double> saving{-1, 7.6, 9, sample::none, 2};
  CHECK(p_at_least(saving, 7.6) == 0.5);
  CHECK(p_at_least(saving, 0) == 0.75);
  CHECK(std::isnan(p_at_least(std::vector<double>{sample::none}, 0)));
}

TEST_CASE("a choice between no options is refused") {
  CHECK_THROWS_AS(choose(sim::Matrix(3, 0)), std::invalid_argument);
}
