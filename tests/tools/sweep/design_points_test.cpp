#include "tools/sweep/design_points.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using scenario::Unit;
using tools::sweeps::Points;

namespace {

/// One factor with these values.
Points points_of(const std::vector<std::string>& values, std::optional<Unit> kept, bool same = false) {
  Points points;
  points.factors = {"f"};
  points.written = tools::sweeps::Texts(1);
  for (const std::string& value : values) points.written.add(value);
  make_numbers(points, {kept}, same);
  return points;
}

}  // namespace

TEST_CASE("numbers in one unit are amounts as they are written") {
  const Points points = points_of({"£2 per day", "£0.5 per day"}, std::nullopt);
  CHECK_FALSE(points.categorical[0]);
  CHECK(points.x.values == std::vector<double>{2, 0.5});
  CHECK(points.text(0, 1.25) == "£1.25 per day");
}

TEST_CASE("numbers in several units are amounts in the one that the number is kept in") {
  const Points points = points_of({"1 day", "2 days", "1 week"}, Unit::duration);
  CHECK_FALSE(points.categorical[0]);
  CHECK(points.x.values == std::vector<double>{1, 2, 7});
  CHECK(points.text(0, 10.5) == "10.5 days");
  CHECK(points_of({"1 day", "2 days"}, std::nullopt, true).x.values == std::vector<double>{1, 2});
}

TEST_CASE("values that are no numbers of one unit are names, numbered as they appear") {
  const Points points = points_of({"lifo", "fifo", "lifo"}, std::nullopt);
  CHECK(points.categorical[0]);
  CHECK(points.x.values == std::vector<double>{0, 1, 0});
  CHECK(points.text(0, 1) == "fifo");
  CHECK(points_of({"2", "unlimited"}, Unit::count).categorical[0]);
  CHECK(points_of({"1 day", "2 days"}, std::nullopt).categorical[0]);  // of a text, say
}

TEST_CASE("points are the same if every factor is written the same") {
  Points points;
  points.factors = {"a", "b"};
  points.written = tools::sweeps::Texts(2);
  for (const char* text : {"1", "2", "12", "", "1", "2", "", "12", "1", "2"}) points.written.add(text);
  CHECK(count_repeated(points) == 2);
}
