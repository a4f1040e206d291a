#include "sim/summary.hpp"
#include "tests/models/network/networks.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace network;
using namespace network::testing;

TEST_SUITE("long") {
  TEST_CASE("2,000 experiments of M/M/2: the 95 % interval of the mean wait covers Erlang C's 95 % of the time") {
    constexpr std::uint32_t experiments = 2000, replications = 10;
    const double truth = 1.0 / 3;  // C(2, 1) / (2 - 1)
    Plan plan = *plan_of("warm_up: 50, horizon: 2000", R"(
classes: {all: {arrivals: {rate: 1}, starts_at: desk}}
stations: {desk: {servers: 2, service: {exponential: {mean: 1}}}}
routing: {all: {desk: {exit: 1}}}
)");
    std::size_t wait = 0;
    const std::vector<Output> outputs = numbers_of(plan);
    while (outputs[wait].name() != "stations.desk.mean_wait") ++wait;
    double covered = 0;
    for (std::uint32_t e = 0; e < experiments; ++e) {
      plan.seed = 1'000'000 + e;
      const auto shared = std::make_shared<const Plan>(plan);
      std::vector<double> values;
      for (std::uint32_t r = 0; r < replications; ++r) values.push_back(replicate(shared, r).numbers[wait]);
      const sim::Summary summary = sim::summarise(values);
      covered += summary.ci_low <= truth && truth <= summary.ci_high;
    }
    MESSAGE("covered ", 100 * covered / experiments, " %");
    // 4.9 standard errors of a share of 95 %: passed over by chance once in a million.
    CHECK(std::abs(covered / experiments - 0.95) <= 0.024);
  }
}
