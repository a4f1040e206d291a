#include "sim/sensitivity/crossing.hpp"

#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

using namespace sim::sensitivity;

namespace {

const std::vector<double> levels{0, 2, 4, 6, 8, 10};

/// Differences that fall by 2 a unit of the level and are 0 at 5, with chance of that spread. A replication's own part
/// is the same at every level, as with shared random numbers.
sim::Matrix known(std::size_t replications, double own, double shared, double zero = 5, std::uint32_t seed = 3) {
  sim::Matrix y(levels.size(), replications);
  const sim::Matrix u = sample::uniforms(replications, levels.size() + 1, seed);
  for (std::size_t r = 0; r < replications; ++r)
    for (std::size_t p = 0; p < levels.size(); ++p)
      y.at(p, r) = 2 * (zero - levels[p]) + shared * (2 * u.at(r, levels.size()) - 1) + own * (2 * u.at(r, p) - 1);
  return y;
}

}  // namespace

TEST_CASE("a known crossing is found, and without chance its interval is that place") {
  const Crossing c = crossing_of_sweep(levels, known(10, 0, 0));
  CHECK(*c.value == doctest::Approx(5));
  CHECK(c.ci_low == doctest::Approx(5));
  CHECK(c.ci_high == doctest::Approx(5));
  CHECK(c.crosses == 1);
}

TEST_CASE("the interval of a crossing is that of the mean of what replications share, over the slope") {
  // the mean of 100 has a standard error of 6 / sqrt(3) / 10 = 0.346; over the slope of 2 and times 1.96, 0.339
  const Crossing c = crossing_of_sweep(levels, known(100, 0, 6));
  CHECK((c.ci_high - c.ci_low) / 2 == doctest::Approx(0.339).epsilon(0.15));
  CHECK(c.ci_low < *c.value);
  CHECK(c.ci_high > *c.value);
}

TEST_CASE("intervals of crossings hold the true place about as often as they say") {
  std::size_t held = 0;
  constexpr std::uint32_t trials = 200;
  for (std::uint32_t seed = 0; seed < trials; ++seed) {
    const Crossing c = crossing_of_sweep(levels, known(40, 3, 6, 5, 100 + seed), {.resamples = 200});
    held += c.ci_low <= 5 && c.ci_high >= 5;
  }
  CHECK(held > 0.90 * trials);
  CHECK(held < trials);
}

TEST_CASE("where curves do not cross within the range, nothing is extrapolated") {
  const Crossing above = crossing_of_sweep(levels, known(20, 0, 1, 12)),
                 below = crossing_of_sweep(levels, known(20, 0, 1, -2));
  for (const Crossing& c : {above, below}) {
    CHECK_FALSE(c.value.has_value());
    CHECK(std::isnan(c.ci_low));
    CHECK(std::isnan(c.ci_high));
    CHECK(c.crosses == 0);
  }
}

TEST_CASE("near an end of the range the interval is open on that side") {
  const auto near = [](double zero) {  // luck that comes to nothing in the mean
    sim::Matrix y = known(20, 0, 0, zero);
    for (std::size_t i = 0; i < y.values.size(); ++i) y.values[i] += i % 2 == 0 ? 6 : -6;
    return crossing_of_sweep(levels, y);
  };
  const Crossing high = near(9.5), low = near(0.5);
  CHECK(high.value.value_or(-1) == doctest::Approx(9.5));
  CHECK(high.ci_low < 9.5);
  CHECK(std::isnan(high.ci_high));
  CHECK(high.crosses < 1);
  CHECK(low.value.value_or(-1) == doctest::Approx(0.5));
  CHECK(std::isnan(low.ci_low));
  CHECK(low.ci_high > 0.5);
}

TEST_CASE("a single replication has a crossing and no interval, and missing ones are left out") {
  const Crossing one = crossing_of_sweep(levels, known(1, 0, 0));
  CHECK(*one.value == doctest::Approx(5));
  CHECK(std::isnan(one.ci_low));
  CHECK(std::isnan(one.crosses));
  sim::Matrix y = known(3, 0, 0);
  for (std::size_t p = 0; p < levels.size(); ++p) y.at(p, 1) = sample::none;
  CHECK(*crossing_of_sweep(levels, y).value == doctest::Approx(5));
  CHECK_THROWS_AS(crossing_of_sweep(levels, sim::Matrix(2, 2)), std::invalid_argument);
}
