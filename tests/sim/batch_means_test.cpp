#include "sim/batch_means.hpp"

#include "sim/summary.hpp"
#include "sim/tally.hpp"
#include "tests/sim/agreement.hpp"
#include "tests/sim/autoregression.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <vector>

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Correlation of neighbouring means of m values with correlation phi^distance.
double correlation_of_batches(double phi, int m) {
  double within = 0, between = 0;
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < m; ++j) {
      within += std::pow(phi, std::abs(i - j));
      between += std::pow(phi, m + j - i);
    }
  return between / within;
}

}  // namespace

TEST_CASE("the interval of one run is Student's over its batch means") {
  const std::vector<double> series{1, 3, 2, 6, 9, 9, 4, 6};  // batch means 2, 4, 9, 5
  const sim::BatchMeans b = sim::batch_means(series, 4, 0.9);
  const sim::Summary expected = sim::summarise(std::vector<double>{2, 4, 9, 5}, 0.9);
  CHECK(b.batches == 4);
  CHECK(b.mean == 5);
  CHECK(b.ci_low == doctest::Approx(expected.ci_low).epsilon(1e-14));
  CHECK(b.ci_high == doctest::Approx(expected.ci_high).epsilon(1e-14));
  CHECK(b.lag1 == doctest::Approx((3 - 4 + 0) / 26.0).epsilon(1e-14));  // deviations -3, -1, 4, 0
}

TEST_CASE("observations that are over are left out at the start") {
  const std::vector<double> series{1e6, -1e6, 1, 3, 2, 6, 9, 9};
  const sim::BatchMeans b = sim::batch_means(series, 3);
  CHECK(b.mean == doctest::Approx(5).epsilon(1e-14));
  CHECK(b.batches == 3);
}

TEST_CASE("a run is cut into twenty batches unless told otherwise") {
  std::vector<double> series(60);
  std::iota(series.begin(), series.end(), 0.0);
  std::vector<double> means;
  for (int i = 0; i < 20; ++i) means.push_back(3 * i + 1);
  const sim::BatchMeans b = sim::batch_means(series);
  CHECK(b.batches == 20);
  CHECK(b.ci_high == doctest::Approx(sim::summarise(means).ci_high).epsilon(1e-14));
}

TEST_CASE("95 of 100 intervals of an autoregression hold its mean") {
  constexpr int runs = 4000;
  int hold = 0;
  for (std::uint32_t run = 0; run < runs; ++run) {
    const sim::BatchMeans b =
        sim::batch_means(autoregression(run, 20 * 250, 0.5, 10));  // neighbours correlate by 0.003
    hold += b.ci_low <= 10 && 10 <= b.ci_high;
  }
  const double margin = agreement::standard_errors * std::sqrt(0.95 * 0.05 / runs);
  CHECK(std::abs(hold / double{runs} - 0.95) <= margin);
}

TEST_CASE("batches that are too short show in an interval that misses and in the autocorrelation") {
  constexpr int runs = 1000;
  int hold = 0;
  sim::Tally lag1;
  for (std::uint32_t run = 0; run < runs; ++run) {
    const sim::BatchMeans b = sim::batch_means(autoregression(run, 20 * 5, 0.9, 10));
    hold += b.ci_low <= 10 && 10 <= b.ci_high;
    lag1.add(b.lag1);
  }
  CHECK(hold / double{runs} <= 0.95 - agreement::standard_errors * std::sqrt(0.95 * 0.05 / runs));
  CHECK(lag1.mean() > 1 / std::sqrt(20.0));
}

TEST_CASE("the autocorrelation is that of neighbouring batches") {
  for (const int length : {1, 2, 5, 20}) {
    CAPTURE(length);
    const double phi = 0.8, rho = correlation_of_batches(phi, length);
    constexpr std::size_t batches = 20'000;
    const std::vector<double> series = autoregression(7, batches * static_cast<std::size_t>(length), phi, 10);
    // Bartlett: the squared standard error is below (1 + 2 sum of rho_k^2) / batches, and rho_k = rho phi^(length (k -
    // 1))
    const double decay = std::pow(phi, length);
    const double error = std::sqrt((1 + 2 * rho * rho / (1 - decay * decay)) / double{batches});
    CHECK(std::abs(sim::batch_means(series, batches).lag1 - rho) <= agreement::standard_errors * error);
  }
}

TEST_CASE("batches long enough correlate by -1/batches on average") {
  sim::Tally lag1;
  for (std::uint32_t run = 0; run < 4000; ++run) lag1.add(sim::batch_means(autoregression(run, 20 * 20, 0, 10)).lag1);
  CHECK(std::abs(lag1.mean() + 1 / 20.0) <= agreement::margin(lag1));
  CHECK(lag1.sd() <= 1 / std::sqrt(20.0));
}

TEST_CASE("a constant run has a point for interval and no autocorrelation") {
  const sim::BatchMeans b = sim::batch_means(std::vector<double>(100, 0.1), 7);
  CHECK(b.mean == 0.1);
  CHECK(b.ci_low == 0.1);
  CHECK(b.ci_high == 0.1);
  CHECK(std::isnan(b.lag1));
}

TEST_CASE("a run shorter than its batches is refused") {
  const std::vector<double> series{1, 2, 3};
  CHECK_THROWS_AS(sim::batch_means(series, 4), std::invalid_argument);
  CHECK_THROWS_AS(sim::batch_means({}, 2), std::invalid_argument);
  CHECK(sim::batch_means(series, 3).mean == 2);
}

TEST_CASE("fewer than two batches and a confidence outside 0 and 1 are refused") {
  const std::vector<double> series{1, 2, 3};
  CHECK_THROWS_AS(sim::batch_means(series, 0), std::invalid_argument);
  CHECK_THROWS_AS(sim::batch_means(series, 1), std::invalid_argument);
  CHECK_THROWS_AS(sim::batch_means(series, 2, 1), std::invalid_argument);
}

TEST_CASE("a run with a number that is not finite is refused, even where it would be left out") {
  CHECK_THROWS_AS(sim::batch_means(std::vector<double>{none, 1, 2, 3, 4}, 2), std::invalid_argument);
  CHECK_THROWS_AS(sim::batch_means(std::vector<double>{1, 2, 3, HUGE_VAL}, 2), std::invalid_argument);
}
