#include "models/economics/cost_effectiveness.hpp"

#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>
#include <vector>

using namespace economics;

namespace {

sim::Matrix draws(std::size_t options, std::vector<double> values) {
  sim::Matrix m(values.size() / options, options);
  m.values = std::move(values);
  return m;
}

/// Baseline at 100 and 10; the other is dearer and better, cheaper and better, dearer and worse, cheaper and worse.
const sim::Matrix cost = draws(2, {100, 150, 100, 90, 100, 120, 100, 70});
const sim::Matrix effect = draws(2, {10, 14, 10, 11, 10, 9, 10, 8});

}  // namespace

TEST_CASE("each option is its cost and effect less the baseline's, draw by draw") {
  const auto options = cost_effectiveness(cost, effect, 0);
  CHECK(options[1].cost == std::vector<double>{50, -10, 20, -30});
  CHECK(options[1].effect == std::vector<double>{4, 1, -1, -2});
  CHECK(options[1].mean_cost == 7.5);
  CHECK(options[1].mean_effect == 0.5);
  CHECK(*options[1].ratio == 15);
  CHECK(options[0].quadrants.same == 1);
  CHECK_FALSE(options[0].ratio.has_value());
}

TEST_CASE("draws fall into the quarters of the plane, those on an axis by the other one") {
  const Quadrants q = cost_effectiveness(cost, effect, 0)[1].quadrants;
  CHECK(q.dearer_and_better == 0.25);
  CHECK(q.cheaper_and_better == 0.25);
  CHECK(q.dearer_and_worse == 0.25);
  CHECK(q.cheaper_and_worse == 0.25);
  const sim::Matrix on_axes_cost = draws(2, {0, 1, 0, -1, 0, 0, 0, 0, 0, 0});
  const sim::Matrix on_axes_effect = draws(2, {0, 0, 0, 0, 0, 1, 0, -1, 0, 0});
  const Quadrants axes = cost_effectiveness(on_axes_cost, on_axes_effect, 0)[1].quadrants;
  CHECK(axes.dearer_and_worse == 0.4);
  CHECK(axes.cheaper_and_better == 0.4);
  CHECK(axes.same == 0.2);
}

TEST_CASE("a cheaper option that is better needs no ratio") {
  const auto options = cost_effectiveness(draws(2, {100, 90}), draws(2, {10, 12}), 0);
  CHECK_FALSE(options[1].ratio.has_value());
}

TEST_CASE("the acceptability curve counts draws, and its frontier follows the mean") {
  const auto curve = acceptability(cost, effect, std::vector<double>{0, 12, 20});
  CHECK(curve[0].p_best[1] == 0.5);  // the two cheaper draws
  CHECK(curve[1].p_best[1] == 0.5);  // worth 12: -2, 22, -32, 6
  CHECK(curve[2].p_best[1] == 0.5);  // worth 20: 30, 30, -40, -10
  CHECK(curve[0].frontier == 0);     // dearer in the mean
  CHECK(curve[1].frontier == 0);     // below the ratio of 15
  CHECK(curve[2].frontier == 1);     // above it
  CHECK(curve[2].expected[1] - curve[2].expected[0] == doctest::Approx(2.5));
  CHECK(curve[2].perfect_information == doctest::Approx(60.0 / 4 - 2.5));
}

TEST_CASE("at a worth of nought the curve is the share of draws that save") {
  const auto curve = acceptability(draws(2, {5, 1, 5, 9, 5, 2, 5, 4}), draws(2, {0, -9, 0, 9, 0, -9, 0, -9}),
                                   std::vector<double>{0, 100});
  CHECK(curve[0].p_best[1] == 0.75);
  CHECK(curve[1].p_best[1] == 0.25);
}

TEST_CASE("a draw that misses a cost or an effect is left out") {
  const auto options =
      cost_effectiveness(draws(2, {0, 1, 0, sample::none, 0, 3}), draws(2, {0, 1, 0, 1, sample::none, 1}), 0);
  CHECK(options[1].cost == std::vector<double>{1});
}

TEST_CASE("shapes that do not fit, a missing baseline and a negative worth are refused") {
  CHECK_THROWS_AS(cost_effectiveness(cost, draws(2, {1, 2}), 0), std::invalid_argument);
  CHECK_THROWS_AS(cost_effectiveness(cost, effect, 2), std::invalid_argument);
  CHECK_THROWS_AS(acceptability(cost, effect, std::vector<double>{-1}), std::invalid_argument);
  CHECK_THROWS_AS(acceptability(cost, effect, std::vector<double>{std::numeric_limits<double>::infinity()}),
                  std::invalid_argument);
}
