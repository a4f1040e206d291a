#include "sim/calibration/misfit.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace sim::calibration;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
const std::vector<Target> targets{{80, 15, 25}, {0.25, 0.125, 0.125}};

}  // namespace

TEST_CASE("a misfit counts squares of tolerances, each side by its own") {
  CHECK(misfit(targets, std::vector<Simulated>{{80, 1}, {0.25, 1}}) == 0);
  CHECK(misfit(targets, std::vector<Simulated>{{65, 1}, {0.25, 1}}) == 1);
  CHECK(misfit(targets, std::vector<Simulated>{{130, 1}, {0.25, 1}}) == 4);
  CHECK(misfit(targets, std::vector<Simulated>{{130, 1}, {0.125, 1}}) == 5);
}

TEST_CASE("implausibility adds the error of the simulation to the tolerance") {
  const auto alone = implausibility(targets, std::vector<Simulated>{{105, 0}, {0.25, 0}});
  CHECK(alone[0] == doctest::Approx(1.959964));  // an end of a central 95 % interval
  CHECK(alone[1] == 0);
  const double sd = 25 / 1.959963984540054;
  const auto with_error = implausibility(targets, std::vector<Simulated>{{105, sd * 3 / 4}, {0.25, 0}});
  CHECK(with_error[0] == doctest::Approx(1.959964 * 0.8));
  CHECK(implausibility(targets, std::vector<Simulated>{{65, 0}, {0.25, 0}})[0] == doctest::Approx(1.959964));
}

TEST_CASE("what could not be measured fits no better than anything that could, and stays finite") {
  CHECK(misfit(targets, std::vector<Simulated>{{nan, nan}, {0.25, 0}}) == unmeasured * unmeasured);
  CHECK(implausibility(targets, std::vector<Simulated>{{80, nan}, {0.25, 0}})[0] == unmeasured);
  CHECK(unmeasured > ruled_out);
}

TEST_CASE("a target counts for no more than one that could not be measured, however far the model is from it") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double mean : {1e5, 1e200, -1e200, 1e308, infinity, -infinity, nan}) {
    CAPTURE(mean);
    const std::vector<Simulated> simulated{{mean, 0}, {0.25, 0}};
    CHECK(misfit(targets, simulated) == unmeasured * unmeasured);
    CHECK(implausibility(targets, simulated)[0] == unmeasured);
  }
}

TEST_CASE("a mean with an infinite standard error is not plausible for that") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(implausibility(targets, std::vector<Simulated>{{1e200, infinity}, {0.25, 0}})[0] == unmeasured);
}
