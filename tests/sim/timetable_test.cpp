#include "sim/timetable.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace {

std::vector<sim::Time> dates(const sim::Timetable& table, sim::Time since, sim::Time until) {
  std::vector<sim::Time> out;
  for (sim::Time at = table.next(since); at < until; at = table.after(at)) out.push_back(at);
  return out;
}

using Dates = std::vector<sim::Time>;

}  // namespace

TEST_CASE("dates repeat on a grid from the first, before it too, and one that is now is held") {
  const sim::Timetable table(3, 7);
  CHECK(dates(table, 0, 25) == Dates{3, 10, 17, 24});
  CHECK(table.next(10) == 10);
  CHECK(table.next(10.001) == 17);
  CHECK(table.next(-5) == -4);
}

TEST_CASE("a date in a gap is left out, the first day of the gap within it and the last one not") {
  CHECK(dates({0, 7, {{14, 21}}}, 1, 40) == Dates{7, 21, 28, 35});
  CHECK(dates({0, 7, {{15, 21}}}, 1, 40) == Dates{7, 14, 21, 28, 35});
  CHECK(dates({0, 7, {{10, 30}}}, 1, 40) == Dates{7, 35});
}

TEST_CASE("gaps that touch, overlap or stand out of order are all kept") {
  const Dates expected{7, 35, 49};
  CHECK(dates({0, 7, {{42, 43}, {21, 33}, {13, 21}}}, 1, 50) == expected);
  CHECK(dates({0, 7, {{42, 43}, {13, 34}, {14, 15}, {30, 32}}}, 1, 50) == expected);
}

TEST_CASE("a list of dates is held in order, each once, and then no more") {
  const sim::Timetable table(Dates{90, 20, 20, -4});
  CHECK(dates(table, 0, 1000) == Dates{20, 90});
  CHECK(table.next(20) == 20);
  CHECK(table.after(20) == 90);
  CHECK(dates(sim::Timetable(Dates{20, 90, 50}, {{20, 21}, {40, 50}}), 0, 1000) == Dates{50, 90});
  CHECK(std::isinf(table.after(90)));
}

TEST_CASE("the mean interval counts the dates that gaps leave") {
  CHECK(sim::Timetable(0, 7).mean_interval(0, 1000) == 7);
  CHECK(sim::Timetable(7, 7, {{10, 30}}).mean_interval(0, 70) ==
        doctest::Approx(70.0 / 7));  // of 10, 14, 21, 28 are out
  CHECK(sim::Timetable(Dates{10, 20}).mean_interval(0, 100) == 50);
  CHECK(std::isinf(sim::Timetable(Dates{}).mean_interval(0, 100)));
}
