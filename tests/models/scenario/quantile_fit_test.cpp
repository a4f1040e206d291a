#include "models/scenario/quantile_fit.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace scenario;

namespace {

struct Range {
  double value, low, high;
};

sim::Distribution fitted(std::string_view family, const Range& r, Unit unit = Unit::number) {
  std::string why;
  const auto found = fit(family, unit, r.value, r.low, r.high, why);
  REQUIRE_MESSAGE(found, why);
  return *found;
}

std::string refusal(std::string_view family, const Range& r, Unit unit = Unit::number) {
  std::string why;
  return fit(family, unit, r.value, r.low, r.high, why) ? "accepted" : why;
}

void check_ends(std::string_view family, const Range& r) {
  CAPTURE(family);
  CAPTURE(r.low);
  CAPTURE(r.high);
  const sim::Distribution d = fitted(family, r);
  CHECK(d.family() == family);
  CHECK(d.cdf(r.low) == doctest::Approx(0.05).epsilon(1e-9));
  CHECK(d.cdf(r.high) == doctest::Approx(0.95).epsilon(1e-9));
}

}  // namespace

TEST_CASE("the ends of the range are the 5 % and 95 % quantiles, in every family of two parameters or more") {
  for (const std::string_view family : {"uniform", "triangular", "normal", "lognormal", "gamma", "weibull"})
    for (const Range& r : std::vector<Range>{
             {0.7, 0.6, 0.8}, {16, 10, 25}, {50'000, 45'000, 60'000}, {1, 0.999, 1.001}, {1, 1e-9, 1e9}, {4, 4, 9}})
      check_ends(family, r);
  for (const std::string_view family : {"uniform", "triangular", "normal"}) check_ends(family, {-1, -3, 2});
  for (const Range& r : std::vector<Range>{{0.7, 0.6, 0.8},
                                           {0.02, 0.001, 0.05},
                                           {0.9, 0.5, 0.9999},
                                           {0.5, 1e-6, 1 - 1e-6},
                                           {0.5, 0.4995, 0.5005},
                                           {1e-5, 1e-6, 1e-4}})
    check_ends("beta", r);
}

TEST_CASE("a triangular has its mode at the value, be it an end of the range") {
  for (const double mode : {2.0, 3.0, 7.0, 8.0}) {
    const sim::Distribution d = fitted("triangular", {mode, 2, 8});
    const double above =
        2 * (d.quantile(1 - 1e-12) - d.quantile(1e-12));  // twice the width: one over the peak's height
    const double peak = (d.cdf(mode + 1e-4) - d.cdf(mode - 1e-4)) / 2e-4;
    CHECK(peak == doctest::Approx(4 / above).epsilon(1e-3));
  }
}

TEST_CASE("an exponential and a poisson have the value as their mean") {
  CHECK(fitted("exponential", {3, 1, 9}) == sim::Distribution::exponential(3));
  CHECK(fitted("poisson", {3, 1, 9}, Unit::count) == sim::Distribution::poisson(3));
}

TEST_CASE("what a family cannot be is refused, with the reason") {
  for (const std::string family : {"gamma", "lognormal", "weibull"}) {
    CHECK(refusal(family, {1, 0, 2}) == "a " + family + " needs a range above 0");
    CHECK(refusal(family, {1, 1e-30, 1e30}) == "the range is too narrow or too wide for this family");
  }
  const std::string beta = "a beta needs a range that ends short of 0 and of 1";
  CHECK(refusal("beta", {0.5, 0, 0.9}) == beta);
  CHECK(refusal("beta", {0.5, 0.1, 1}) == beta);
  CHECK(refusal("beta", {0.5, 0.1, 0.9}, Unit::duration) == "a beta lies between 0 and 1; it cannot be used here");
  CHECK(refusal("beta", {0.5, 0.5, 0.500001}) == "the range is too narrow or too wide for this family");
  CHECK(refusal("gamma", {1, 1, 1.00001}) == "the range is too narrow or too wide for this family");
  CHECK(refusal("exponential", {0, -1, 1}) == "an exponential needs a value above 0");
  CHECK(refusal("poisson", {0, 0, 1}) == "a poisson needs a value above 0");
  CHECK(refusal("poisson", {1, 0, 2}, Unit::money) == "a poisson counts things; it cannot be used here");
  CHECK(refusal("normal", {1, 1, 1}) == "expected a value within its range");
  CHECK(refusal("normal", {3, 1, 2}) == "expected a value within its range");
  CHECK(refusal("uniform", {0, -1e308, 1e308}) == "the ends of a uniform must be finite");
}
