#include "sim/distribution.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

using sim::Distribution;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Case {
  std::string name;
  Distribution drawn;
  bool continuous = true;
};

std::vector<Case> cases() {
  const auto halves = Distribution::mixture({Distribution::exponential(3), Distribution::lognormal(1, 0.5)}, {1, 3});
  return {
      {"uniform", Distribution::uniform(-2, 5)},
      {"triangular", Distribution::triangular(-1, 0.5, 4)},
      {"left triangular", Distribution::triangular(1, 1, 4)},
      {"right triangular", Distribution::triangular(1, 4, 4)},
      {"exponential", Distribution::exponential(6)},
      {"gamma", Distribution::gamma(2.5, 3)},
      {"steep gamma", Distribution::gamma(0.3, 10)},
      {"narrow gamma", Distribution::gamma(400, 0.1)},
      {"erlang", Distribution::erlang(3, 6)},
      {"erlang of one stage", Distribution::erlang(1, 6)},
      {"weibull", Distribution::weibull(1.5, 10)},
      {"steep weibull", Distribution::weibull(0.7, 10)},
      {"lognormal", Distribution::lognormal(4, 0.4)},
      {"normal", Distribution::normal(-3, 2)},
      {"beta", Distribution::beta(2, 5)},
      {"steep beta", Distribution::beta(0.5, 0.8)},
      {"empirical", Distribution::empirical({0, 1, 4, 5, 10}, {3, 0, 5, 2})},
      {"mixture", halves},
      {"mixture of mixtures", Distribution::mixture({halves, Distribution::normal(-5, 1)}, {0.5, 0.5})},
      {"gamma by moments", Distribution::gamma_by_moments(84, 35)},
      {"lognormal by moments", Distribution::lognormal_by_moments(84, 35)},
      {"weibull by moments", Distribution::weibull_by_moments(84, 35)},
      {"beta by moments", Distribution::beta_by_moments(0.3, 0.1)},
      {"poisson", Distribution::poisson(2.5), false},
      {"rare poisson", Distribution::poisson(1e-3), false},
      {"large poisson", Distribution::poisson(1234.5), false},
      {"constant", Distribution::constant(7), false},
      {"mixture with a lump",
       Distribution::mixture({Distribution::constant(0), Distribution::exponential(3)}, {0.3, 0.7}), false},
  };
}

/// Moments by the midpoint rule over the quantile, in a variable that is denser towards both ends.
struct Moments {
  double mean = 0;
  double sd = 0;
};
Moments integrate(const Distribution& drawn) {
  constexpr int steps = 40'000;
  constexpr double ends = 3.4;  // u from 1e-13 by the tanh-sinh substitution
  double mean = 0, square = 0, total = 0;
  const double centre = drawn.mean();
  for (int i = 0; i < steps; ++i) {
    const double t = -ends + 2 * ends * (i + 0.5) / steps;
    const double s = std::sinh(t) * std::acos(-1.0) / 2;
    const double u = 1 / (1 + std::exp(-2 * s));
    const double weight = std::cosh(t) / (std::cosh(s) * std::cosh(s));
    if (!(u > 0 && u < 1)) continue;
    const double x = drawn.quantile(u) - centre;
    total += weight;
    mean += weight * x;
    square += weight * x * x;
  }
  mean /= total;
  return {centre + mean, std::sqrt(square / total - mean * mean)};
}

}  // namespace

TEST_CASE("the quantile is the inverse of the distribution function") {
  for (const Case& c : cases()) {
    if (!c.continuous) continue;
    CAPTURE(c.name);
    for (const double u : {1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5, 0.8, 0.99, 1 - 1e-6, 1 - 1e-12}) {
      CAPTURE(u);
      CHECK(c.drawn.cdf(c.drawn.quantile(u)) == doctest::Approx(u).epsilon(1e-10));
    }
  }
}

TEST_CASE("the quantile is the smallest number whose probability is enough") {
  for (const Case& c : cases()) {
    CAPTURE(c.name);
    for (const double u : {1e-9, 0.01, 0.1, 0.3, 0.5, 0.9, 0.999}) {
      CAPTURE(u);
      const double x = c.drawn.quantile(u);
      const double step = 1e-9 * (1 + std::abs(x));
      CHECK(c.drawn.cdf(x + step) >= u);
      CHECK(c.drawn.cdf(x - step) < u);
    }
  }
}

TEST_CASE("a larger u is never a smaller number") {
  std::mt19937_64 engine(1);
  for (const Case& c : cases()) {
    CAPTURE(c.name);
    for (int i = 0; i < 2000; ++i) {
      const double u = (static_cast<double>(engine() >> 12) + 0.5) * 0x1p-52;
      CHECK(c.drawn.quantile(std::nextafter(u, 1)) >=
            c.drawn.quantile(u) * (1 - 1e-13 * (c.drawn.quantile(u) > 0 ? 1 : -1)));
      CHECK(c.drawn.quantile(u + (1 - u) / 1024) >= c.drawn.quantile(u));
    }
  }
}

TEST_CASE("the smallest and the largest u give finite numbers above the lower bound") {
  for (const Case& c : cases()) {
    CAPTURE(c.name);
    for (const double u : {0x1p-53, 1 - 0x1p-53}) {
      const double x = c.drawn.quantile(u);
      CHECK(std::isfinite(x));
      CHECK(x >= c.drawn.lower_bound());
    }
  }
}

TEST_CASE("mean and sd are those of the numbers drawn") {
  for (const Case& c : cases()) {
    CAPTURE(c.name);
    const Moments found = integrate(c.drawn);
    const double tolerance = c.continuous ? 5e-5 : 1e-3;  // a step function converges with the width of the grid
    CHECK(found.mean == doctest::Approx(c.drawn.mean()).epsilon(tolerance));
    CHECK(std::abs(found.sd - c.drawn.sd()) <= tolerance * (c.drawn.sd() + 0.01));
  }
}

TEST_CASE("distributions by moments have these moments") {
  const auto check = [](const Distribution& drawn, double mean, double sd) {
    CHECK(drawn.mean() == doctest::Approx(mean).epsilon(1e-12));
    CHECK(drawn.sd() == doctest::Approx(sd).epsilon(1e-9));
  };
  for (const double sd : {0.001, 0.5, 3.0, 10.0, 100.0}) {
    CAPTURE(sd);
    check(Distribution::gamma_by_moments(10, sd), 10, sd);
    check(Distribution::lognormal_by_moments(10, sd), 10, sd);
    check(Distribution::weibull_by_moments(10, sd), 10, sd);
    check(Distribution::beta_by_moments(0.3, sd / 1000), 0.3, sd / 1000);
  }
  CHECK(Distribution::lognormal_by_moments(10, 0).quantile(0.9) == doctest::Approx(10));
}

TEST_CASE("known quantiles are met") {
  const auto near = [](double x) { return doctest::Approx(x).epsilon(1e-12); };
  CHECK(Distribution::normal(0, 1).quantile(0.975) == near(1.959963984540054));
  CHECK(Distribution::exponential(2).quantile(0.5) == near(2 * std::log(2.0)));
  CHECK(Distribution::weibull(2, 3).quantile(1 - std::exp(-1.0)) == near(3));
  CHECK(Distribution::gamma(0.5, 2).quantile(0.95) == near(3.841458820694124));  // chi-squared, 1 degree of freedom
  CHECK(Distribution::erlang(2, 4).quantile(0.95) == near(9.487729036781154));   // chi-squared, 4 degrees of freedom
  CHECK(Distribution::beta(2, 1).quantile(0.25) == near(0.5));
  CHECK(Distribution::lognormal(1, 2).quantile(0.5) == near(std::exp(1.0)));
  CHECK(Distribution::triangular(0, 1, 2).quantile(0.5) == near(1));
  CHECK(Distribution::uniform(2, 6).quantile(0.25) == near(3));
  CHECK(Distribution::empirical({0, 10, 20, 30}, {1, 0, 1}).quantile(0.5) == near(10));
  CHECK(Distribution::empirical({0, 10, 20, 30}, {1, 0, 1}).quantile(0.75) == near(25));
}

TEST_CASE("a poisson gives the whole numbers of its probabilities") {
  for (const double mean : {0.2, 3.0, 29.9, 30.1, 400.0, 1e6}) {
    CAPTURE(mean);
    const Distribution drawn = Distribution::poisson(mean);
    const double centre = std::floor(mean), spread = std::ceil(6 * std::sqrt(mean));
    for (double k = std::max(0.0, centre - spread); k <= centre + spread; k += std::ceil(spread / 20)) {
      const double p = drawn.cdf(k);
      if (!(p > 1e-6 && p < 1 - 1e-6)) continue;
      CHECK(drawn.quantile(p * (1 - 1e-12)) == k);
      CHECK(drawn.quantile(p * (1 + 1e-12)) == k + 1);
      CHECK(drawn.cdf(k + 0.5) == p);
      const double log_term = k * std::log(mean) - mean - std::lgamma(k + 1);
      CHECK(p - (k > 0 ? drawn.cdf(k - 1) : 0) == doctest::Approx(std::exp(log_term)).epsilon(1e-6));
    }
  }
  CHECK(Distribution::poisson(1e15).quantile(0.5) == doctest::Approx(1e15));
}

TEST_CASE("a mixture's parts of no weight leave no trace") {
  const Distribution drawn = Distribution::mixture({Distribution::exponential(2), Distribution::normal(0, 1)}, {5, 0});
  CHECK(drawn.lower_bound() == 0);
  CHECK(drawn.quantile(0.3) == Distribution::exponential(2).quantile(0.3));
}

TEST_CASE("a mixture of two constants has the two in their shares") {
  const Distribution drawn = Distribution::mixture({Distribution::constant(5), Distribution::constant(-1)}, {3, 1});
  CHECK(drawn.quantile(0.25) == -1);
  CHECK(drawn.quantile(0.2500001) == 5);
  CHECK(drawn.quantile(0.99) == 5);
  CHECK(drawn.mean() == 3.5);
}

TEST_CASE("bounds and families are named as the scenario names them") {
  CHECK(Distribution().family() == "constant");
  CHECK(Distribution().quantile(0.5) == 0);
  CHECK(Distribution::gamma(2, 1).family() == "gamma");
  CHECK(Distribution::erlang(2, 1).family() == "erlang");
  CHECK(Distribution::mixture({Distribution::constant(1)}, {1}).family() == "mixture");
  CHECK(Distribution::poisson(1).family() == "poisson");
  CHECK(Distribution::normal(1, 1).lower_bound() == -infinity);
  CHECK(Distribution::normal(1, 0).lower_bound() == 1);
  CHECK(Distribution::uniform(-3, 1).lower_bound() == -3);
  CHECK(Distribution::empirical({-3, -2, 5}, {0, 1}).lower_bound() == -2);
  CHECK(Distribution::mixture({Distribution::exponential(1), Distribution::uniform(-3, 1)}, {1, 1}).lower_bound() ==
        -3);
}

TEST_CASE("distributions are equal if they are of one kind with the same parameters") {
  CHECK(Distribution::gamma(1, 2) == Distribution::gamma(1, 2));
  CHECK_FALSE(Distribution::gamma(1, 2) == Distribution::erlang(1, 2));
  CHECK_FALSE(Distribution::exponential(2) == Distribution::constant(2));
  const std::vector<Case> all = cases();
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < all.size(); ++j) CHECK((all[i].drawn == all[j].drawn) == (i == j));
}

TEST_CASE("a sample of an engine has the mean") {
  boost::random::mt19937 engine(5);
  const Distribution drawn = Distribution::lognormal_by_moments(84, 35);
  double sum = 0;
  constexpr int n = 20'000;
  for (int i = 0; i < n; ++i) sum += drawn.sample(engine);
  CHECK(std::abs(sum / n - 84) < 4.9 * 35 / std::sqrt(n));  // 4.9 standard errors: one false alarm in a million seeds
}

TEST_CASE("parameters outside their range are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  using D = Distribution;
  for (const double bad : {0.0, -1.0, nan, infinity}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(D::exponential(bad), std::invalid_argument);
    CHECK_THROWS_AS(D::gamma(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::gamma(1, bad), std::invalid_argument);
    CHECK_THROWS_AS(D::erlang(2, bad), std::invalid_argument);
    CHECK_THROWS_AS(D::weibull(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::weibull(1, bad), std::invalid_argument);
    CHECK_THROWS_AS(D::beta(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::beta(1, bad), std::invalid_argument);
    CHECK_THROWS_AS(D::poisson(bad), std::invalid_argument);
    CHECK_THROWS_AS(D::gamma_by_moments(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::gamma_by_moments(1, bad), std::invalid_argument);
    CHECK_THROWS_AS(D::weibull_by_moments(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::weibull_by_moments(1, bad), std::invalid_argument);
    CHECK_THROWS_AS(D::lognormal_by_moments(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::beta_by_moments(bad, 0.1), std::invalid_argument);
    CHECK_THROWS_AS(D::beta_by_moments(0.5, bad), std::invalid_argument);
  }
  for (const double bad : {nan, infinity, -infinity}) {
    CHECK_THROWS_AS(D::constant(bad), std::invalid_argument);
    CHECK_THROWS_AS(D::uniform(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::uniform(0, bad), std::invalid_argument);
    CHECK_THROWS_AS(D::triangular(0, bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::normal(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::normal(0, bad), std::invalid_argument);
    CHECK_THROWS_AS(D::lognormal(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(D::lognormal(0, bad), std::invalid_argument);
    CHECK_THROWS_AS(D::empirical({0, bad}, {1}), std::invalid_argument);
    CHECK_THROWS_AS(D::empirical({0, 1}, {bad}), std::invalid_argument);
  }
  CHECK_THROWS_AS(D::uniform(2, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::uniform(-1e308, 1e308), std::invalid_argument);
  CHECK_THROWS_AS(D::triangular(1, 1, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::triangular(1, 3, 2), std::invalid_argument);
  CHECK_THROWS_AS(D::erlang(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(D::normal(0, -1), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal(0, -1), std::invalid_argument);
  CHECK_THROWS_AS(D::empirical({0}, {}), std::invalid_argument);
  CHECK_THROWS_AS(D::empirical({0, 1}, {1, 1}), std::invalid_argument);
  CHECK_THROWS_AS(D::empirical({0, 0}, {1}), std::invalid_argument);
  CHECK_THROWS_AS(D::empirical({0, 1}, {0}), std::invalid_argument);
  CHECK_THROWS_AS(D::empirical({0, 1, 2}, {2, -1}), std::invalid_argument);
  CHECK_THROWS_AS(D::mixture({}, {}), std::invalid_argument);
  CHECK_THROWS_AS(D::mixture({D::constant(1)}, {0}), std::invalid_argument);
  CHECK_THROWS_AS(D::mixture({D::constant(1)}, {0.5, 0.5}), std::invalid_argument);
  CHECK_THROWS_AS(D::beta_by_moments(0.5, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(D::beta_by_moments(1, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(D::gamma_by_moments(1e-300, 1e300), std::invalid_argument);
  CHECK_THROWS_AS(D::lognormal_by_moments(1e-300, 1e300), std::invalid_argument);
  CHECK_THROWS_AS(D::weibull_by_moments(1, 1e300), std::invalid_argument);
  CHECK_NOTHROW(D::uniform(1, 1));
  CHECK_NOTHROW(D::normal(1, 0));
  CHECK_NOTHROW(D::lognormal(1, 0));
}

TEST_CASE("extreme but allowed parameters give numbers, not exceptions") {
  for (const Distribution& drawn :
       {Distribution::gamma(1e-3, 1), Distribution::gamma(1e8, 1e-8), Distribution::beta(1e-2, 1e-2),
        Distribution::beta(1e5, 3), Distribution::weibull(1e-2, 1), Distribution::weibull(1e5, 1),
        Distribution::lognormal(0, 20), Distribution::poisson(1e-12), Distribution::poisson(1e9)}) {
    CAPTURE(drawn.family());
    CAPTURE(drawn.mean());
    for (const double u : {0x1p-53, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-9, 1 - 0x1p-53}) {
      CAPTURE(u);
      double x = -1;
      CHECK_NOTHROW(x = drawn.quantile(u));
      CHECK(x >= 0);
    }
  }
}
