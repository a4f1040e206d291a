#include "sim/sensitivity/sobol_indices.hpp"

#include "tests/sim/agreement.hpp"
#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <span>
#include <stdexcept>
#include <vector>

using namespace sim::sensitivity;

namespace {

/// Outcomes of f at A, B and AB_1 to AB_k, where a row of `ab` holds the factors of A, then those of B.
std::vector<double> outcomes(const sim::Matrix& ab, auto f) {
  const std::size_t k = ab.columns / 2;
  std::vector<double> y;
  for (std::size_t block = 0; block < k + 2; ++block)
    for (std::size_t i = 0; i < ab.rows; ++i) {
      std::vector<double> x(k);
      for (std::size_t j = 0; j < k; ++j) x[j] = ab.at(i, j + (block == 1 || block == j + 2 ? k : 0));
      y.push_back(f(std::span<const double>(x)));
    }
  return y;
}

double ishigami(std::span<const double> u) {
  const auto angle = [&](std::size_t j) { return std::numbers::pi * (2 * u[j] - 1); };
  return std::sin(angle(0)) + 7 * std::pow(std::sin(angle(1)), 2) + 0.1 * std::pow(angle(2), 4) * std::sin(angle(0));
}

constexpr double g_a[] = {0, 1, 4.5, 9, 99, 99};

double g_function(std::span<const double> u) {
  double product = 1;
  for (std::size_t j = 0; j < u.size(); ++j) product *= (std::abs(4 * u[j] - 2) + g_a[j]) / (1 + g_a[j]);
  return product;
}

void check_near(const Estimate& e, double truth) {
  CAPTURE(truth);
  CHECK(std::abs(e.value - truth) < 0.02);
  CHECK(e.ci_low <= truth);
  CHECK(e.ci_high >= truth);
}

}  // namespace

TEST_CASE("indices of two rows are those worked by hand") {
  // centred on 3: A -2, 0; B -1, 3; AB = -3, 1: variance 14/4
  const auto found = sobol_indices(sample::column({1, 3, 2, 6, 0, 4}), 1);
  REQUIRE(found.size() == 1);
  CHECK(found[0].n == 2);
  CHECK(found[0].first.value == doctest::Approx((-1.0 * -1 + 3 * 1) / 2 / 3.5));
  CHECK(found[0].total.value == doctest::Approx((1.0 + 1) / 4 / 3.5));
}

TEST_CASE("the Ishigami function has its indices within 0.02 from 4096 Sobol points, and in their intervals") {
  const auto found =
      sobol_indices(sample::column(outcomes(sample::shifted_sobol(4096, 6, 1), ishigami)), 3, {.resamples = 400});
  const double first[] = {0.3139, 0.4424, 0}, total[] = {0.5576, 0.4424, 0.2437};  // a = 7, b = 0.1
  for (std::size_t j = 0; j < 3; ++j) {
    CAPTURE(j);
    check_near(found[j].first, first[j]);
    check_near(found[j].total, total[j]);
  }
}

TEST_CASE("Sobol's g-function has its indices within 0.02, from most to least important") {
  const auto found =
      sobol_indices(sample::column(outcomes(sample::shifted_sobol(4096, 12, 1), g_function)), 6, {.resamples = 200});
  double product = 1;
  for (const double a : g_a) product *= 1 + 1 / (3 * (1 + a) * (1 + a));
  for (std::size_t j = 0; j < 6; ++j) {
    CAPTURE(j);
    const double own = 1 / (3 * (1 + g_a[j]) * (1 + g_a[j]));
    check_near(found[j].first, own / (product - 1));
    check_near(found[j].total, own * product / (1 + own) / (product - 1));
  }
}

TEST_CASE("intervals hold the true index about 95 times in 100 on random points") {
  double first = 0, total = 0;
  for (std::uint32_t r = 0; r < 400; ++r) {
    const auto y = outcomes(sample::uniforms(200, 4, r), [](auto u) { return 2 * u[0] + u[1]; });
    const auto found = sobol_indices(sample::column(y), 2, {.resamples = 200});
    first += found[0].first.ci_low <= 0.8 && 0.8 <= found[0].first.ci_high;
    total += found[0].total.ci_low <= 0.8 && 0.8 <= found[0].total.ci_high;
  }
  const double margin = agreement::standard_errors * std::sqrt(0.05 * 0.95 / 400);  // and 0.02 for the percentiles
  CHECK(std::abs(first / 400 - 0.95) < margin + 0.02);
  CHECK(std::abs(total / 400 - 0.95) < margin + 0.02);
}

TEST_CASE("indices do not depend on where a metric has its nought, nor on its unit") {
  auto y = outcomes(sample::uniforms(300, 6, 5), ishigami);
  const auto before = sobol_indices(sample::column(y), 3);
  for (double& v : y) v = 1e6 - 1000 * v;
  const auto after = sobol_indices(sample::column(y), 3);
  for (std::size_t j = 0; j < 3; ++j) {
    CHECK(after[j].first.value == doctest::Approx(before[j].first.value).scale(0).epsilon(1e-6));
    CHECK(after[j].first.ci_low == doctest::Approx(before[j].first.ci_low).scale(0).epsilon(1e-6));
    CHECK(after[j].total.ci_high == doctest::Approx(before[j].total.ci_high).scale(0).epsilon(1e-6));
  }
}

TEST_CASE("a row with an outcome missing in any block is left out for that metric only") {
  constexpr std::size_t n = 50, k = 2;
  const sim::Matrix ab = sample::uniforms(n, 2 * k, 6);
  const auto f = [](auto u) { return u[0] * (1 + u[1]); };
  const auto y = outcomes(ab, f);
  sim::Matrix two((k + 2) * n, 2);
  for (std::size_t i = 0; i < two.rows; ++i) two.at(i, 0) = two.at(i, 1) = y[i];
  std::vector<bool> missing(n);
  for (const std::size_t point : {std::size_t{3}, n + 8, 2 * n + 8, 3 * n + 49}) {
    two.at(point, 1) = sample::none;
    missing[point % n] = true;
  }
  const auto found = sobol_indices(two, k);
  const auto full = sobol_indices(sample::column(y), k, {.resamples = 0});
  const auto rest = sobol_indices(sample::column(outcomes(sample::without_rows(ab, missing), f)), k, {.resamples = 0});
  for (std::size_t j = 0; j < k; ++j) {
    CHECK(found[2 * j].n == 50);
    CHECK(found[2 * j].first.value == full[j].first.value);
    CHECK(found[2 * j + 1].n == 47);
    CHECK(found[2 * j + 1].first.value == doctest::Approx(rest[j].first.value).epsilon(1e-12));
    CHECK(found[2 * j + 1].total.value == doctest::Approx(rest[j].total.value).epsilon(1e-12));
    CHECK(found[2 * j + 1].total.ci_low < found[2 * j + 1].total.value);
  }
}

TEST_CASE("a metric that does not vary has no indices") {
  const auto found = sobol_indices(sample::column(std::vector<double>(30, 0.1)), 1);
  CHECK(std::isnan(found[0].first.value));
  CHECK(std::isnan(found[0].total.ci_low));
}

TEST_CASE("points that are no blocks of a design are refused") {
  CHECK_THROWS_AS(sobol_indices(sim::Matrix(9, 1), 2), std::invalid_argument);
  CHECK_THROWS_AS(sobol_indices(sim::Matrix(4, 1), 0), std::invalid_argument);
}
