#include "sim/sensitivity/holm.hpp"

#include "sim/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using sim::sensitivity::holm;

TEST_CASE("Holm's p-values of four are those worked by hand, and stand where theirs stood") {
  // 0.005 x 4; 0.01 x 3; 0.03 x 2; 0.04 x 1, less than the one before it
  const std::vector<double> found = holm(std::vector{0.04, 0.01, 0.03, 0.005});
  REQUIRE(found.size() == 4);
  CHECK(found[0] == doctest::Approx(0.06));
  CHECK(found[1] == doctest::Approx(0.03));
  CHECK(found[2] == doctest::Approx(0.06));
  CHECK(found[3] == doctest::Approx(0.02));
}

TEST_CASE("none is above 1, and a missing one counts for nothing") {
  const std::vector<double> found = holm(std::vector{0.6, std::numeric_limits<double>::quiet_NaN(), 0.02});
  CHECK(found[0] == 0.6);
  CHECK(std::isnan(found[1]));
  CHECK(found[2] == 0.04);
  CHECK(holm(std::vector{0.6, 0.7, 0.8}) == std::vector{1.0, 1.0, 1.0});
  CHECK(holm(std::vector<double>{}).empty());
}

TEST_CASE("of 300 questions with nothing in them one falls below 0.05 in 5 of 100 sweeps") {
  int any = 0;
  constexpr int sweeps = 2000;
  for (std::uint32_t s = 0; s < sweeps; ++s) {
    std::vector<double> p;
    for (std::uint32_t i = 0; i < 300; ++i) p.push_back(sim::uniform(11, {.replication = s, .entity = i}));
    const auto found = holm(p);
    any += *std::min_element(found.begin(), found.end()) < 0.05;
  }
  // 1 - (1 - 0.05 / 300)^300 = 0.04877; five standard errors of 2,000, a false alarm in a million
  CHECK(std::abs(any / double{sweeps} - 0.04877) < 5 * std::sqrt(0.04877 * 0.95123 / sweeps));
}
