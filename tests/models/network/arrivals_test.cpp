#include "models/network/arrivals.hpp"

#include "sim/tally.hpp"
#include "tests/sim/agreement.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numbers>
#include <vector>

using namespace network;

namespace {

constexpr std::size_t histories = 4000;

sim::PhiloxEngine stream(std::uint64_t history) { return {11, {0, history, 1, 0}}; }

/// Arrivals in each part [bounds[i], bounds[i + 1]), summed over many histories.
std::vector<double> counts(const Arrivals& arrivals, const std::vector<double>& bounds) {
  std::vector<double> all(bounds.size() - 1, 0);
  for (std::uint64_t h = 0; h < histories; ++h) {
    sim::PhiloxEngine chance = stream(h);
    std::size_t part = 0;
    for (sim::Time t = arrivals.next(0, chance); t < bounds.back(); t = arrivals.next(t, chance)) {
      while (t >= bounds[part + 1]) ++part;
      ++all[part];
    }
  }
  return all;
}

/// Every count lies as near the integral of the rate as a Poisson count should: its variance is its mean.
void check_against(const Arrivals& arrivals, const std::vector<double>& bounds,
                   const std::function<double(double, double)>& integral) {
  const std::vector<double> seen = counts(arrivals, bounds);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const double expected = static_cast<double>(histories) * integral(bounds[i], bounds[i + 1]);
    CAPTURE(bounds[i]);
    CHECK(std::abs(seen[i] - expected) <= agreement::standard_errors * std::sqrt(expected));
  }
}

config::Arrivals steps(std::vector<config::RateStep> rates) {
  config::Arrivals c;
  c.rates = std::move(rates);
  return c;
}

}  // namespace

TEST_CASE("steps: thinned arrivals come as often as the rate says, and the last step lasts") {
  const Arrivals arrivals(steps({{0, 0.5}, {4, 3}, {6, 0}, {9, 1}}));
  check_against(arrivals, {0, 2, 4, 5, 6, 9, 10, 20}, [](double from, double until) {
    const auto up_to = [](double t) {
      return 0.5 * std::min(t, 4.0) + 3 * std::clamp(t - 4, 0.0, 2.0) + std::max(t - 9, 0.0);
    };
    return up_to(until) - up_to(from);
  });
}

TEST_CASE("steps with a period: the third week is like the first") {
  config::Arrivals c = steps({{0, 2}, {5, 0.25}});
  c.period = 7;
  check_against(Arrivals(c), {0, 5, 7, 12, 14, 16.5, 19, 21, 26, 28}, [](double from, double until) {
    const auto up_to = [](double t) {
      const double weeks = std::floor(t / 7), day = t - 7 * weeks;
      return 10.5 * weeks + 2 * std::min(day, 5.0) + 0.25 * std::max(day - 5, 0.0);
    };
    return up_to(until) - up_to(from);
  });
}

TEST_CASE("a wave: thinned arrivals come as often as its integral says") {
  config::Arrivals c;
  c.sine = config::Sine{1.5, 1.5, 24, 5};
  check_against(Arrivals(c), {0, 3, 6, 11, 17, 23, 29, 35, 48}, [](double from, double until) {
    const auto up_to = [](double t) {
      const double turn = 2 * std::numbers::pi / 24;
      return 1.5 * t - 1.5 / turn * std::cos(turn * (t - 5));
    };
    return up_to(until) - up_to(from);
  });
}

TEST_CASE("thinned counts vary as Poisson counts do") {
  config::Arrivals c;
  c.sine = config::Sine{2, 2, 10, 0};
  const Arrivals arrivals(c);
  sim::Tally squares;  // (count - 20)^2 / 20 has mean 1
  for (std::uint64_t h = 0; h < histories; ++h) {
    sim::PhiloxEngine chance = stream(h);
    double n = 0;
    for (sim::Time t = arrivals.next(0, chance); t < 10; t = arrivals.next(t, chance)) ++n;
    squares.add((n - 20) * (n - 20) / 20);
  }
  CHECK(std::abs(squares.mean() - 1) <= agreement::margin(squares));
}

TEST_CASE("a constant rate gives exponential gaps") {
  config::Arrivals c;
  c.rate = 0.25;
  const Arrivals arrivals(c);
  sim::PhiloxEngine chance = stream(0);
  std::vector<double> gaps;
  sim::Time now = 0;
  for (int i = 0; i < 20'000; ++i) {
    const sim::Time next = arrivals.next(now, chance);
    gaps.push_back(next - now);
    now = next;
  }
  const double distance = agreement::ks_distance(gaps, [](double x) { return 1 - std::exp(-x / 4); });
  CHECK(distance <= agreement::ks_margin(gaps.size()));
}

TEST_CASE("a rate of 0 brings nobody, however it is written") {
  config::Arrivals none, wave, week = steps({{0, 0}, {5, 0}});
  none.rate = 0;
  wave.sine = config::Sine{};
  week.period = 7;
  for (const config::Arrivals& c : {none, wave, week, steps({{0, 0}})}) {
    sim::PhiloxEngine chance = stream(1);
    CHECK(std::isinf(Arrivals(c).next(3, chance)));
  }
}

TEST_CASE("nobody comes after a last step of 0") {
  const Arrivals arrivals(steps({{0, 5}, {4, 0}}));
  for (std::uint64_t h = 0; h < 100; ++h) {
    sim::PhiloxEngine chance = stream(h);
    sim::Time last = 0, t = 0;
    while (std::isfinite(t = arrivals.next(t, chance))) last = t;
    CHECK(last < 4);
    CHECK(std::isinf(arrivals.next(4, chance)));
  }
}

TEST_CASE("renewals: gaps are those of the distribution") {
  sim::PhiloxEngine chance = stream(2);
  const Arrivals constant(sim::Distribution::constant(2));
  CHECK(constant.next(0, chance) == 2);
  CHECK(constant.next(2, chance) == 4);
  const Arrivals uniform(sim::Distribution::uniform(1, 3));
  std::vector<double> gaps;
  for (int i = 0; i < 20'000; ++i) gaps.push_back(uniform.next(100, chance) - 100);
  const double distance = agreement::ks_distance(gaps, [](double x) { return std::clamp((x - 1) / 2, 0.0, 1.0); });
  CHECK(distance <= agreement::ks_margin(gaps.size()));
}

TEST_CASE("the mean rate is that of a span") {
  config::Arrivals week = steps({{0, 2}, {5, 0.25}}), wave;
  week.period = 7;
  wave.sine = config::Sine{3, 1, 24, 0};
  CHECK(Arrivals(week).mean_rate(0, 7) == doctest::Approx(1.5).epsilon(1e-12));
  CHECK(Arrivals(week).mean_rate(0, 70'000) == doctest::Approx(1.5).epsilon(1e-12));  // however long it is
  CHECK(Arrivals(week).mean_rate(11, 15) == doctest::Approx((1 * 2 + 2 * 0.25 + 1 * 2) / 4).epsilon(1e-12));
  CHECK(Arrivals(steps({{0, 2}, {5, 0.25}})).mean_rate(0, 15) == doctest::Approx(12.5 / 15).epsilon(1e-12));
  CHECK(Arrivals(wave).mean_rate(0, 240'000) == doctest::Approx(3).epsilon(1e-12));
  CHECK(Arrivals(wave).mean_rate(0, 12) == doctest::Approx(3 + 2 / std::numbers::pi).epsilon(1e-12));
  CHECK(Arrivals(sim::Distribution::erlang(4, 2)).mean_rate(0, 9) == 0.5);
}

TEST_CASE("a period has a rate up to its very end, however the division rounds") {
  for (const double period : {0.1, 0.3, 1.0 / 3, 0.7, 7.0, 24.0}) {
    config::Arrivals c = steps({{0, 2}, {period / 2, 5}});
    c.period = period;
    const Arrivals arrivals(c);
    for (int k = 1; k < 200; ++k) {
      const double rate = arrivals.rate(std::nextafter(k * period, 0));
      CHECK((rate == 2 || rate == 5));
    }
  }
}
