#include "sim/calibration/response_surface.hpp"

#include "sim/design/latin_hypercube.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace sim::calibration;

namespace {

double quadratic(const Point& at) { return 3 + at[0] - 2 * at[1] + 4 * at[0] * at[1] - 5 * at[1] * at[1]; }

template <class Function>
ResponseSurface surface_of(Function function, std::size_t n, double standard_error) {
  const std::vector<Point> points = points_of(sim::design::latin_hypercube(1, n, 2, 1));
  std::vector<std::vector<Simulated>> simulated;
  for (const Point& at : points) simulated.push_back({{7, 0}, {function(at), standard_error}});
  return {points, simulated};
}

}  // namespace

TEST_CASE("a quadratic is given back exactly, each output by itself") {
  const auto at = surface_of(quadratic, 20, 0.25).at({0.9, 0.2});
  CHECK(at[0].mean == doctest::Approx(7));
  CHECK(at[0].standard_error < 1e-9);
  CHECK(at[1].mean == doctest::Approx(quadratic({0.9, 0.2})));
  CHECK(at[1].standard_error == doctest::Approx(0.25));
}

TEST_CASE("few points give a linear surface, and what it leaves unexplained counts as error") {
  const auto linear = [](const Point& at) { return 1 + 2 * at[0] - at[1]; };
  CHECK(surface_of(linear, 5, 0).at({0.1, 0.7})[1].mean == doctest::Approx(0.5));
  CHECK(surface_of(quadratic, 8, 0).at({0.1, 0.7})[1].standard_error > 0.1);
  CHECK(surface_of(quadratic, 9, 0).at({0.1, 0.7})[1].standard_error < 1e-9);  // six terms
}

TEST_CASE("a surface that cannot bend enough says how far it may be out") {
  const auto wave = [](const Point& at) { return std::sin(12 * at[0]); };
  const double error = surface_of(wave, 60, 0).at({0.5, 0.5})[1].standard_error;
  CHECK(error > 0.3);
  CHECK(error < 0.8);  // the spread of the wave itself is 0.7
}
