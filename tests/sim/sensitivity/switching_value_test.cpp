#include "sim/sensitivity/switching_value.hpp"

#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <optional>
#include <stdexcept>
#include <vector>

using namespace sim::sensitivity;

namespace {

std::optional<double> of_sweep(const std::vector<double>& levels, const std::vector<double>& differences) {
  return switching_values_of_sweep(levels, sample::column(differences)).at(0);
}

}  // namespace

TEST_CASE("between two levels the difference is straight") {
  CHECK(*of_sweep({0, 1, 3}, {-5, -1, 3}) == doctest::Approx(1.5));
  CHECK(*of_sweep({3, 0, 1}, {-6, 4, 2}) == doctest::Approx(1.5));  // falling, and in any order
}

TEST_CASE("a difference that keeps its sign has no switching value") {
  CHECK_FALSE(of_sweep({0, 1, 2}, {1, 2, 3}).has_value());
  CHECK_FALSE(of_sweep({0, 1, 2}, {-3, -2, -1}).has_value());
  CHECK_FALSE(of_sweep({1}, {1}).has_value());
  CHECK_FALSE(of_sweep({}, {}).has_value());
}

TEST_CASE("a difference that reaches zero at an end of the range switches there, one that is zero all over nowhere") {
  CHECK(of_sweep({2, 5}, {0, 3}) == std::optional(2.0));
  CHECK(of_sweep({2, 5}, {-3, 0}) == std::optional(5.0));
  CHECK_FALSE(of_sweep({2, 5}, {0, 0}).has_value());
}

TEST_CASE("where the difference stays at zero, the middle counts") {
  CHECK(of_sweep({0, 1, 2, 4, 5}, {-2, -1, 0, 0, 3}) == std::optional(3.0));
}

TEST_CASE("chance makes no second crossing") {
  // pooled from -4, 1, -1, 4: -4, 0, 0, 4
  CHECK(of_sweep({0, 1, 2, 3}, {-4, 1, -1, 4}) == std::optional(1.5));
  // -4, 3, -1, 4 pool to 1, 1 in the middle: from -4 at 0 to 1 at 1
  CHECK(*of_sweep({0, 1, 2, 3}, {-4, 3, -1, 4}) == doctest::Approx(0.8));
  // and turned round
  CHECK(*of_sweep({0, 1, 2, 3}, {4, -1, 3, -4}) == doctest::Approx(2.2));
}

TEST_CASE("points of one level count as one, and weigh as many") {
  CHECK(*of_sweep({0, 0, 2}, {-3, -1, 2}) == doctest::Approx(1));
  // at 1 the mean of three is 2, at 2 one of -2: pooled (3 * 2 - 2) / 4 = 1; from -4 at 0
  CHECK(*of_sweep({0, 1, 1, 1, 2, 3}, {-4, 1, 2, 3, -2, 9}) == doctest::Approx(0.8));
  // at 1 one of 4, at 2 three of 0 in the mean: pooled 1; with 0.5 at 3, (4 * 1 + 0.5) / 5 = 0.9
  CHECK(*of_sweep({0, 1, 2, 2, 2, 3}, {-4, 4, -1, 0, 1, 0.5}) == doctest::Approx(4 / 4.9));
}

TEST_CASE("a missing difference leaves its point out for that metric only") {
  sim::Matrix y(3, 2);
  y.values = {-1, -2, sample::none, 1, 3, 1};
  const auto found = switching_values_of_sweep(std::vector<double>{0, 1, 2}, y);
  CHECK(*found[0] == doctest::Approx(0.5));
  CHECK(*found[1] == doctest::Approx(2.0 / 3));
}

TEST_CASE("a linear metric has the switching values of its line, the other factors at their mean") {
  sim::Matrix x = sample::uniforms(40, 3, 1);
  double mean[3] = {0, 0, 0};
  for (std::size_t i = 0; i < 40; ++i) {
    x.at(i, 1) = 1000 + 500 * x.at(i, 1) + 200 * x.at(i, 0);  // another unit, and dependent
    for (std::size_t j = 0; j < 3; ++j) mean[j] += x.at(i, j) / 40;
  }
  sim::Matrix y(40, 2);
  for (std::size_t i = 0; i < 40; ++i) {
    y.at(i, 0) = 4 * (x.at(i, 0) - 0.3) - 0.01 * (x.at(i, 1) - mean[1]) + 0.001 * (x.at(i, 2) - mean[2]);
    y.at(i, 1) = -y.at(i, 0);
  }
  const auto found = switching_values(x, y);
  REQUIRE(found.size() == 6);
  for (const std::size_t metric : {0U, 1U}) {
    const double sign = metric == 0 ? 1 : -1;
    CHECK(found[metric].factor == 0);
    CHECK(found[metric].metric == metric);
    CHECK(found[metric].slope == doctest::Approx(4 * sign));
    CHECK(*found[metric].value == doctest::Approx(0.3));
    CHECK(found[2 + metric].slope == doctest::Approx(-0.01 * sign));
    CHECK(*found[2 + metric].value == doctest::Approx(mean[1] + 100 * 4 * (mean[0] - 0.3)));
    CHECK(found[4 + metric].slope == doctest::Approx(0.001 * sign));
    CHECK_FALSE(found[4 + metric].value.has_value());  // far outside [0, 1]
  }
}

TEST_CASE("missing differences, and the factors of their points, do not count") {
  sim::Matrix x = sample::column({0, 1, 2, 50});
  const auto found = switching_values(x, sample::column({10, 9, 8, sample::none}));
  CHECK(found[0].slope == doctest::Approx(-1));
  CHECK_FALSE(found[0].value.has_value());  // 10 is outside [0, 2]
  CHECK(*switching_values(x, sample::column({10, 9, 8, -40}))[0].value == doctest::Approx(10));
}

TEST_CASE("a design that does not give the slopes gives no switching value") {
  sim::Matrix same(5, 2);
  for (std::size_t i = 0; i < 5; ++i) same.at(i, 0) = same.at(i, 1) = static_cast<double>(i);
  const auto tied = switching_values(same, sample::column({-2, -1, 0, 1, 2}));
  CHECK(std::isnan(tied[0].slope));
  CHECK_FALSE(tied[0].value.has_value());
  const auto few = switching_values(sample::uniforms(2, 2, 1), sample::column({-1, 1}));
  CHECK(std::isnan(few[1].slope));
  const auto flat = switching_values(sample::column({1, 1, 1}), sample::column({-1, 0, 1}));
  CHECK(std::isnan(flat[0].slope));
}

TEST_CASE("levels and differences that do not fit are refused") {
  CHECK_THROWS_AS(of_sweep({1, 2}, {1}), std::invalid_argument);
  CHECK_THROWS_AS(of_sweep({1, INFINITY}, {1, 2}), std::invalid_argument);
  CHECK_THROWS_AS(switching_values(sim::Matrix(2, 1), sim::Matrix(3, 1)), std::invalid_argument);
}
