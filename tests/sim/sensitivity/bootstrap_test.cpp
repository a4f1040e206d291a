#include "sim/sensitivity/bootstrap.hpp"

#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace sim::sensitivity;

TEST_CASE("a resample draws as many as there are, each as likely as another") {
  std::vector<double> drawn(10);
  for (std::size_t r = 0; r < 4000; ++r) {
    const auto counts = resample_counts(10, 3, r);
    REQUIRE(std::accumulate(counts.begin(), counts.end(), 0.0) == 10);
    for (std::size_t i = 0; i < 10; ++i) drawn[i] += counts[i];
  }
  // 40,000 draws with chance 0.1: standard deviation 60; five of them, ten times over: once in 170,000
  for (const double times : drawn) CHECK(std::abs(times - 4000) < 300);
}

TEST_CASE("a resample is the same again, and another under another seed or number") {
  const auto counts = resample_counts(100, 3, 8);
  CHECK(resample_counts(100, 3, 8) == counts);
  CHECK(resample_counts(100, 4, 8) != counts);
  CHECK(resample_counts(100, 3, 9) != counts);
}

TEST_CASE("resampled sums are those of the rows drawn, in every column") {
  const sim::Matrix terms = sample::uniforms(30, 4, 1);
  const sim::Matrix sums = resampled_sums(terms, {.seed = 5, .resamples = 37});  // not a multiple of the block
  REQUIRE(sums.rows == 37);
  for (std::size_t r = 0; r < 37; ++r) {
    const auto counts = resample_counts(30, 5, r);
    for (std::size_t j = 0; j < 4; ++j) {
      double sum = 0;
      for (std::size_t i = 0; i < 30; ++i) sum += counts[i] * terms.at(i, j);
      CHECK(sums.at(r, j) == doctest::Approx(sum).epsilon(1e-12));
    }
  }
}

TEST_CASE("the interval is from the 2.5th to the 97.5th percentile of the values there are") {
  std::vector<double> values(201);
  std::iota(values.begin(), values.end(), 0.0);
  std::reverse(values.begin(), values.end());
  values.push_back(sample::none);
  const Estimate e = with_interval(42, values);
  CHECK(e.value == 42);
  CHECK(e.ci_low == doctest::Approx(5));
  CHECK(e.ci_high == doctest::Approx(195));
}

TEST_CASE("without resamples there is a value and no interval") {
  const Estimate e = with_interval(42, {});
  CHECK(e.value == 42);
  CHECK(std::isnan(e.ci_low));
  CHECK(std::isnan(e.ci_high));
}
