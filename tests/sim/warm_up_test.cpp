#include "sim/warm_up.hpp"

#include "sim/tally.hpp"
#include "tests/sim/agreement.hpp"
#include "tests/sim/autoregression.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

namespace {

/// An autoregression around a transient that dies away by `decay` an observation.
std::vector<double> run(std::uint32_t seed, std::size_t n, double phi, double start, double decay) {
  std::vector<double> series = autoregression(seed, n, phi, 0);
  for (double& value : series) {
    value += start;
    start *= decay;
  }
  return series;
}

/// The definition, each candidate on its own.
sim::WarmUpAdvice by_definition(std::span<const double> series) {
  std::vector<double> z;
  for (std::size_t i = 0; i + 5 <= series.size(); i += 5)
    z.push_back((series[i] + series[i + 1] + series[i + 2] + series[i + 3] + series[i + 4]) / 5);
  sim::WarmUpAdvice best{.truncate = 0, .reliable = true, .statistic = HUGE_VAL};
  for (std::size_t d = 0; d + 5 <= z.size(); ++d) {
    const double left = static_cast<double>(z.size() - d);
    double mean = 0, squares = 0;
    for (std::size_t j = d; j < z.size(); ++j) mean += z[j] / left;
    for (std::size_t j = d; j < z.size(); ++j) squares += (z[j] - mean) * (z[j] - mean);
    const double statistic = squares / (left * left);
    if (statistic < best.statistic) best = {5 * d, d <= z.size() - d, statistic};
  }
  return best;
}

/// Batch means are alternately 0.2 and -0.2 above the level, after a transient on another.
std::vector<double> ripple(std::size_t transient) {
  std::vector<double> series(1000);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = (i % 2 == 0 ? 1 : -1) + (i < transient ? 50 : 0);
  return series;
}

}  // namespace

TEST_CASE("the advice is that of the definition, for runs of all kinds") {
  int unreliable = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const double phi = seed % 2 == 0 ? 0 : 0.95, start = seed % 3 == 0 ? 0 : 20, decay = seed % 5 == 0 ? 0.999 : 0.97;
    const std::vector<double> series = run(seed, 100 + 3 * seed, phi, start, decay);
    const sim::WarmUpAdvice advice = sim::mser5(series), expected = by_definition(series);
    REQUIRE(advice.truncate == expected.truncate);
    REQUIRE(advice.reliable == expected.reliable);
    REQUIRE(advice.statistic == doctest::Approx(expected.statistic).epsilon(1e-10));
    unreliable += !advice.reliable;
  }
  CHECK(unreliable >= 20);  // the seeds show both answers
  CHECK(unreliable <= 280);
}

TEST_CASE("a start on another level is left out to the batch, counted in observations") {
  for (const std::size_t transient : {5, 136, 137, 140, 495}) {
    CAPTURE(transient);
    const sim::WarmUpAdvice advice = sim::mser5(ripple(transient));
    CHECK(advice.truncate == (transient + 4) / 5 * 5);
    CHECK(advice.reliable);
  }
}

TEST_CASE("the least statistic is the variance of the batches left over their number") {
  CHECK(sim::mser5(ripple(100)).statistic == doctest::Approx(0.04 / 180).epsilon(1e-12));  // 180 batches of 0.2 or -0.2
}

TEST_CASE("advice is reliable up to half of the series and not one batch further") {
  for (const std::size_t transient : {500, 505}) {
    CAPTURE(transient);
    const sim::WarmUpAdvice advice = sim::mser5(ripple(transient));
    CHECK(advice.truncate == transient);
    CHECK(advice.reliable == (transient == 500));
  }
}

TEST_CASE("a mean without the advised warm-up has lost nine tenths of the bias") {
  constexpr std::size_t n = 2000;
  sim::Tally whole, cut;
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    const std::vector<double> series = run(seed, n, 0.5, 20, 0.98);  // adds 20 / (1 - 0.98) / n = 0.5 to the mean
    sim::Tally all, left;
    for (const double x : series) all.add(x);
    for (const double x : std::span(series).subspan(sim::mser5(series).truncate)) left.add(x);
    whole.add(all.mean());
    cut.add(left.mean());
  }
  CHECK(std::abs(whole.mean() - 0.5) <= agreement::margin(whole));
  CHECK(std::abs(cut.mean()) <= 0.05 + agreement::margin(cut));
}

TEST_CASE("a run that was steady from the start loses nothing") {
  const std::vector<double> series = ripple(0);
  CHECK(sim::mser5(series).truncate == 0);
  CHECK(sim::mser5(series).reliable);
}

TEST_CASE("independent observations are seldom called too short") {
  constexpr int runs = 1000, batches = 200;
  // Too short means that for some m < batches / 2 batches left, chi2(m - 1) / m^2 < chi2(batches - 1) / batches^2:
  // either the right side is above 1.3 / batches or one of the left sides below.
  using boost::math::cdf, boost::math::chi_squared, boost::math::complement;
  double at_most = cdf(complement(chi_squared(batches - 1), 1.3 * batches));
  for (int m = 5; m < batches / 2; ++m) at_most += cdf(chi_squared(m - 1), 1.3 * m * m / batches);
  REQUIRE(at_most < 0.05);
  int unreliable = 0;
  for (std::uint32_t seed = 0; seed < runs; ++seed) unreliable += !sim::mser5(run(seed, 5 * batches, 0, 0, 0)).reliable;
  const double margin = agreement::standard_errors * std::sqrt(at_most * (1 - at_most) / runs);
  CHECK(unreliable / double{runs} <= at_most + margin);
}

TEST_CASE("a run that never settles is called too short") {
  std::vector<double> series(1000);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = static_cast<double>(i);
  const sim::WarmUpAdvice advice = sim::mser5(series);
  CHECK(advice.truncate == 975);  // all but the five batches that are never left out
  CHECK_FALSE(advice.reliable);
}

TEST_CASE("a constant run loses nothing") {
  const sim::WarmUpAdvice advice = sim::mser5(std::vector<double>(100, 0.1));
  CHECK(advice.truncate == 0);
  CHECK(advice.reliable);
  CHECK(advice.statistic == 0);
}

TEST_CASE("observations at the end that fill no batch are not looked at") {
  std::vector<double> series = run(1, 400, 0.5, 20, 0.95);
  const sim::WarmUpAdvice whole = sim::mser5(series);
  for (int i = 0; i < 4; ++i) series.push_back(1e9);
  CHECK(sim::mser5(series).truncate == whole.truncate);
  CHECK(sim::mser5(series).statistic == whole.statistic);
}

TEST_CASE("fewer than 100 observations are refused") {
  CHECK_THROWS_AS(sim::mser5(std::vector<double>(99)), std::invalid_argument);
  CHECK_THROWS_AS(sim::mser5({}), std::invalid_argument);
  CHECK_NOTHROW(sim::mser5(std::vector<double>(100)));
}

TEST_CASE("observations that are not finite are refused, even where no batch holds them") {
  std::vector<double> series(104);
  series[103] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(sim::mser5(series), std::invalid_argument);
  series[103] = 0;
  series[0] = HUGE_VAL;
  CHECK_THROWS_AS(sim::mser5(series), std::invalid_argument);
}
