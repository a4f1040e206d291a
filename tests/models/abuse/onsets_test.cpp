#include "models/abuse/onsets.hpp"

#include "sim/tally.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <optional>
#include <stdexcept>

TEST_CASE("onsets come in order of time up to the first after the horizon, at the place's rate") {
  const auto plan = small::plan();
  const abuse::Context ctx(plan->seed, 5, 0);
  const abuse::Onsets onsets(*plan, 100, 0, ctx);
  sim::Tally gaps;
  std::uint32_t n = 100;
  for (; onsets.at(n).at < plan->horizon; ++n) {
    const double gap = onsets.at(n + 1).at - onsets.at(n).at;
    REQUIRE(gap > 0);
    gaps.add(gap);
  }
  CHECK_THROWS_AS(onsets.at(n + 1), std::out_of_range);
  CHECK_THROWS_AS(onsets.at(99), std::out_of_range);
  // Exponential, so that mean and standard deviation are one over the rate; a false alarm in a million runs.
  const double n_gaps = static_cast<double>(gaps.count()), rate = plan->relationship_rate;
  CHECK(std::abs(gaps.mean() * rate - 1) < 4.9 / std::sqrt(n_gaps));
  CHECK(std::abs(std::sqrt(gaps.variance()) * rate - 1) < 4.9 * std::sqrt(2 / n_gaps));
}

TEST_CASE(
    "what an onset's people are drawn with, and its first spell, are those of its number, wherever the list begins") {
  const auto plan = small::plan();
  const abuse::Context ctx(plan->seed, 5, 0);
  const abuse::Onsets from_0(*plan, 0, 0, ctx), from_30(*plan, 30, 12, ctx);
  for (std::uint32_t n = 30; n < 60; ++n) {
    const abuse::Traits traits =
        abuse::draw_traits(*plan, abuse::relationship_of_onset(n), abuse::perpetrator_of_onset(n), std::nullopt, ctx);
    const abuse::Spell spell = abuse::draw_spell(*plan, abuse::relationship_of_onset(n), 0, ctx);
    for (const abuse::Onset& onset : {from_0.at(n), from_30.at(n)}) {
      CHECK(onset.traits == traits);
      CHECK(onset.spell == spell);
    }
  }
}

TEST_CASE("a run cannot outlast the onsets that were drawn for its horizon") {
  const auto plan = small::plan();
  sim::Simulation<abuse::World> world = small::warm(plan);
  CHECK_THROWS_AS(world.run_until(plan->horizon + 60), std::logic_error);
}
