#include "sim/design/one_at_a_time.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using sim::design::one_at_a_time;
using Counts = std::vector<std::uint32_t>;

TEST_CASE("a design one at a time is the base, then each factor's other levels alone") {
  const auto design = one_at_a_time(Counts{3, 1, 2}, Counts{1, 0, 1});
  CHECK(design.points == 4);
  CHECK(design.factors == 3);
  CHECK(design.values == Counts{1, 0, 1, 0, 0, 1, 2, 0, 1, 1, 0, 0});
}

TEST_CASE("a base that does not fit the factors is refused") {
  CHECK_THROWS_AS(one_at_a_time(Counts{3, 2}, Counts{0}), std::invalid_argument);
  CHECK_THROWS_AS(one_at_a_time(Counts{3}, Counts{3}), std::invalid_argument);
  CHECK_THROWS_AS(one_at_a_time(Counts{0}, Counts{0}), std::invalid_argument);
}
