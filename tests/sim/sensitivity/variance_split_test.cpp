#include "sim/sensitivity/variance_split.hpp"

#include "sim/sensitivity/shared_chance.hpp"
#include "sim/tally.hpp"
#include "tests/sim/agreement.hpp"
#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

using namespace sim::sensitivity;

namespace {

struct Summaries {
  sim::Matrix mean, variance, replications;
};

/// Points of an expected value with variance 4, and of 1 to 6 replications about it with variance 9 in the mean, its
/// own at each point.
Summaries random_effects(std::size_t points, std::uint32_t seed) {
  Summaries s{sim::Matrix(points, 1), sim::Matrix(points, 1), sim::Matrix(points, 1)};
  const sim::Matrix z = sample::standard_normals(sample::uniforms(points, 7, seed));
  for (std::size_t i = 0; i < points; ++i) {
    const double chance_sd = i % 2 == 0 ? std::sqrt(12.0) : std::sqrt(6.0);
    sim::Tally outcomes;
    for (std::size_t r = 0; r < 1 + (i / 2) % 6; ++r) outcomes.add(100 + 2 * z.at(i, 6) + chance_sd * z.at(i, r));
    s.mean.values[i] = outcomes.mean();
    s.variance.values[i] = outcomes.variance();  // NaN for one
    s.replications.values[i] = static_cast<double>(outcomes.count());
  }
  return s;
}

VarianceSplit split(const Summaries& s, const Bootstrap& bootstrap = {}) {
  return variance_split(s.mean, s.variance, s.replications, bootstrap).at(0);
}

Summaries summaries(std::vector<double> mean, std::vector<double> variance, std::vector<double> replications) {
  return {sample::column(mean), sample::column(variance), sample::column(replications)};
}

}  // namespace

TEST_CASE("the parts of three points with unequal replications are those worked by hand") {
  // means 1, 5, 9: variance 16; chance of a mean (4/2 + 6/3 + 2/1) / 3 = 2; chance (4 + 6 + 2) / 3 = 4
  const auto found = split(summaries({1, 5, 9}, {4, 6, 2}, {2, 3, 1}));
  CHECK(found.n == 3);
  CHECK(found.parameters.value == doctest::Approx(14));
  CHECK(found.chance.value == doctest::Approx(4));
  CHECK(found.share_of_parameters.value == doctest::Approx(14.0 / 18));
}

TEST_CASE("a point of one replication has the mean variance of the others") {
  // chance (4 + 6) / 2 = 5; of a mean (4/2 + 6/3 + 5/1) / 3 = 3
  const auto found = split(summaries({1, 5, 9}, {4, 6, sample::none}, {2, 3, 1}));
  CHECK(found.parameters.value == doctest::Approx(13));
  CHECK(found.chance.value == doctest::Approx(5));
}

TEST_CASE("the parts are unbiased, whatever the numbers of replications") {
  sim::Tally parameters, chance;
  for (std::uint32_t r = 0; r < 1500; ++r) {
    const auto found = split(random_effects(96, r), {.resamples = 0});
    parameters.add(found.parameters.value);
    chance.add(found.chance.value);
  }
  CHECK(std::abs(parameters.mean() - 4) < agreement::margin(parameters));
  CHECK(std::abs(chance.mean() - 9) < agreement::margin(chance));
  CHECK(agreement::margin(parameters) < 0.25);
}

TEST_CASE("chance that all points share adds nothing to what lies between them") {
  // y = point + replication + rest, worked by hand: points -1, 0, 1; replications -3, 3; rest 0
  SharedChance shared;
  Summaries s = summaries({-1, 0, 1}, {18, 18, 18}, {2, 2, 2});
  for (const double point : {-1.0, 0.0, 1.0}) shared.add(std::vector{point - 3, point + 3});
  CHECK(shared.variance() == doctest::Approx(18));
  const auto blind = split(s);
  CHECK(blind.parameters.value == 0);
  const auto found = variance_split(s.mean, s.variance, s.replications, {}, std::vector{shared.variance()}).at(0);
  CHECK(found.parameters.value == doctest::Approx(1));
  CHECK(found.chance.value == doctest::Approx(18));
}

TEST_CASE("shared chance is told from the rest, and not told where an outcome is missing") {
  const std::size_t points = 300, replications = 40;
  const sim::Matrix z = sample::standard_normals(sample::uniforms(points + 1, replications, 3));
  SharedChance shared, alone, gappy;
  for (std::size_t p = 0; p < points; ++p) {
    std::vector<double> common, own;
    for (std::size_t r = 0; r < replications; ++r) {
      common.push_back(1e6 + static_cast<double>(p) + 2 * z.at(points, r) + 3 * z.at(p, r));
      own.push_back(static_cast<double>(p) + 3 * z.at(p, r));
    }
    shared.add(common);
    alone.add(own);
    if (p == 7) own[3] = sample::none;
    gappy.add(own);
  }
  sim::Tally truth;
  for (std::size_t r = 0; r < replications; ++r) truth.add(2 * z.at(points, r));
  CHECK(shared.variance() == doctest::Approx(truth.variance()).epsilon(0.1));
  CHECK(alone.variance() < 0.02);
  CHECK(gappy.variance() == 0);
}

TEST_CASE("intervals hold the true parts and share about 95 times in 100") {
  double parameters = 0, chance = 0, share = 0;
  const auto holds = [](const Estimate& e, double truth) { return e.ci_low <= truth && truth <= e.ci_high; };
  for (std::uint32_t r = 0; r < 500; ++r) {
    const auto found = split(random_effects(192, r), {.resamples = 300});
    parameters += holds(found.parameters, 4);
    chance += holds(found.chance, 9);
    share += holds(found.share_of_parameters, 4.0 / 13);
  }
  const double margin = agreement::standard_errors * std::sqrt(0.05 * 0.95 / 500);  // and 0.02 for the percentiles
  for (const double covered : {parameters, chance, share}) CHECK(std::abs(covered / 500 - 0.95) < margin + 0.02);
}

TEST_CASE("where the means vary less than chance makes them, the parameters have no part") {
  const auto found = split(summaries({1, 1.5, 2}, {4, 4, 4}, {2, 2, 2}));
  CHECK(found.parameters.value == 0);
  CHECK(found.share_of_parameters.value == 0);
  CHECK(found.chance.value == 4);
}

TEST_CASE("without chance all is the parameters'; without either there is no share") {
  CHECK(split(summaries({1, 2, 3}, {0, 0, 0}, {2, 2, 2})).share_of_parameters.value == 1);
  CHECK(std::isnan(split(summaries({2, 2, 2}, {0, 0, 0}, {2, 2, 2})).share_of_parameters.value));
}

TEST_CASE("a missing point is left out for that metric only") {
  sim::Matrix mean(4, 2), variance(4, 2), replications(4, 2);
  mean.values = {1, 1, 5, sample::none, 9, 5, 2, 9};
  variance.values = {4, 4, 6, 60, 2, 6, 1, 2};
  replications.values = {2, 2, 3, 0, 1, 3, 5, 1};
  const auto found = variance_split(mean, variance, replications);
  REQUIRE(found.size() == 2);
  CHECK(found[0].n == 4);
  CHECK(found[1].metric == 1);
  CHECK(found[1].n == 3);
  CHECK(found[1].parameters.value == doctest::Approx(14));
  CHECK(found[1].parameters.ci_high > 14);
}

TEST_CASE("a spread of thousandths survives on top of a thousand million") {
  const auto found = split(summaries({1e9 + 0.001, 1e9 + 0.005, 1e9 + 0.009}, {0, 0, 0}, {2, 2, 2}));
  CHECK(found.parameters.value == doctest::Approx(16e-6).scale(0).epsilon(1e-3));
}

TEST_CASE("one point, or no variance known, splits nothing") {
  CHECK(std::isnan(split(summaries({1}, {4}, {2})).parameters.value));
  CHECK(std::isnan(split(summaries({1, 2}, {sample::none, sample::none}, {1, 1})).chance.value));
}

TEST_CASE("summaries that do not fit are refused") {
  CHECK_THROWS_AS(split(summaries({1, 2}, {4}, {2, 2})), std::invalid_argument);
  CHECK_THROWS_AS(split(summaries({1, 2}, {4, -1}, {2, 2})), std::invalid_argument);
  CHECK_THROWS_AS(split(summaries({1, 2}, {4, 1}, {2, 0})), std::invalid_argument);
  CHECK_THROWS_AS(split(summaries({1, INFINITY}, {4, 1}, {2, 2})), std::invalid_argument);
}
