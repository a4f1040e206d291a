#include "sim/sensitivity/evpi.hpp"

#include "sim/tally.hpp"
#include "tests/sim/sensitivity/loss.hpp"
#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

using namespace sim::sensitivity;

namespace {

/// Net benefits of two options over points whose increment is normal.
sim::Matrix two_options(std::size_t points, double mean, double sd) {
  const sim::Matrix z = sample::standard_normals(sample::shifted_sobol(points, 2, 3));
  sim::Matrix net_benefit(points, 2);
  for (std::size_t i = 0; i < points; ++i) {
    net_benefit.at(i, 0) = 100 * z.at(i, 1);
    net_benefit.at(i, 1) = net_benefit.at(i, 0) + mean + sd * z.at(i, 0);
  }
  return net_benefit;
}

}  // namespace

TEST_CASE("perfect information about three points is worth what is worked by hand") {
  sim::Matrix net_benefit(3, 3);
  net_benefit.values = {1, 4, 0, 5, 2, 0, 3, 0, 6};  // best: 4, 5, 6; in the mean 3, 2, 2
  CHECK(evpi(net_benefit).value == doctest::Approx(2));
}

TEST_CASE("perfect information about a normal increment is worth the unit normal loss") {
  for (const double mean : {-1.5, 0.0, 0.8}) {
    CAPTURE(mean);
    CHECK(evpi(two_options(20000, mean, 2), {.resamples = 0}).value ==
          doctest::Approx(loss(mean, 2)).scale(0).epsilon(0.005));
  }
}

TEST_CASE("the standard error is the spread of values over samples") {
  constexpr int samples = 300;
  sim::Tally values, errors;
  for (std::uint32_t r = 0; r < samples; ++r) {
    const sim::Matrix z = sample::standard_normals(sample::uniforms(400, 1, r));
    sim::Matrix net_benefit(400, 2);
    for (std::size_t i = 0; i < 400; ++i) net_benefit.at(i, 1) = 0.5 + z.at(i, 0);
    const auto found = evpi(net_benefit, {.resamples = 200});
    values.add(found.value);
    errors.add(found.standard_error);
  }
  // A standard deviation of 300 values has a standard error of 4 %; five of them
  CHECK(errors.mean() == doctest::Approx(values.sd()).scale(0).epsilon(0.2));
}

TEST_CASE("noise of few replications makes information look dearer, and is taken out again") {
  constexpr double noise_sd = 1.5;
  sim::Matrix net_benefit = two_options(20000, 0.8, 2), noise(20000, 1);
  const sim::Matrix z = sample::standard_normals(sample::uniforms(20000, 1, 8));
  for (std::size_t i = 0; i < 20000; ++i) {
    net_benefit.at(i, 1) += noise_sd * z.at(i, 0);
    noise.at(i, 0) = noise_sd * noise_sd * 2 * sim::uniform(9, {.entity = i});  // right in the mean only
  }
  const double truth = loss(0.8, 2);
  CHECK(evpi(net_benefit, {.resamples = 0}).value > 1.3 * truth);
  CHECK(evpi(net_benefit, noise, {.resamples = 0}).value == doctest::Approx(truth).scale(0).epsilon(0.03));
}

TEST_CASE("where there is no more than noise, information is worth nothing") {
  sim::Matrix net_benefit = two_options(100, 0.8, 2), noise(100, 1);
  noise.values.assign(100, 9);
  CHECK(evpi(net_benefit, noise).value == doctest::Approx(0));
  CHECK(evpi(net_benefit).value > 0.1);
}

TEST_CASE("a point with a missing option is left out") {
  sim::Matrix net_benefit(4, 3);
  net_benefit.values = {1, 4, 0, 5, 2, 0, 100, sample::none, 0, 3, 0, 6};
  CHECK(evpi(net_benefit).value == doctest::Approx(2));
}

TEST_CASE("a decision without a choice, or without a point, has no value of information") {
  CHECK(evpi(sample::column({1, 2, 3})).value == 0);
  CHECK(std::isnan(evpi(sample::column({sample::none})).value));
}

TEST_CASE("noise that does not fit is refused") {
  CHECK_THROWS_AS(evpi(sim::Matrix(3, 2), sim::Matrix(3, 2)), std::invalid_argument);
  CHECK_THROWS_AS(evpi(sim::Matrix(3, 2), sample::column({1, 1, -1})), std::invalid_argument);
  CHECK_THROWS_AS(evpi(sim::Matrix(3, 2), sample::column({1, 1, sample::none})), std::invalid_argument);
  CHECK_THROWS_AS(evpi(sim::Matrix(3, 0)), std::invalid_argument);
}
