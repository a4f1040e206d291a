#include "sim/sensitivity/morris.hpp"

#include "tests/sim/agreement.hpp"
#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

using namespace sim::sensitivity;

namespace {

struct Walk {
  MorrisDesign design;
  sim::Matrix x;  ///< shape (points, factors)
};

/// Random trajectories on four levels, steps of 2/3 up or down, factors in an order of their own.
Walk walk(std::size_t trajectories, std::size_t factors, std::uint32_t seed) {
  Walk w{{.factors = factors}, sim::Matrix(0, factors)};
  for (std::uint32_t t = 0; t < trajectories; ++t) {
    std::vector<double> at(factors);
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t j = 0; j < factors; ++j) {
      const auto [level, turn] = sim::uniform_pair(seed, {.entity = j, .purpose = 1, .occurrence = t});
      at[j] = std::floor(4 * level) / 3;
      order.emplace_back(turn, j);
    }
    std::sort(order.begin(), order.end());
    w.x.values.insert(w.x.values.end(), at.begin(), at.end());
    for (const auto& [turn, factor] : order) {
      const double step = at[factor] < 0.5 ? 2.0 / 3 : -2.0 / 3;
      at[factor] += step;
      w.design.changed.push_back(factor);
      w.design.step.push_back(step);
      w.x.values.insert(w.x.values.end(), at.begin(), at.end());
    }
    w.x.rows += factors + 1;
  }
  return w;
}

sim::Matrix outcome(const sim::Matrix& x, auto f) {
  sim::Matrix y(x.rows, 1);
  for (std::size_t i = 0; i < x.rows; ++i) y.values[i] = f(x.values.data() + i * x.columns);
  return y;
}

}  // namespace

TEST_CASE("elementary effects of two trajectories are those worked by hand") {
  const MorrisDesign design{.factors = 2, .changed = {0, 1, 1, 0}, .step = {0.5, -0.5, 0.5, 0.5}};
  // effects of factor 0: (4 - 1) / 0.5 = 6 and (0 - 2) / 0.5 = -4; of factor 1: (3 - 4) / -0.5 = 2 and (2 - 7) / 0.5
  const auto found = morris(design, sample::column({1, 4, 3, 7, 2, 0}));
  REQUIRE(found.size() == 2);
  CHECK(found[0].n == 2);
  CHECK(found[0].mu == doctest::Approx(1));
  CHECK(found[0].mu_star.value == doctest::Approx(5));
  CHECK(found[0].sigma == doctest::Approx(std::sqrt(50.0)));
  CHECK(found[1].mu == doctest::Approx(-4));
  CHECK(found[1].mu_star.value == doctest::Approx(6));
  CHECK(found[1].sigma == doctest::Approx(std::sqrt(72.0)));
  // a resample is either trajectory twice, or both
  CHECK(found[1].mu_star.ci_low == doctest::Approx(2));
  CHECK(found[1].mu_star.ci_high == doctest::Approx(10));
}

TEST_CASE("a linear metric has its slopes as effects, and no spread") {
  const Walk w = walk(8, 3, 1);
  const auto found = morris(w.design, outcome(w.x, [](const double* x) { return 5 + 3 * x[0] - 2 * x[1]; }));
  const double slopes[] = {3, -2, 0};
  for (std::size_t j = 0; j < 3; ++j) {
    CHECK(found[j].mu == doctest::Approx(slopes[j]));
    CHECK(found[j].mu_star.value == doctest::Approx(std::abs(slopes[j])));
    CHECK(found[j].mu_star.ci_low == doctest::Approx(std::abs(slopes[j])));
    CHECK(found[j].sigma == doctest::Approx(0));
  }
}

TEST_CASE("an influence that turns shows in mu* and sigma where mu hides it") {
  const Walk w = walk(200, 2, 2);
  // x0 acts up or down by 4 as x1 lies above or below the middle: mu is 0, mu* is 4, sigma is 4
  const auto found = morris(w.design, outcome(w.x, [](const double* x) { return 4 * x[0] * (x[1] > 0.5 ? 1 : -1); }));
  CHECK(std::abs(found[0].mu) < agreement::standard_errors * 4 / std::sqrt(200.0));
  CHECK(found[0].mu_star.value == doctest::Approx(4));
  CHECK(found[0].sigma == doctest::Approx(4).scale(0).epsilon(0.1));
}

TEST_CASE("the interval of mu* holds the true one about 95 times in 100") {
  double covered = 0;
  for (std::uint32_t r = 0; r < 600; ++r) {
    const Walk w = walk(40, 2, r);
    const auto found =
        morris(w.design, outcome(w.x, [](const double* x) { return x[0] * (1 + 3 * x[1]); }), {.resamples = 300});
    // x1 is uniform over 0, 1/3, 2/3, 1 whether it has stepped or not: 1 + 3/2
    covered += found[0].mu_star.ci_low <= 2.5 && 2.5 <= found[0].mu_star.ci_high;
  }
  // Percentile intervals of 40 effects cover some 94 in 100; 0.02 for that
  CHECK(std::abs(covered / 600 - 0.95) < agreement::standard_errors * std::sqrt(0.05 * 0.95 / 600) + 0.02);
}

TEST_CASE("every metric has its own effects, and they do not depend on the others") {
  const Walk w = walk(12, 3, 3);
  sim::Matrix y(w.x.rows, 2);
  const auto f = [](const double* x) { return x[0] * x[1] + x[2]; };
  const auto g = [](const double* x) { return std::exp(x[1]); };
  const sim::Matrix of_f = outcome(w.x, f), of_g = outcome(w.x, g);
  for (std::size_t i = 0; i < y.rows; ++i) {
    y.at(i, 0) = of_f.values[i];
    y.at(i, 1) = of_g.values[i];
  }
  const auto both = morris(w.design, y), alone_f = morris(w.design, of_f), alone_g = morris(w.design, of_g);
  for (std::size_t j = 0; j < 3; ++j) {
    CHECK(both[2 * j].factor == j);
    CHECK(both[2 * j].mu == alone_f[j].mu);
    CHECK(both[2 * j].mu_star.ci_high == alone_f[j].mu_star.ci_high);
    CHECK(both[2 * j + 1].metric == 1);
    CHECK(both[2 * j + 1].sigma == alone_g[j].sigma);
    CHECK(both[2 * j + 1].mu_star.ci_low == alone_g[j].mu_star.ci_low);
  }
}

TEST_CASE("a missing outcome takes away the steps at its two sides") {
  const Walk w = walk(3, 2, 4);
  sim::Matrix y = outcome(w.x, [](const double* x) { return x[0] + 2 * x[1]; });
  y.values[4] = sample::none;  // the middle of the second trajectory
  const auto found = morris(w.design, y);
  for (std::size_t j = 0; j < 2; ++j) {
    CHECK(found[j].n == 2);
    CHECK(found[j].mu == doctest::Approx(1.0 + static_cast<double>(j)));
    CHECK(found[j].mu_star.ci_high == doctest::Approx(1.0 + static_cast<double>(j)));
  }
}

TEST_CASE("what is no set of trajectories is refused") {
  const MorrisDesign good{.factors = 2, .changed = {0, 1}, .step = {0.5, 0.5}};
  CHECK_NOTHROW(morris(good, sim::Matrix(3, 1)));
  CHECK_THROWS_AS(morris(good, sim::Matrix(4, 1)), std::invalid_argument);
  CHECK_THROWS_AS(morris(good, sim::Matrix(6, 1)), std::invalid_argument);
  MorrisDesign bad = good;
  bad.changed = {1, 1};
  CHECK_THROWS_AS(morris(bad, sim::Matrix(3, 1)), std::invalid_argument);
  bad.changed = {0, 2};
  CHECK_THROWS_AS(morris(bad, sim::Matrix(3, 1)), std::invalid_argument);
  bad = good;
  bad.step = {0.5, 0};
  CHECK_THROWS_AS(morris(bad, sim::Matrix(3, 1)), std::invalid_argument);
  CHECK_THROWS_AS(morris({}, sim::Matrix(3, 1)), std::invalid_argument);
}
