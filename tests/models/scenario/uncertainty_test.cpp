#include "models/scenario/uncertainty.hpp"

#include "tests/sim/agreement.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

using namespace scenario;

namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();

Assumption number(Unit unit, double value, double low, double high, double least, double most,
                  const std::string& family = "") {
  Assumption a;
  a.path = "services.idva.fte";
  a.unit = unit;
  a.value = value;
  a.low = low;
  a.high = high;
  a.least = least;
  a.most = most;
  a.distribution = family;
  return a;
}

std::string family_of(const Assumption& a) { return uncertainty_of(a).value().family(); }

double drawn(const Assumption& a, double u) { return draw(uncertainty_of(a).value(), a, u); }

}  // namespace

TEST_CASE("a number without a range, with a range of one point or called constant is not uncertain") {
  Assumption none = number(Unit::number, 1, 0, 2, 0, 9);
  none.low.reset();
  none.high.reset();
  CHECK_FALSE(uncertainty_of(none));
  CHECK_FALSE(uncertainty_of(number(Unit::number, 1, 1, 1, 0, 9)));
  CHECK_FALSE(uncertainty_of(number(Unit::number, 1, 1, 1, 0, 9, "beta")));
  CHECK_FALSE(uncertainty_of(number(Unit::number, 1, 0, 2, 0, 9, "constant")));
}

TEST_CASE("a named family is the one that is drawn from") {
  for (const std::string family :
       {"uniform", "triangular", "exponential", "gamma", "weibull", "lognormal", "normal", "beta", "poisson"})
    CHECK(family_of(number(Unit::number, 0.5, 0.2, 0.9, 0, 1, family)) == family);
}

TEST_CASE("without a name the family is one that lives where the number does") {
  CHECK(family_of(number(Unit::share, 0.7, 0.6, 0.8, 0, 1)) == "beta");
  CHECK(family_of(number(Unit::duration, 84, 56, 140, 0, no_limit)) == "gamma");
  CHECK(family_of(number(Unit::count, 16, 10, 25, 1, 1e6)) == "gamma");
  CHECK(family_of(number(Unit::number, 0.5, 0.2, 0.9, -10, 10)) == "normal");
}

TEST_CASE("where that family cannot have the range the number is drawn evenly") {
  for (const Assumption& a :
       std::vector<Assumption>{number(Unit::share, 0.9, 0.7, 1, 0, 1), number(Unit::share, 0.1, 0, 0.2, 0, 1),
                               number(Unit::number, 0.1, 0, 0.2, 0, 5), number(Unit::share, 0.5, 0.5, 0.5 + 1e-9, 0, 1),
                               number(Unit::rate, 1, 1, 1 + 1e-9, 0, no_limit)})
    CHECK(family_of(a) == "uniform");
}

TEST_CASE("a family that cannot have its range is refused by the number's path") {
  CHECK_THROWS_WITH_AS(uncertainty_of(number(Unit::share, 0.9, 0.7, 1, 0, 1, "beta")),
                       "services.idva.fte: a beta needs a range that ends short of 0 and of 1", std::invalid_argument);
}

TEST_CASE("draws within the bounds follow the distribution, nine tenths of them in the range") {
  const Assumption a = number(Unit::share, 0.7, 0.6, 0.8, 0, 1);
  CHECK(drawn(a, 0.05) == doctest::Approx(0.6));
  CHECK(drawn(a, 0.95) == doctest::Approx(0.8));
}

TEST_CASE("draws that a bound cuts off are spread over the rest, not heaped on the bound") {
  const Assumption a = number(Unit::number, 1, -1, 3, 0.5, 2, "normal");
  const sim::Distribution whole = uncertainty_of(a).value();
  const double below = whole.cdf(0.5), up_to = whole.cdf(2);
  std::vector<double> sample;
  for (int i = 0; i < 2000; ++i) sample.push_back(drawn(a, (i + 0.5) / 2000));
  const double off = agreement::ks_distance(sample, [&](double x) { return (whole.cdf(x) - below) / (up_to - below); });
  CHECK(off == doctest::Approx(0.5 / 2000).epsilon(1e-6));  // evenly spaced: the least there can be
}

TEST_CASE("no draw leaves what the number may be, is infinite or falls as u rises") {
  for (const Assumption& a : std::vector<Assumption>{
           number(Unit::share, 0.9, 0.7, 1, 0, 1), number(Unit::share, 0.1, 0, 0.2, 0, 1),
           number(Unit::number, 0, -1, 1, -no_limit, no_limit), number(Unit::number, 1, 0, 3, 0, no_limit, "normal"),
           number(Unit::share, 0.9, 0.1, 0.95, 0, 1, "lognormal"),
           number(Unit::share, 0.5, 0.4, 0.6, 0, 0.55, "exponential"),
           number(Unit::money, 500, 1, 9'000, 0, 1e12, "weibull"),
           number(Unit::duration, 5, 1, 9, 0.01, no_limit, "triangular"), number(Unit::count, 2, 1, 4, 1, 1e6),
           number(Unit::count, 2, 1, 4, 1, 3, "poisson")}) {
    double before = a.least;
    for (const double u : {0.0, 1e-300, 1e-12, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1 - 1e-12, 1.0}) {
      CAPTURE(a.distribution);
      CAPTURE(u);
      const double x = drawn(a, u);
      CHECK(std::isfinite(x));
      CHECK(x >= before);
      CHECK(x <= a.most);
      before = x;
    }
  }
}

TEST_CASE("counts are drawn whole, money in whole pence, all else as it comes") {
  for (const Unit unit : {Unit::count, Unit::money}) {
    const Assumption a = number(unit, 16, 10, 25, 1, 1e6);
    for (const double u : {0.03, 0.4, 0.77}) {
      const double x = drawn(a, u);
      CHECK(x == std::round(x));
      CHECK(std::abs(x - uncertainty_of(a)->quantile(u)) <= 0.51);
    }
  }
  CHECK(drawn(number(Unit::caseload, 16, 10, 25, 1, 1e6), 0.4) !=
        std::round(drawn(number(Unit::caseload, 16, 10, 25, 1, 1e6), 0.4)));
}

TEST_CASE("a poisson may be drawn as its lowest number") {
  const Assumption a = number(Unit::count, 1, 0, 3, 0, 1e6, "poisson");
  CHECK(drawn(a, 0.36) == 0);  // exp(-1) is 0.3679
  CHECK(drawn(a, 0.37) == 1);
}

TEST_CASE("a distribution outside the bounds is refused by the number's path") {
  CHECK_THROWS_WITH_AS(draw(sim::Distribution::uniform(2, 3), number(Unit::share, 0.5, 0.4, 0.6, 0, 1), 0.5),
                       "services.idva.fte: none of its distribution lies within its bounds", std::invalid_argument);
}
