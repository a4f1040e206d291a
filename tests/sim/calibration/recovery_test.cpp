#include "sim/calibration/history_match.hpp"
#include "sim/calibration/minimise.hpp"
#include "sim/calibration/misfit.hpp"
#include "sim/summary.hpp"
#include "tests/models/network/networks.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

using namespace sim::calibration;

namespace {

constexpr std::uint32_t replications = 10;

/// How well the queue is observed and simulated.
struct Effort {
  double tolerance;  ///< of both targets
  double horizon;
};

/// An M/M/2 queue whose arrival rate and mean service are to be found from its mean wait and utilisation.
struct Parameter {
  double low, high, truth;
  double value(double coordinate) const { return low + coordinate * (high - low); }
};
constexpr std::array<Parameter, 2> parameters{{{0.8, 2.2, 1.5}, {0.4, 1.4, 1.0}}};

/// Erlang C with 1.5 offered to 2 servers is 9/14, and 9/14 / (2 - 1.5) the mean wait.
std::vector<Target> targets_of(const Effort& effort) {
  std::vector<Target> out;
  for (const double value : {9.0 / 7, 0.75}) out.push_back({value, value * effort.tolerance, value * effort.tolerance});
  return out;
}

Candidate simulate(const Point& at, std::uint32_t seed, const Effort& effort) {
  auto plan = std::make_shared<network::Plan>(*network::testing::plan_of(
      fmt::format("warm_up: 200, horizon: {}", effort.horizon),
      fmt::format("classes: {{all: {{arrivals: {{rate: {}}}, starts_at: desk}}}}\n"
                  "stations: {{desk: {{servers: 2, service: {{exponential: {{mean: {}}}}}}}}}\n"
                  "routing: {{all: {{desk: {{exit: 1}}}}}}\n",
                  parameters[0].value(at[0]), parameters[1].value(at[1]))));
  plan->seed = seed;
  std::array<std::vector<double>, 2> values;
  for (std::uint32_t r = 0; r < replications; ++r) {
    const network::testing::Seen seen = network::testing::run(plan, r);
    values[0].push_back(seen("stations.desk.mean_wait"));
    values[1].push_back(seen("stations.desk.utilisation"));
  }
  Candidate out{at, {}, {}};
  for (const auto& each : values) {
    const sim::Summary s = sim::summarise(each);
    out.simulated.push_back({s.mean, (s.ci_high - s.mean) / (sim::t_half_width(1, s.n) * std::sqrt(replications))});
  }
  out.implausibility = implausibility(targets_of(effort), out.simulated);
  return out;
}

struct Recovered {
  std::array<bool, 2> is_inside{};  ///< truth in the central 90 % of the ensemble
  std::array<double, 2> width{};    ///< of that range, as a part of the bounds
  double best = 0;                  ///< misfit
  std::size_t survivors = 0;
};

/// Fits from a corner of the bounds.
Recovered recover(std::uint32_t seed, const Effort& effort) {
  const std::vector<Target> targets = targets_of(effort);
  std::vector<Candidate> tried;
  const auto evaluate = [&](const Point& at) {
    tried.push_back(simulate(at, seed, effort));
    return misfit(targets, tried.back().simulated);
  };
  const Minimum found = minimise(evaluate, {0, 0}, {60, 2, seed});
  const auto spread_end = tried.begin() + 1 + static_cast<std::ptrdiff_t>(found.spread.size());
  const std::vector<Candidate> spread(tried.begin() + 1, spread_end), others(spread_end, tried.end());
  const Matched matched = history_match([&](const Point& at) { return simulate(at, seed, effort); }, targets, 2, spread,
                                        others, {3, 60, 50, seed});
  Recovered out;
  out.best = found.value;
  out.survivors = matched.survivors.size();
  for (std::size_t p = 0; p < parameters.size() && out.survivors > 0; ++p) {
    std::vector<double> values;
    for (const Candidate& c : matched.survivors) values.push_back(parameters[p].value(c.at[p]));
    std::sort(values.begin(), values.end());
    const double low = sim::quantile_of_sorted(values, 0.05), high = sim::quantile_of_sorted(values, 0.95);
    out.is_inside[p] = low <= parameters[p].truth && parameters[p].truth <= high;
    out.width[p] = (high - low) / (parameters[p].high - parameters[p].low);
  }
  return out;
}

}  // namespace

TEST_CASE("the arrival rate and service time of an M/M/2 queue are recovered from its wait and utilisation") {
  const Recovered found = recover(1, {.tolerance = 0.05, .horizon = 3000});
  CHECK(found.best < 2);  // a tolerance from each; the greatest of 30 seeds is 0.81
  CHECK(found.survivors >= 25);
  for (std::size_t p = 0; p < 2; ++p) {
    CAPTURE(p);
    CHECK(found.is_inside[p]);
    CHECK(found.width[p] < 0.8);
  }
}

TEST_SUITE("long") {
  TEST_CASE("both parameters of an M/M/2 queue are recovered within the ensemble's range in 9 seeds of 10") {
    int recovered = 0;
    double width = 0;
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
      const Recovered found = recover(seed, {.tolerance = 0.02, .horizon = 20000});
      recovered += found.is_inside[0] && found.is_inside[1];
      width += (found.width[0] + found.width[1]) / 20;
    }
    MESSAGE("recovered in ", recovered, " of 10; mean width of a range: ", width, " of its bounds");
    CHECK(recovered >= 9);
    CHECK(width < 0.5);
  }
}
