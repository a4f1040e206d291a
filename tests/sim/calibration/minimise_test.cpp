#include "sim/calibration/minimise.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

using namespace sim::calibration;

namespace {

/// A bowl at (0.3, 0.7, ...), steeper in later coordinates.
double bowl(const Point& at) {
  double sum = 0;
  for (std::size_t d = 0; d < at.size(); ++d)
    sum += static_cast<double>(d + 1) * std::pow(at[d] - (d % 2 == 0 ? 0.3 : 0.7), 2);
  return sum;
}

/// Two hollows; the one at 0.9 is deeper and narrower.
double two_hollows(const Point& at) {
  const double wide = std::hypot(at[0] - 0.2, at[1] - 0.2), narrow = std::hypot(at[0] - 0.9, at[1] - 0.9);
  return 2 - std::exp(-wide * wide / 0.1) - 1.5 * std::exp(-narrow * narrow / 0.02);
}

}  // namespace

TEST_CASE("a bowl's lowest point is found in one, two and six dimensions") {
  for (const std::size_t dimensions : {1U, 2U, 6U}) {
    CAPTURE(dimensions);
    const Minimum found = minimise(bowl, Point(dimensions, 0.5), {200, 3, 1});
    CHECK(found.value < 1e-6);
    CHECK(std::abs(found.at[0] - 0.3) < 1e-3);
    CHECK(found.evaluations <= 200);
    CHECK(found.value == bowl(found.at));
    CHECK_FALSE(found.stopped);
  }
}

TEST_CASE("the lowest point on a bound is found") {
  const Minimum found = minimise([](const Point& at) { return at[0] - at[1]; }, {0.5, 0.5}, {100, 2, 1});
  CHECK(found.at == Point{0, 1});
}

TEST_CASE("several starts find the deeper hollow that the first point's own does not lead to") {
  const Minimum found = minimise(two_hollows, {0.2, 0.2}, {150, 3, 2});
  CHECK(found.at[0] == doctest::Approx(0.9).epsilon(0.01));
  CHECK(found.at[1] == doctest::Approx(0.9).epsilon(0.01));
}

TEST_CASE("the first point is tried first, the spread covers the cube, and the budget is kept") {
  for (const std::size_t budget : {1U, 2U, 7U, 60U}) {
    CAPTURE(budget);
    std::vector<Point> calls;
    const Minimum found = minimise(
        [&](const Point& at) {
          calls.push_back(at);
          return bowl(at);
        },
        {0.25, 0.5, 0.75}, {budget, 3, 1});
    CHECK(calls.size() <= budget);
    CHECK(calls.size() == found.evaluations);
    CHECK(calls[0] == Point{0.25, 0.5, 0.75});
    CHECK(found.spread.size() == 2 * budget / 5);
    for (std::size_t i = 0; i < found.spread.size(); ++i) CHECK(found.spread[i] == calls[i + 1]);
    for (const Point& at : calls)
      for (const double x : at) CHECK((x >= 0 && x <= 1));
  }
}

TEST_CASE("the same search makes the same calls") {
  const auto calls = [](std::uint32_t seed) {
    std::vector<Point> made;
    minimise(
        [&](const Point& at) {
          made.push_back(at);
          return two_hollows(at);
        },
        {0.5, 0.5}, {80, 3, seed});
    return made;
  };
  CHECK(calls(1) == calls(1));
  CHECK(calls(1) != calls(2));
}

TEST_CASE("a search asked to stop keeps what it has, in either stage") {
  for (const std::size_t after : {5U, 60U}) {
    CAPTURE(after);
    std::size_t calls = 0;
    const Minimum found = minimise(
        [&](const Point& at) -> std::optional<double> {
          if (++calls > after) return std::nullopt;
          return bowl(at);
        },
        {0.5, 0.5}, {100, 3, 1});
    CHECK(calls == after + 1);
    CHECK(found.stopped);
    CHECK(found.evaluations == after);
    CHECK(found.value == bowl(found.at));
  }
  const Minimum none = minimise([](const Point&) { return std::nullopt; }, {0.5}, {100, 3, 1});
  CHECK(none.evaluations == 0);
  CHECK(none.at.empty());
}

TEST_CASE("what the function throws comes through as it is, in either stage") {
  for (const std::size_t at_call : {5U, 60U}) {
    std::size_t calls = 0;
    const auto failing = [&](const Point& at) {
      if (++calls == at_call) throw std::out_of_range("this one");
      return bowl(at);
    };
    CHECK_THROWS_AS_MESSAGE(minimise(failing, {0.5, 0.5}, {100, 3, 1}), std::out_of_range, "this one");
    CHECK(calls == at_call);
  }
}
