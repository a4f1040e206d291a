#include "sim/tally.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace {

std::vector<double> normals(std::uint32_t seed, std::size_t n, double mean) {
  boost::random::mt19937 engine(seed);
  boost::random::normal_distribution<double> normal(mean, 3);
  std::vector<double> values(n);
  for (double& value : values) value = normal(engine);
  return values;
}

sim::Tally tally(std::span<const double> values) {
  sim::Tally t;
  for (const double value : values) t.add(value);
  return t;
}

}  // namespace

TEST_CASE("a tally has the mean and the sample variance") {
  const sim::Tally t = tally(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(t.count() == 8);
  CHECK(t.mean() == doctest::Approx(5).epsilon(1e-15));
  CHECK(t.variance() == doctest::Approx(32.0 / 7).epsilon(1e-15));
  CHECK(t.sd() == std::sqrt(t.variance()));
}

TEST_CASE("a tally knows the smallest and the largest value") {
  const sim::Tally t = tally(std::vector<double>{3, -1, 8, 2});
  CHECK(t.min() == -1);
  CHECK(t.max() == 8);
}

TEST_CASE("a small variance beside a large mean is not lost") {
  const sim::Tally t = tally(std::vector<double>{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16});
  CHECK(t.variance() == doctest::Approx(30).epsilon(1e-12));
}

TEST_CASE("tallies merged are the tally of all, wherever the sample is cut") {
  const std::vector<double> values = normals(1, 1000, 50);
  const sim::Tally all = tally(values);
  for (const std::size_t cut : {0, 1, 2, 500, 999, 1000}) {
    CAPTURE(cut);
    sim::Tally merged = tally(std::span(values).first(cut));
    merged.merge(tally(std::span(values).subspan(cut)));
    CHECK(merged.count() == all.count());
    CHECK(merged.mean() == doctest::Approx(all.mean()).epsilon(1e-13));
    CHECK(merged.variance() == doctest::Approx(all.variance()).epsilon(1e-12));
    CHECK(merged.min() == all.min());
    CHECK(merged.max() == all.max());
  }
}

TEST_CASE("to merge an empty tally changes nothing") {
  const sim::Tally all = tally(normals(1, 100, 50));
  sim::Tally merged = all;
  merged.merge({});
  CHECK(merged == all);
}

TEST_CASE("an empty tally has no mean") { CHECK(std::isnan(sim::Tally().mean())); }

TEST_CASE("one value has a mean but no variance") {
  const sim::Tally t = tally(std::vector<double>{4});
  CHECK(t.mean() == 4);
  CHECK(std::isnan(t.variance()));
  CHECK(std::isnan(t.sd()));
}

TEST_CASE("a value that is not a number shows in the mean") {
  const sim::Tally t = tally(std::vector<double>{1, std::numeric_limits<double>::quiet_NaN(), 3});
  CHECK(t.count() == 3);
  CHECK(std::isnan(t.mean()));
  CHECK(std::isnan(t.variance()));
}

TEST_CASE("a slope is that of least squares") {
  const std::vector<double> x = normals(2, 500, 1000), noise = normals(3, 500, 0);
  sim::Slope slope;
  double mean_x = 0, mean_y = 0;
  std::vector<double> y;
  for (std::size_t i = 0; i < x.size(); ++i) {
    y.push_back(7 - 2.5 * x[i] + noise[i]);
    slope.add(x[i], y[i]);
    mean_x += x[i] / 500;
    mean_y += y[i] / 500;
  }
  double sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sxx += (x[i] - mean_x) * (x[i] - mean_x);
    sxy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  CHECK(slope.value() == doctest::Approx(sxy / sxx).epsilon(1e-12));
  CHECK(slope.mean_y() == doctest::Approx(mean_y).epsilon(1e-12));
}

TEST_CASE("there is no slope until two different x are known") {
  sim::Slope slope;
  CHECK(std::isnan(slope.value()));
  slope.add(0.1, 1);
  CHECK(std::isnan(slope.value()));
  slope.add(0.1, 2);
  CHECK(std::isnan(slope.value()));
  slope.add(0.2, 3);
  CHECK(slope.value() == doctest::Approx(15));
}
