#include "sim/sensitivity/evppi.hpp"

#include "sim/tally.hpp"
#include "tests/sim/sensitivity/loss.hpp"
#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

using namespace sim::sensitivity;

namespace {

/// Two options, linear in two normal parameters: the increment is 0.5 + 2 x0 - x1.
struct TwoByTwo {
  explicit TwoByTwo(const sim::Matrix& uniform) : x(sample::standard_normals(uniform)), net_benefit(uniform.rows, 2) {
    for (std::size_t i = 0; i < x.rows; ++i) {
      net_benefit.at(i, 0) = 10 + 3 * x.at(i, 0) + x.at(i, 1);
      net_benefit.at(i, 1) = 10.5 + 5 * x.at(i, 0);
    }
  }
  sim::Matrix x, net_benefit;
};

sim::Matrix against_nothing(const sim::Matrix& x, auto f) {
  sim::Matrix net_benefit(x.rows, 2);
  for (std::size_t i = 0; i < x.rows; ++i) net_benefit.at(i, 1) = f(i);
  return net_benefit;
}

}  // namespace

TEST_CASE("learning normal parameters of a linear decision is worth the unit normal loss, within 2 %") {
  const TwoByTwo two(sample::shifted_sobol(20000, 2, 1));
  const auto found = evppi(two.x, two.net_benefit, {{0}, {1}, {0, 1}}, {.resamples = 20});
  REQUIRE(found.size() == 3);
  CHECK(found[0].information.value == doctest::Approx(loss(0.5, 2)).scale(0).epsilon(0.02));
  CHECK(found[1].information.value == doctest::Approx(loss(0.5, 1)).scale(0).epsilon(0.02));
  CHECK(found[2].information.value == doctest::Approx(loss(0.5, std::sqrt(5.0))).scale(0).epsilon(0.02));
  CHECK(found[2].factors == std::vector<std::size_t>{0, 1});
  CHECK(found[0].n == 20000);
}

TEST_CASE("learning a part is worth no more than learning all, and all is what the parts give together") {
  const TwoByTwo two(sample::uniforms(3000, 2, 2));
  const auto found = evppi(two.x, two.net_benefit, {{0}, {1}, {0, 1}}, {.resamples = 0});
  const double all = evpi(two.net_benefit).value;
  CHECK(found[0].information.value < all);
  CHECK(found[1].information.value < found[0].information.value);
  CHECK(found[2].information.value == doctest::Approx(all).epsilon(1e-9));  // the sample's own: the fit is exact
}

TEST_CASE("noise of one replication does not move the value of learning a parameter") {
  // 20,000 points, increment 0.5 + 2 x0 - x1 and noise of sd 4 more: the slope of x0 has a standard error of 0.03
  TwoByTwo two(sample::shifted_sobol(20000, 2, 1));
  const sim::Matrix z = sample::standard_normals(sample::uniforms(20000, 1, 7));
  for (std::size_t i = 0; i < 20000; ++i) two.net_benefit.at(i, 1) += 4 * z.at(i, 0);
  const auto found = evppi(two.x, two.net_benefit, {{0}}, {.resamples = 20});
  CHECK(std::abs(found[0].information.value - loss(0.5, 2)) < 5 * found[0].information.standard_error);
  CHECK(found[0].information.value == doctest::Approx(loss(0.5, 2)).scale(0).epsilon(0.1));
  CHECK(evpi(two.net_benefit, {.resamples = 0}).value > 1.5 * loss(0.5, std::sqrt(5.0)));
}

TEST_CASE("an influence that turns twice is followed, one that is straight takes a straight line") {
  const sim::Matrix x = sample::uniforms(4000, 2, 3);
  const auto wave = [&](std::size_t i) { return std::cos(4 * std::numbers::pi * x.at(i, 0)) + x.at(i, 1) - 0.5; };
  const auto found = evppi(x, against_nothing(x, wave), {{0}}, {.resamples = 50});
  CHECK(found[0].basis >= 7);
  // the mean of the wave's upper half. The spline's limit is near: 0.005 for that
  CHECK(std::abs(found[0].information.value - 1 / std::numbers::pi) < 5 * found[0].information.standard_error + 0.005);

  // what both options share hides the wave from neither
  sim::Matrix shared = against_nothing(x, wave);
  for (std::size_t i = 0; i < x.rows; ++i) {
    const double both = 1000 * sim::uniform(3, {.entity = i, .purpose = 1});
    for (const std::size_t option : {0U, 1U}) shared.at(i, option) += both;
  }
  CHECK(evppi(x, shared, {{0}}, {.resamples = 0})[0].basis == found[0].basis);

  const auto line = [&](std::size_t i) { return x.at(i, 0) - 0.5 + (x.at(i, 1) - 0.5); };
  CHECK(evppi(x, against_nothing(x, line), {{0}}, {.resamples = 0})[0].basis <= 4);
}

TEST_CASE("two factors that matter only together are worth learning only together") {
  const sim::Matrix x = sample::standard_normals(sample::uniforms(4000, 2, 4));
  const auto found = evppi(x, against_nothing(x, [&](auto i) { return x.at(i, 0) * x.at(i, 1); }),
                           {{0}, {0, 1}, {1, 0}}, {.resamples = 50});
  CHECK(found[0].information.value < 0.06);
  // half of E|x0| E|x1|
  CHECK(std::abs(found[1].information.value - 1 / std::numbers::pi) < 5 * found[1].information.standard_error);
  CHECK(found[2].information.value == doctest::Approx(found[1].information.value).epsilon(1e-9));
}

TEST_CASE("a factor of few levels is learnt level by level") {
  const sim::Matrix u = sample::uniforms(3000, 2, 5);
  sim::Matrix x(3000, 1);
  const double benefit[] = {1, -3, 2, -1};  // no order in it
  double best = 0, sum = 0;
  const auto net_benefit = against_nothing(x, [&](std::size_t i) {
    const auto level = static_cast<std::size_t>(4 * u.at(i, 0));
    x.values[i] = static_cast<double>(level);
    best += std::max(0.0, benefit[level]);
    sum += benefit[level];
    return benefit[level] + 0.1 * (u.at(i, 1) - 0.5);
  });
  const auto found = evppi(x, net_benefit, {{0}}, {.resamples = 0});
  CHECK(found[0].basis == 4);
  CHECK(found[0].information.value == doctest::Approx((best - std::max(0.0, sum)) / 3000).scale(0).epsilon(0.01));
}

TEST_CASE("the value does not depend on which option comes first, nor on what all options share") {
  const TwoByTwo two(sample::uniforms(500, 2, 6));
  sim::Matrix turned(500, 3);  // and an option that is never best
  for (std::size_t i = 0; i < 500; ++i) {
    const double shared = 1000 * sim::uniform(6, {.entity = i, .purpose = 1});
    turned.at(i, 0) = shared + two.net_benefit.at(i, 1);
    turned.at(i, 1) = shared + two.net_benefit.at(i, 0);
    turned.at(i, 2) = turned.at(i, 1) - 0.001;
  }
  const double before = evppi(two.x, two.net_benefit, {{0}}, {.resamples = 0})[0].information.value;
  const double after = evppi(two.x, turned, {{0}}, {.resamples = 0})[0].information.value;
  CHECK(after == doctest::Approx(before).scale(0).epsilon(0.03));
}

TEST_CASE("the standard error is the spread of values over samples, the regression's own error included") {
  for (const double other : {0.5, 6.0}) {  // how much the factor that is not learnt matters
    CAPTURE(other);
    sim::Tally values, errors;
    for (std::uint32_t r = 0; r < 200; ++r) {
      const sim::Matrix x = sample::standard_normals(sample::uniforms(400, 2, r));
      const auto increment = [&](std::size_t i) { return 0.5 + 2 * x.at(i, 0) + other * x.at(i, 1); };
      const auto found = evppi(x, against_nothing(x, increment), {{0}}, {.resamples = 60});
      values.add(found[0].information.value);
      errors.add(found[0].information.standard_error);
    }
    // A standard deviation of 200 values has a standard error of 5 %; four of them
    CHECK(errors.mean() == doctest::Approx(values.sd()).scale(0).epsilon(0.2));
  }
}

TEST_CASE("a point with a missing option is left out") {
  TwoByTwo two(sample::uniforms(200, 2, 8));
  const auto all = evppi(two.x, two.net_benefit, {{0}});
  std::vector<bool> missing(200);
  for (const std::size_t i : {0U, 120U}) {
    missing[i] = true;
    two.net_benefit.at(i, 1) = sample::none;
  }
  const auto found = evppi(two.x, two.net_benefit, {{0}});
  const auto rest = evppi(sample::without_rows(two.x, missing), sample::without_rows(two.net_benefit, missing), {{0}});
  CHECK(found[0].n == 198);
  CHECK(found[0].information.value == rest[0].information.value);
  CHECK(found[0].information.standard_error == rest[0].information.standard_error);
  CHECK(found[0].information.value != all[0].information.value);
}

TEST_CASE("a factor that does not vary teaches nothing; too few points teach not even that") {
  const TwoByTwo two(sample::uniforms(200, 2, 8));
  const auto found = evppi(sim::Matrix(200, 1), two.net_benefit, {{0}});
  CHECK(found[0].information.value == doctest::Approx(0));
  CHECK(found[0].basis == 1);
  CHECK(std::isnan(evppi(sample::column({1, 2}), sim::Matrix(2, 2), {{0}})[0].information.value));
  CHECK(std::isnan(evppi(sim::Matrix(0, 1), sim::Matrix(0, 2), {{0}})[0].information.value));
}

TEST_CASE("groups of other sizes, and of unknown or equal factors, are refused") {
  const TwoByTwo two(sample::uniforms(50, 2, 8));
  for (const std::vector<std::size_t>& group : {std::vector<std::size_t>{}, {0, 1, 0}, {2}, {0, 2}, {2, 0}, {1, 1}})
    CHECK_THROWS_AS(evppi(two.x, two.net_benefit, {group}), std::invalid_argument);
}
