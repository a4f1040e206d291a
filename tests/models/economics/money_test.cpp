#include "models/economics/money.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

using namespace economics;

TEST_CASE("half a penny goes away from nought") {
  CHECK(rounded(2.5) == 3);
  CHECK(rounded(-2.5) == -3);
  CHECK(rounded(2.49) == 2);
}

TEST_CASE("money that no number of pence can hold is refused") {
  CHECK_THROWS_AS(rounded(0x1p63), std::overflow_error);
  CHECK_THROWS_AS(rounded(std::numeric_limits<double>::quiet_NaN()), std::overflow_error);
  CHECK_THROWS_AS(add(std::numeric_limits<Pence>::max(), 1), std::overflow_error);
  CHECK_THROWS_AS(subtract(0, std::numeric_limits<Pence>::min()), std::overflow_error);
}
