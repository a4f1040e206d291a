#include "sim/calibration/history_match.hpp"

#include "sim/calibration/misfit.hpp"
#include "sim/design/latin_hypercube.hpp"
#include "sim/design/rank_correlation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace sim::calibration;

namespace {

/// Simulates outputs that are functions of the point, known exactly.
template <class Outputs>
auto exactly(const std::vector<Target>& targets, Outputs outputs) {
  return [=](const Point& at) {
    Candidate out{at, {}, {}};
    for (const double mean : outputs(at)) out.simulated.push_back({mean, 0});
    out.implausibility = implausibility(targets, out.simulated);
    return out;
  };
}

template <class Simulate>
std::vector<Candidate> all(Simulate simulate, const std::vector<Point>& points) {
  std::vector<Candidate> out;
  for (const Point& at : points) out.push_back(simulate(at));
  return out;
}

/// A target that is ruled out farther than `reach` from the value.
Target within(double value, double reach) { return {value, reach * 1.96 / ruled_out, reach * 1.96 / ruled_out}; }

double least(const std::vector<Candidate>& candidates, std::size_t d) {
  double out = 1;
  for (const Candidate& c : candidates) out = std::min(out, c.at[d]);
  return out;
}
double most(const std::vector<Candidate>& candidates, std::size_t d) {
  double out = 0;
  for (const Candidate& c : candidates) out = std::max(out, c.at[d]);
  return out;
}

}  // namespace

TEST_CASE("a small box of six dimensions is found, filled and not left") {
  const std::vector<Target> targets(6, within(0.6, 0.15));
  const auto simulate = exactly(targets, [](const Point& at) {
    Point bent;
    for (const double x : at) bent.push_back(x + 0.1 * std::sin(6 * x));
    return bent;
  });
  const auto first = all(simulate, points_of(sim::design::latin_hypercube(1, 80, 6)));
  const Matched found = history_match(simulate, targets, 6, first, {}, {3, 100, 50, 1});  // about 0.1 % of the cube
  CHECK(found.survivors.size() >= 30);
  CHECK(found.survivors.size() <= 50);
  for (const Candidate& c : found.survivors) CHECK_FALSE(c.is_ruled_out());
  for (std::size_t d = 0; d < 6; ++d) {
    CAPTURE(d);
    CHECK(least(found.survivors, d) < 0.58);  // 0.51 to 0.85 is not ruled out
    CHECK(most(found.survivors, d) > 0.78);
  }
}

TEST_CASE("where only a product is known, each factor spans its bounds and both fall together") {
  const std::vector<Target> targets{within(0.8, 0.05)};
  const auto simulate = exactly(targets, [](const Point& at) { return Point{(0.5 + at[0]) * (0.5 + at[1])}; });
  const Matched found = history_match(
      simulate, targets, 2, all(simulate, points_of(sim::design::latin_hypercube(1, 80, 2))), {}, {3, 100, 50, 1});
  REQUIRE(found.survivors.size() >= 30);
  sim::Matrix both(found.survivors.size(), 2);
  for (std::size_t i = 0; i < both.rows; ++i)
    for (std::size_t d = 0; d < 2; ++d) both.at(i, d) = found.survivors[i].at[d];
  CHECK(most(found.survivors, 0) - least(found.survivors, 0) > 0.8);
  CHECK(sim::design::rank_correlations(both).at(0, 1) < -0.8);
}

TEST_CASE("survivors lie evenly in what is not ruled out, though others guided the search to one end of it") {
  const std::vector<Target> targets{within(0.5, 0.1), within(0.5, 10)};
  const auto simulate = exactly(targets, [](const Point& at) {
    return Point{at[0] + 0.4 / (1 + std::exp(-20 * (at[1] - 0.45))), at[1]};
  });
  std::vector<Point> at_one_end;  // where the bend cannot be seen
  for (int i = 0; i < 60; ++i) at_one_end.push_back({0.45 + 0.001 * (7 * i % 60), 0.05 + 0.001 * i});
  const Matched found =
      history_match(simulate, targets, 2, all(simulate, points_of(sim::design::latin_hypercube(1, 40, 2))),
                    all(simulate, at_one_end), {3, 200, 100, 1});
  REQUIRE(found.survivors.size() == 100);
  double upper = 0;
  for (const Candidate& c : found.survivors) upper += c.at[1] > 0.5;
  CHECK(std::abs(upper / 100 - 0.5) < 0.245);  // 4.9 standard errors: one in a million
}

TEST_CASE("waves end as soon as enough have survived, and the budget is kept") {
  const auto first_points = points_of(sim::design::latin_hypercube(1, 60, 2));
  const std::vector<Target> easy{within(0.5, 10)}, hard{within(9, 0.1)};
  const auto met = exactly(easy, [](const Point& at) { return Point{at[0]}; });
  const Matched enough = history_match(met, easy, 2, all(met, first_points), {}, {3, 100, 50, 1});
  CHECK(enough.waves == 1);
  CHECK(enough.survivors.size() == 50);
  CHECK(enough.tried == 60);
  const auto missed = exactly(hard, [](const Point& at) { return Point{at[0]}; });
  const Matched nothing = history_match(missed, hard, 2, all(missed, first_points), {}, {3, 100, 50, 1});
  CHECK(nothing.survivors.empty());
  CHECK(nothing.waves == 3);
  CHECK(nothing.tried == 260);
}

TEST_CASE("an implausibility of three rules out, and so does what could not be measured") {
  CHECK(Candidate{{}, {}, {0.5, 3.0}}.is_ruled_out());
  CHECK_FALSE(Candidate{{}, {}, {2.999, 0.5}}.is_ruled_out());
  const std::vector<Target> targets{within(0.9, 0.05)};
  const double nan = std::nan("");
  const auto mostly_missing = exactly(targets, [&](const Point& at) { return Point{at[0] < 0.85 ? nan : at[0]}; });
  const auto first = all(mostly_missing, points_of(sim::design::latin_hypercube(1, 40, 1)));  // six are measured
  const Matched found = history_match(mostly_missing, targets, 1, first, {}, {3, 60, 50, 1});
  CHECK(found.survivors.size() == 50);
  CHECK(least(found.survivors, 0) >= 0.85);
  const auto all_missing = exactly(targets, [&](const Point&) { return Point{nan}; });
  CHECK(history_match(all_missing, targets, 1, all(all_missing, points_of(sim::design::latin_hypercube(1, 40, 1))), {},
                      {3, 60, 50, 1})
            .survivors.empty());
}

TEST_CASE("matching asked to stop keeps what it has") {
  const std::vector<Target> targets{within(0.5, 0.2)};
  const auto simulate = exactly(targets, [](const Point& at) { return Point{at[0]}; });
  std::size_t calls = 0;
  const auto counted = [&](const Point& at) -> std::optional<Candidate> {
    if (calls == 15) return std::nullopt;
    ++calls;
    return simulate(at);
  };
  const Matched found = history_match(
      counted, targets, 2, all(simulate, points_of(sim::design::latin_hypercube(1, 60, 2))), {}, {3, 100, 50, 1});
  CHECK(calls == 15);
  CHECK(found.stopped);
  CHECK(found.tried == 75);
  CHECK(found.waves == 2);
  CHECK(found.survivors.size() > 24);
  CHECK(found.survivors.size() < 50);
}

TEST_CASE("targets that cannot be met are named, alone or in pairs") {
  const auto candidate = [](std::vector<double> implausibility) {
    return Candidate{{}, {}, std::move(implausibility)};
  };
  const Conflict found = conflict_among(std::vector{candidate({1, 9, 1, 9}), candidate({1, 9, 9, 2})});
  CHECK(found.alone == std::vector<std::size_t>{1});
  CHECK(found.pairs == std::vector<std::pair<std::size_t, std::size_t>>{{2, 3}});
  const Conflict none = conflict_among(std::vector{candidate({1, 1, 9}), candidate({9, 1, 1}), candidate({1, 9, 1})});
  CHECK(none.alone.empty());
  CHECK(none.pairs.empty());
}
