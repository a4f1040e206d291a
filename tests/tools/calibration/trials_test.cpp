#include "tools/calibration/trials.hpp"

#include "tests/tools/calibration/fake_experiment.hpp"
#include "tests/tools/results_scratch.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace tools::calibration;

namespace {

/// Trials of one number at these values, in this order. \return the number of the best
std::size_t best_of(const std::vector<double>& at, std::size_t targets, const FakeExperiment::Measure& measure) {
  const Scratch scratch;
  const std::vector<FittedParameter> parameters{parameter("x", 0.5)};
  const Open open = opens(targets, measure);
  const Targets of(*open({}));
  auto store = results::ReplicationStore::create(scratch.path() / "store", {}, {});
  Trials trials(open, parameters, of, 2, 1, store);
  for (const double x : at) {
    REQUIRE(trials.at({x}, "search"));
    CHECK(std::isfinite(trials.done().back().objective));
    CHECK(std::isfinite(trials.done().back().result.worst()));
  }
  return trials.best();
}

}  // namespace

TEST_CASE(
    "a set of parameters that a target rules out is not the fit while another is there, whatever its squares sum to") {
  const auto measure = [](const FakeExperiment::Values& v) {
    return v.at("x") < 0.5 ? std::vector<double>{1.1, 1.1, 1.1, 1.1, 1.1}
                           : std::vector<double>{2 * v.at("x"), 0, 0, 0, 0};
  };
  CHECK(best_of({0.25, 1}, 5, measure) == 0);  // sums of squares 6.05 and 4, implausibility 2.2 and 3.9
  CHECK(best_of({1, 0.25}, 5, measure) == 1);
  CHECK(best_of({1, 0.9}, 5, measure) == 1);     // both ruled out: the lesser sum
  CHECK(best_of({0.25, 0.7}, 5, measure) == 1);  // neither is
}

TEST_CASE("what the model measures without bound leaves every objective finite") {
  const auto measure = [](const FakeExperiment::Values& v) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double x = v.at("x");
    return std::vector<double>{x < 0.2 ? 1e300 : x < 0.4 ? infinity : x < 0.6 ? std::nan("") : x < 0.8 ? 1e160 : 3};
  };
  CHECK(best_of({0.1, 0.3, 0.5, 0.7, 0.9}, 1, measure) == 4);
}
