#include "sim/sensitivity/tornado.hpp"

#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

using namespace sim::sensitivity;

namespace {

/// Base (10, 1) in the second row; factor 0 at 5 and 20, factor 1 at 0 and 3.
sim::Matrix design() {
  sim::Matrix x(5, 2);
  x.values = {5, 1, 10, 1, 20, 1, 10, 0, 10, 3};
  return x;
}

}  // namespace

TEST_CASE("a swing has the outcomes at both ends, their levels and the sign of the influence") {
  const auto swings = tornado(design(), sample::column({7, 4, 1, 3, 9}), 1);
  REQUIRE(swings.size() == 2);
  CHECK(swings[0].factor == 0);
  CHECK(swings[0].base == 4);
  CHECK(swings[0].lowest == 1);
  CHECK(swings[0].level_at_lowest == 20);
  CHECK(swings[0].highest == 7);
  CHECK(swings[0].level_at_highest == 5);
  CHECK(swings[0].swing == -6);
  CHECK(swings[1].factor == 1);
  CHECK(swings[1].lowest == 3);
  CHECK(swings[1].level_at_lowest == 0);
  CHECK(swings[1].highest == 9);
  CHECK(swings[1].level_at_highest == 3);
  CHECK(swings[1].swing == 6);
}

TEST_CASE("the base is a level of every factor") {
  const auto swings = tornado(design(), sample::column({7, 4, 5, 3, 2}), 1);
  CHECK(swings[0].lowest == 4);
  CHECK(swings[0].level_at_lowest == 10);
  CHECK(swings[0].swing == -3);
  CHECK(swings[1].highest == 4);
  CHECK(swings[1].level_at_highest == 1);
}

TEST_CASE("every metric has its own bar, by factor and then metric") {
  sim::Matrix y(5, 2);
  y.values = {7, 0, 4, 10, 1, 20, 3, 30, 9, 40};
  const auto swings = tornado(design(), y, 1);
  REQUIRE(swings.size() == 4);
  CHECK(swings[1].factor == 0);
  CHECK(swings[1].metric == 1);
  CHECK(swings[1].swing == 20);
  CHECK(swings[2].factor == 1);
  CHECK(swings[2].metric == 0);
  CHECK(swings[3].lowest == 10);
}

TEST_CASE("a missing outcome is no end of a bar") {
  const auto swings = tornado(design(), sample::column({sample::none, sample::none, 1, 3, 9}), 1);
  CHECK(std::isnan(swings[0].base));
  CHECK(swings[0].lowest == 1);
  CHECK(swings[0].highest == 1);
  CHECK(swings[0].swing == 0);
  CHECK(swings[1].swing == 6);
}

TEST_CASE("a factor without a known outcome has no bar") {
  const auto swings = tornado(design(), sample::column({sample::none, sample::none, sample::none, 3, 9}), 1);
  CHECK(std::isnan(swings[0].lowest));
  CHECK(std::isnan(swings[0].swing));
}

TEST_CASE("a factor that never varies, or never matters, has a bar of no length") {
  sim::Matrix x = design();
  x.at(0, 0) = x.at(2, 0) = 10;  // now copies of the base, whose outcomes do not count
  const auto swings = tornado(x, sample::column({7, 4, 1, 4, 4}), 1);
  CHECK(swings[0].lowest == 4);
  CHECK(swings[0].swing == 0);
  CHECK(swings[1].swing == 0);
  CHECK(swings[1].level_at_lowest == 1);
}

TEST_CASE("a design that is not one at a time is refused") {
  sim::Matrix x = design();
  x.at(0, 1) = 2;
  CHECK_THROWS_AS(tornado(x, sim::Matrix(5, 1), 1), std::invalid_argument);
  CHECK_THROWS_AS(tornado(design(), sim::Matrix(5, 1), 5), std::invalid_argument);
  CHECK_THROWS_AS(tornado(design(), sim::Matrix(4, 1), 1), std::invalid_argument);
}
