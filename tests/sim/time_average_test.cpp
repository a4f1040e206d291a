#include "sim/time_average.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <doctest/doctest.h>

#include <cmath>

TEST_CASE("the area under steps is the sum of level times duration") {
  sim::TimeAverage level(1);
  level.set(2, 3);    // 0 for 2
  level.add(3, 4);    // 2 for 1
  level.set(1, 4.5);  // 5 for 0.5
  CHECK(level.area(6.5) == 0 * 2 + 2 * 1 + 5 * 0.5 + 1 * 2);
}

TEST_CASE("the area counts the present level up to now") {
  const sim::TimeAverage level(10, 4);
  CHECK(level.area(10) == 0);
  CHECK(level.area(12.5) == 10);
}

TEST_CASE("a level held for no time adds nothing") {
  sim::TimeAverage level(0, 1);
  level.set(1000, 2);
  level.set(1, 2);
  CHECK(level.area(4) == 4);
}

TEST_CASE("a level below zero is taken off the area") {
  sim::TimeAverage level(0, 3);
  level.add(-5, 1);
  CHECK(level.level() == -2);
  CHECK(level.area(2) == 1);
}

TEST_CASE("asking for the area changes nothing") {
  sim::TimeAverage level(0, 3);
  const sim::TimeAverage before = level;
  level.area(5);
  CHECK(level == before);
}

TEST_CASE("the area of ten thousand random steps is their sum") {
  boost::random::mt19937 engine(1);
  sim::TimeAverage level(-5);
  double now = -5, height = 0, sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double duration = engine() % 1000 / 256.0;  // exact in binary, and so is the sum
    sum += height * duration;
    now += duration;
    const double change = static_cast<double>(engine() % 11) - 5;
    height += change;
    level.add(change, now);
  }
  CHECK(level.area(now) == sum);
}
