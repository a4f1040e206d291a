#include "tools/calibration/search.hpp"

#include "tests/tools/calibration/fake_experiment.hpp"
#include "tests/tools/results_scratch.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace tools::calibration;

namespace {

Fit fit_of(const std::vector<FittedParameter>& parameters, std::size_t targets,
           const FakeExperiment::Measure& measure) {
  const Scratch scratch;
  const Open open = opens(targets, measure);
  const Targets of(*open({}));
  auto store = results::ReplicationStore::create(scratch.path() / "store", {}, {});
  Trials trials(open, parameters, of, 2, 1, store);
  tools::CalibrateOptions options;
  options.evaluations = 60;
  options.ensemble = 20;
  options.output.quiet = true;
  return search(trials, parameters, of, options, 7);
}

/// \return its number
std::size_t best_plausible(const Fit& fit) {
  std::size_t best = fit.trials.size();
  for (std::size_t t = 0; t < fit.trials.size(); ++t)
    if (!fit.trials[t].result.is_ruled_out() &&
        (best == fit.trials.size() || fit.trials[t].objective < fit.trials[best].objective))
      best = t;
  return best;
}

}  // namespace

TEST_CASE("a number that changes no target keeps the value it had, and has no range of the ensemble") {
  const Fit fit = fit_of({parameter("x", 0.1), parameter("idle", 0.3)}, 1,
                         [](const auto& v) { return std::vector<double>{10 * (v.at("x") - 0.62)}; });
  REQUIRE(fit.parameters.size() == 2);
  CHECK_FALSE(fit.parameters[0].is_idle);
  CHECK(fit.parameters[0].fitted == doctest::Approx(0.62).epsilon(0.05));
  CHECK(fit.parameters[0].range);
  CHECK(fit.parameters[1].is_idle);
  CHECK(fit.parameters[1].fitted == 0.3);
  CHECK_FALSE(fit.parameters[1].range);
  CHECK(fit.parameters[1].identified == "no");
  CHECK(fit.trials[fit.best].values[1] == 0.3);
  CHECK(fit.trials[fit.best].objective == fit.trials[best_plausible(fit)].objective);
}

TEST_CASE("numbers that change nothing one by one but something together are not left as they were") {
  const Fit fit = fit_of({parameter("x", 0.1), parameter("a", 0.01), parameter("b", 0.01)}, 1, [](const auto& v) {
    const double both_low = v.at("a") < 0.02 && v.at("b") < 0.02 ? 100 : 0;
    return std::vector<double>{10 * (v.at("x") - 0.62) + both_low};
  });
  REQUIRE(fit.trials[fit.best].values[1] > 0.02);  // else the ends tell, and this is no test
  REQUIRE(fit.trials[fit.best].values[2] > 0.02);
  CHECK_FALSE(fit.parameters[1].is_idle);
  CHECK_FALSE(fit.parameters[2].is_idle);
  CHECK(fit.best == best_plausible(fit));
  CHECK(fit.trials[fit.best].objective < 1);
}

TEST_CASE("an end of a number's bounds is the fit only if no target rules it out") {
  // The least sum of squares lies in the corner x = 1, where target 0 is missed by 2 and ruled out.
  const auto measure = [](const FakeExperiment::Values& v) {
    const double x = v.at("x");
    if (x == 1) return std::vector<double>{2, 0, 0, 0, 0};
    return std::vector<double>(5, 1.1 + std::abs(x - 0.4));
  };
  const Fit fit = fit_of({parameter("x", 0.1)}, 5, measure);
  bool tried_the_end = false;
  for (const Trial& t : fit.trials) tried_the_end = tried_the_end || (t.values[0] == 1 && t.objective == 4);
  CHECK(tried_the_end);
  CHECK_FALSE(fit.trials[fit.best].result.is_ruled_out());
  CHECK(fit.best == best_plausible(fit));
  CHECK(fit.parameters[0].fitted == doctest::Approx(0.4).epsilon(0.05));
}

TEST_CASE("a target that could never be measured makes no number idle") {
  const Fit fit = fit_of({parameter("x", 0.1)}, 1, [](const auto&) { return std::vector<double>{std::nan("")}; });
  CHECK_FALSE(fit.parameters[0].is_idle);
  CHECK(fit.parameters[0].identified == "not judged");
  CHECK(std::isfinite(fit.trials[fit.best].objective));
}
