#include "sim/histogram.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

namespace {

using limits = std::numeric_limits<double>;

/// Spread over some forty powers of two, with a fifth of zeros.
std::vector<double> waits(std::uint32_t seed, std::size_t n) {
  boost::random::mt19937 engine(seed);
  boost::random::normal_distribution<double> normal(0, 4);
  std::vector<double> values(n);
  for (double& value : values) {
    value = std::exp(normal(engine));
    if (engine() % 5 == 0) value = 0;
  }
  return values;
}

sim::Histogram histogram(std::span<const double> values) {
  sim::Histogram h;
  for (const double value : values) h.add(value);
  return h;
}

/// The bin of one value, told by its mid-point.
double bin(double x) { return histogram(std::vector<double>{x}).quantile(0.5); }

}  // namespace

TEST_CASE("a quantile is within half a bin of the exact one") {
  for (const std::size_t n : {1, 2, 7, 100, 9999}) {
    CAPTURE(n);
    std::vector<double> values = waits(1, n);
    const sim::Histogram h = histogram(values);
    std::sort(values.begin(), values.end());
    for (int percent = 0; percent <= 1000; ++percent) {
      const double p = percent / 1000.0;
      CAPTURE(p);
      const double rank = std::max(1.0, std::ceil(p * static_cast<double>(n)));
      const double exact = values[static_cast<std::size_t>(rank) - 1];
      REQUIRE(std::abs(h.quantile(p) - exact) <= sim::Histogram::relative_error * exact);
    }
  }
}

TEST_CASE("no number is further from the middle of its bin than the relative error, and a power of two is as far") {
  for (int exponent = -1022; exponent <= 1023; ++exponent)
    for (const double x : {1.0, 1.0 + 1.0 / 256, 1.5, 2.0 - 1.0 / 128, 2.0 - limits::epsilon()}) {
      const double value = std::ldexp(x, exponent);
      CAPTURE(value);
      REQUIRE(std::abs(bin(value) - value) <= sim::Histogram::relative_error * value);
    }
  CHECK(bin(8) - 8 == sim::Histogram::relative_error * 8);
}

TEST_CASE("a bin begins with every 128th part of a power of two and nowhere else") {
  for (int i = 0; i < 128; ++i) {
    CAPTURE(i);
    const double low = 4 * (1 + i / 128.0), high = 4 * (1 + (i + 1) / 128.0);
    REQUIRE(bin(low) == low + (high - low) / 2);
    REQUIRE(bin(std::nextafter(high, 0)) == bin(low));
    REQUIRE(bin(high) > bin(low));
  }
}

TEST_CASE("zeros are counted exactly and apart from the smallest number above them") {
  sim::Histogram h = histogram(std::vector<double>{0, -0.0, 0, limits::denorm_min()});
  CHECK(h.zeros() == 3);
  CHECK(h.count() == 4);
  CHECK(h.quantile(0) == 0);
  CHECK(h.quantile(0.75) == 0);
  CHECK(h.quantile(0.76) > 0);
}

TEST_CASE("a subnormal number is off by at most 2 to the power of -1030") {
  for (const double x : {limits::denorm_min(), 1e-320, 3e-309, std::nextafter(limits::min(), 0)}) {
    CAPTURE(x);
    CHECK(std::abs(bin(x) - x) <= std::ldexp(1.0, -1030));
  }
}

TEST_CASE("the smallest and the largest number share a histogram, whichever comes first") {
  const std::vector<double> rising{limits::denorm_min(), 1, limits::max()},
      falling{limits::max(), 1, limits::denorm_min()};
  for (const sim::Histogram& h : {histogram(rising), histogram(falling)}) {
    CHECK(h.count() == 3);
    CHECK(h.quantile(0) == std::ldexp(1.0, -1030));
    CHECK(h.quantile(0.5) == 1 + 1.0 / 256);
    CHECK(h.quantile(1) == doctest::Approx(limits::max()).epsilon(1.0 / 256));
  }
}

TEST_CASE("the lowest and the highest value are the quantiles of 0 and 1") {
  const sim::Histogram h = histogram(std::vector<double>{70, 3, 0.5});
  CHECK(h.quantile(0) == bin(0.5));
  CHECK(h.quantile(1) == bin(70));
}

TEST_CASE("a quantile lies on a value up to the share that it ends and on the next one beyond") {
  const sim::Histogram h = histogram(std::vector<double>{1, 2, 3, 4});
  CHECK(h.quantile(0.25) == bin(1));
  CHECK(h.quantile(0.2501) == bin(2));
  CHECK(h.quantile(0.75) == bin(3));
  CHECK(h.quantile(0.7501) == bin(4));
}

TEST_CASE("a histogram counts what was added") {
  sim::Histogram h;
  CHECK(h.count() == 0);
  for (std::uint64_t i = 0; i < 1000; ++i) {
    REQUIRE(h.count() == i);
    h.add(static_cast<double>(i % 10));
  }
  CHECK(h.zeros() == 100);
}

TEST_CASE("histograms merged are the histogram of all, wherever the sample is cut") {
  const std::vector<double> values = waits(2, 1000);
  const sim::Histogram all = histogram(values);
  for (std::size_t cut = 0; cut <= values.size(); ++cut) {
    CAPTURE(cut);
    sim::Histogram merged = histogram(std::span(values).first(cut));
    merged.merge(histogram(std::span(values).subspan(cut)));
    REQUIRE(merged == all);
  }
}

TEST_CASE("histograms of ranges far apart merge in either order") {
  const sim::Histogram low = histogram(std::vector<double>{0, 1e-9}), high = histogram(std::vector<double>{1e9, 2e9});
  sim::Histogram rising = low, falling = high;
  rising.merge(high);
  falling.merge(low);
  CHECK(rising == falling);
  CHECK(rising.count() == 4);
}

TEST_CASE("a histogram merged with itself has every value twice") {
  sim::Histogram h = histogram(waits(3, 100));
  const double median = h.quantile(0.5);
  h.merge(h);
  CHECK(h.count() == 200);
  CHECK(h.quantile(0.5) == median);
}

TEST_CASE("to merge an empty histogram changes nothing, and into an empty one copies") {
  const sim::Histogram all = histogram(waits(4, 100));
  sim::Histogram merged = all, empty;
  merged.merge({});
  CHECK(merged == all);
  empty.merge(all);
  CHECK(empty == all);
}

TEST_CASE("the order of the values does not show") {
  std::vector<double> values = waits(5, 1000);
  const sim::Histogram as_they_came = histogram(values);
  std::sort(values.begin(), values.end());
  CHECK(histogram(values) == as_they_came);
  std::reverse(values.begin(), values.end());
  CHECK(histogram(values) == as_they_came);
  const double last_below_2 = std::nextafter(2, 0);
  CHECK(histogram(std::vector<double>{1, last_below_2}) == histogram(std::vector<double>{last_below_2, 1}));
}

TEST_CASE("the bin before the lowest is not taken for the zeros") {
  const sim::Histogram h = histogram(std::vector<double>{1, std::nextafter(1, 0)});
  CHECK(h.zeros() == 0);
  CHECK(h.quantile(0) == 1 - 1.0 / 512);
}

TEST_CASE("histograms differ by one value in another bin") {
  CHECK(histogram(std::vector<double>{1, 2}) != histogram(std::vector<double>{1, 2.02}));
  CHECK(histogram(std::vector<double>{1, 2}) != histogram(std::vector<double>{2, 4}));
  CHECK(histogram(std::vector<double>{1, 0}) != histogram(std::vector<double>{1}));
}

TEST_CASE("a histogram starts afresh when nothing is assigned to it") {
  sim::Histogram h = histogram(waits(6, 100));
  h = {};
  CHECK(h == sim::Histogram());
  h.add(5);
  CHECK(h == histogram(std::vector<double>{5}));
}

TEST_CASE("a number that is negative, infinite or none is refused and leaves no trace") {
  for (const std::vector<double>& values : {std::vector<double>{}, {0, 1, 1e300}}) {
    sim::Histogram h = histogram(values);
    for (const double x : {-1.0, -limits::denorm_min(), limits::infinity(), -limits::infinity(), limits::quiet_NaN(),
                           -limits::quiet_NaN()}) {
      CAPTURE(x);
      CHECK_THROWS_AS(h.add(x), std::invalid_argument);
    }
    CHECK(h == histogram(values));
  }
}

TEST_CASE("an empty histogram has no quantile") {
  CHECK(std::isnan(sim::Histogram().quantile(0)));
  CHECK(std::isnan(sim::Histogram().quantile(1)));
}

TEST_CASE("a histogram has no quantile outside 0 and 1") {
  const sim::Histogram h = histogram(std::vector<double>{1});
  for (const double p : {-0.01, 1.01, limits::quiet_NaN()}) CHECK_THROWS_AS(h.quantile(p), std::invalid_argument);
}
