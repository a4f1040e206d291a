#include "models/abuse/recency.hpp"

#include <doctest/doctest.h>

TEST_CASE("the bracket of whole days gives the same answer as the power") {
  const abuse::Recency recency(0.5, 7, 1);
  for (double s = 0; s < 900; s += 0.37)
    for (const double height : {0.001, 0.01, 0.02, 0.1, 0.3}) {
      CHECK(recency.exceeds(s, 0.05, height) == (0.05 * recency.at(s) > height));
      CHECK(recency.bound(s) >= recency.at(s));
    }
}

TEST_CASE("within the cap after an incident the hazard does not rise") {
  const abuse::Recency recency(0.4, 30, 1);
  CHECK(recency.at(0) == recency.at(1));
  CHECK(recency.at(2) < recency.at(1));
  CHECK(recency.at(30) == doctest::Approx(1));
}
