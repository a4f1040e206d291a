#include "models/economics/payback.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace economics;

TEST_CASE("a case that pays within its first year has a payback of nought") {
  CHECK(payback(std::vector<double>{1, -5}) == 0);
  CHECK(payback(std::vector<double>{0, 1}) == 0);
}

TEST_CASE("payback lies within the year that makes good, as if its flow were even") {
  CHECK(payback(std::vector<double>{-3, 1, 4}) == 2.5);
  CHECK(payback(std::vector<double>{-3, 3}) == 2);
}

TEST_CASE("a case that never pays within the horizon has no payback, which is not nought") {
  CHECK_FALSE(payback(std::vector<double>{-3, 1, 1}).has_value());
  CHECK_FALSE(payback(std::vector<double>{}).has_value());
}

TEST_CASE("the first time counts, though a later year loses it again") {
  CHECK(payback(std::vector<double>{-1, 2, -9}) == 1.5);
}
