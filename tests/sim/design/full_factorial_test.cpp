#include "sim/design/full_factorial.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using sim::design::full_factorial;
using Counts = std::vector<std::uint32_t>;

TEST_CASE("a full factorial lists every combination, the first factor slowest") {
  const auto design = full_factorial(Counts{2, 1, 3});
  CHECK(design.points == 6);
  CHECK(design.factors == 3);
  CHECK(design.values == Counts{0, 0, 0, 0, 0, 1, 0, 0, 2, 1, 0, 0, 1, 0, 1, 1, 0, 2});
}

TEST_CASE("no factor at all has one combination") { CHECK(full_factorial(Counts{}) == sim::design::Levels{1, 0, {}}); }

TEST_CASE("ten million combinations are made and one more refused, however many factors there are") {
  CHECK(full_factorial(Counts{10'000'000}).points == 10'000'000);
  CHECK_THROWS_AS(full_factorial(Counts{10'000'001}), std::length_error);
  CHECK_THROWS_AS(full_factorial(Counts(100, 4'000'000'000)), std::length_error);
}

TEST_CASE("a factor without a level is refused, also beside too many of others") {
  CHECK_THROWS_AS(full_factorial(Counts{2, 0}), std::invalid_argument);
  CHECK_THROWS_AS(full_factorial(Counts{10'000, 10'000, 0}), std::invalid_argument);
}
