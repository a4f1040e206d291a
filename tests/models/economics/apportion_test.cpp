#include "models/economics/apportion.hpp"

#include "sim/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace economics;

TEST_CASE("an amount is split to the penny, and the pennies left go to the largest fractions") {
  CHECK(apportion(100, std::vector<Pence>{1, 1, 1}) == std::vector<Pence>{34, 33, 33});
  CHECK(apportion(10, std::vector<Pence>{2, 5, 3, 0}) == std::vector<Pence>{2, 5, 3, 0});
  CHECK(apportion(7, std::vector<Pence>{12, 48, 40}) == std::vector<Pence>{1, 3, 3});  // 0.84, 3.36, 2.8
  CHECK(apportion(-100, std::vector<Pence>{1, 1, 1}) == std::vector<Pence>{-34, -33, -33});
}

TEST_CASE("parts of any amount by any weights add up to it and are each within a penny of their share") {
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    CAPTURE(i);
    std::vector<Pence> weights;
    for (std::uint32_t k = 0; k < 1 + i % 9; ++k)
      weights.push_back(static_cast<Pence>(std::exp(40 * sim::uniform(1, {.entity = i, .occurrence = k}))));
    const Pence amount = static_cast<Pence>(2e15 * (sim::uniform(2, {.entity = i}) - 0.5));
    const std::vector<Pence> parts = apportion(amount, weights);
    CHECK(std::accumulate(parts.begin(), parts.end(), Pence{0}) == amount);
    const double whole = static_cast<double>(std::accumulate(weights.begin(), weights.end(), Pence{0}));
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const double share = static_cast<double>(amount) * (static_cast<double>(weights[k]) / whole);
      CHECK(std::abs(static_cast<double>(parts[k]) - share) < 2);
    }
  }
}

TEST_CASE("amounts and weights near the largest are split without overflow") {
  constexpr Pence most = std::numeric_limits<Pence>::max();
  CHECK(apportion(most, std::vector<Pence>{most - 1, 1}) == std::vector<Pence>{most - 1, 1});
  constexpr Pence least = std::numeric_limits<Pence>::min();
  CHECK(apportion(least, std::vector<Pence>{0, 3}) == std::vector<Pence>{0, least});
  CHECK_THROWS_AS(apportion(1, std::vector<Pence>{most, 1}), std::overflow_error);
}

TEST_CASE("a split without weight or by a negative one is refused") {
  CHECK_THROWS_AS(apportion(1, std::vector<Pence>{}), std::invalid_argument);
  CHECK_THROWS_AS(apportion(1, std::vector<Pence>{0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(apportion(1, std::vector<Pence>{2, -1}), std::invalid_argument);
}

TEST_CASE("who loses weighs nothing") {
  CHECK(gains_only(std::vector<Pence>{5, -3, 0}) == std::vector<Pence>{5, 0, 0});
}
