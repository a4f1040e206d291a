#include "sim/summary.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("the interval of ten values uses Student's t with nine degrees of freedom") {
  const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const sim::Summary s = sim::summarise(values);
  CHECK(s.n == 10);
  CHECK(s.mean == 5.5);
  // sd = sqrt(82.5 / 9); t(0.975, 9) solved from the closed form of its distribution for odd degrees of freedom
  const double half_width = 2.2621571627982044 * std::sqrt(82.5 / 9) / std::sqrt(10.0);
  CHECK(s.ci_high - s.mean == doctest::Approx(half_width).epsilon(1e-12));
  CHECK(s.mean - s.ci_low == doctest::Approx(half_width).epsilon(1e-12));
}

TEST_CASE("half-widths agree with printed tables of Student's t") {
  CHECK(sim::t_half_width(1, 2) * std::sqrt(2.0) == doctest::Approx(12.706204736).epsilon(1e-9));
  CHECK(sim::t_half_width(1, 2, 0.99) * std::sqrt(2.0) == doctest::Approx(63.656741163).epsilon(1e-9));
  CHECK(sim::t_half_width(1, 31, 0.99) * std::sqrt(31.0) == doctest::Approx(2.749995654).epsilon(1e-9));
  CHECK(sim::t_half_width(3, 200) == doctest::Approx(3 * 1.971956544 / std::sqrt(200.0)).epsilon(1e-9));
}

TEST_CASE("quantiles are those of type 7") {
  const std::vector<double> sorted{1, 2, 4, 8};  // R: quantile(c(1, 2, 4, 8), c(0, .05, .5, .95, 1))
  CHECK(sim::quantile_of_sorted(sorted, 0) == 1);
  CHECK(sim::quantile_of_sorted(sorted, 0.05) == doctest::Approx(1.15));
  CHECK(sim::quantile_of_sorted(sorted, 0.5) == 3);
  CHECK(sim::quantile_of_sorted(sorted, 0.95) == doctest::Approx(7.4));
  CHECK(sim::quantile_of_sorted(sorted, 1) == 8);
}

TEST_CASE("the spread is taken of values in any order") {
  const std::vector<double> values{8, 1, 4, 2};
  const sim::Summary s = sim::summarise(values);
  CHECK(s.p05 == doctest::Approx(1.15));
  CHECK(s.p50 == 3);
  CHECK(s.p95 == doctest::Approx(7.4));
}

TEST_CASE("a replication without a value is left out, not counted as nought") {
  const sim::Summary s = sim::summarise(std::vector<double>{none, 4, none, 6});
  CHECK(s.n == 2);
  CHECK(s.mean == 5);
}

TEST_CASE("one value has a mean and a spread but no interval") {
  const sim::Summary s = sim::summarise(std::vector<double>{none, 4});
  CHECK(s.n == 1);
  CHECK(s.mean == 4);
  CHECK(s.p95 == 4);
  CHECK(std::isnan(s.ci_low));
  CHECK(std::isnan(s.ci_high));
}

TEST_CASE("no value at all has no mean") {
  const sim::Summary s = sim::summarise(std::vector<double>{none, none});
  CHECK(s.n == 0);
  CHECK(std::isnan(s.mean));
  CHECK(std::isnan(s.p50));
}

TEST_CASE("equal values have exactly themselves as mean and interval") {
  const sim::Summary s = sim::summarise(std::vector<double>(10, 0.1));  // ten times 0.1 sums to 0.9999999999999999
  CHECK(s.mean == 0.1);
  CHECK(s.ci_low == 0.1);
  CHECK(s.ci_high == 0.1);
}

TEST_CASE("a spread of thousandths survives on top of a thousand million") {
  const double base = 1e9;  // sums of squares lose all of it
  const sim::Summary s = sim::summarise(std::vector<double>{base + 0.001, base + 0.002, base + 0.003});
  const double expected = sim::t_half_width(0.001, 3);
  CHECK(s.ci_high - s.mean == doctest::Approx(expected).epsilon(1e-3));  // 1e9 keeps steps of 1e-7
}

TEST_CASE("a higher confidence gives a wider interval") {
  const std::vector<double> values{1, 2, 3};
  CHECK(sim::summarise(values, 0.99).ci_high > sim::summarise(values, 0.95).ci_high);
}

TEST_CASE("questions without an answer are refused") {
  const std::vector<double> nothing, one{1};
  CHECK_THROWS_AS(sim::quantile_of_sorted(nothing, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(sim::quantile_of_sorted(one, 1.01), std::invalid_argument);
  CHECK_THROWS_AS(sim::quantile_of_sorted(one, none), std::invalid_argument);
  CHECK_THROWS_AS(sim::t_half_width(1, 1), std::invalid_argument);
  CHECK_THROWS_AS(sim::t_half_width(1, 2, 1), std::invalid_argument);
  CHECK_THROWS_AS(sim::t_half_width(1, 2, none), std::invalid_argument);
}
