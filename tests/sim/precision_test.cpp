#include "sim/precision.hpp"

#include "sim/summary.hpp"
#include "tests/sim/agreement.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<double> normals(std::uint32_t seed, std::size_t n, double mean, double sd) {
  boost::random::mt19937 engine(seed);
  boost::random::normal_distribution<double> normal(mean, sd);
  std::vector<double> values(n);
  for (double& value : values) value = normal(engine);
  return values;
}

bool narrow(std::span<const double> values, const sim::Precision& p) {
  const sim::Summary s = sim::summarise(values, p.confidence);
  return s.n >= p.at_least && (s.ci_high - s.ci_low) / 2 <= p.half_width * (p.relative ? std::abs(s.mean) : 1);
}

/// The definition, each candidate with its look-ahead on its own. For values none of which is missing.
std::optional<std::size_t> by_definition(std::span<const double> values, const sim::Precision& p) {
  const std::size_t looked_at = std::min(values.size(), p.at_most);
  for (std::size_t n = p.at_least; n <= looked_at; ++n) {
    const auto ahead = static_cast<std::size_t>(
        std::floor(static_cast<double>(p.look_ahead) * std::max(static_cast<double>(n), 100.0) / 100));
    if (n + ahead > looked_at) continue;
    bool all = true;
    for (std::size_t m = n; all && m <= n + ahead; ++m) all = narrow(values.first(m), p);
    if (all) return n;
  }
  return std::nullopt;
}

/// Three values that happen to lie together, then values with a standard deviation of 3.
std::vector<double> lucky_streak() {
  std::vector<double> values = normals(3, 300, 10, 3);
  values[0] = 10, values[1] = 10.01, values[2] = 9.99;
  return values;
}

/// A half-width of a tenth of the mean.
sim::Precision tenth(std::size_t look_ahead) { return {.half_width = 0.1, .relative = true, .look_ahead = look_ahead}; }

}  // namespace

TEST_CASE("the number that is enough is that of the definition") {
  int found = 0, not_found = 0, beyond_100 = 0;
  for (std::uint32_t seed = 0; seed < 60; ++seed)
    for (const bool relative : {false, true})
      for (const std::size_t look_ahead : {0, 1, 5, 30}) {
        CAPTURE(seed);
        CAPTURE(relative);
        CAPTURE(look_ahead);
        const sim::Precision p{.half_width = (relative ? 0.2 : 1.0) / (1 + seed % 3),
                               .relative = relative,
                               .confidence = seed % 2 == 0 ? 0.95 : 0.8,
                               .at_least = 3 + seed % 4,
                               .at_most = 240 + seed,
                               .look_ahead = look_ahead};
        const std::vector<double> values = normals(seed, 250, seed % 7 == 0 ? -5 : 5, 2.5);
        const std::optional<std::size_t> n = sim::enough(values, p);
        REQUIRE(n == by_definition(values, p));
        (n ? found : not_found) += 1;
        beyond_100 += n && *n > 100;
      }
  CHECK(found > 100);  // the seeds show each answer
  CHECK(not_found > 10);
  CHECK(beyond_100 > 10);
}

TEST_CASE("a lucky streak stops who does not look ahead, and nobody else") {
  const std::vector<double> values = lucky_streak();
  CHECK(sim::enough(values, tenth(0)) == 3);
  const std::optional<std::size_t> n = sim::enough(values, tenth(5));
  REQUIRE(n);
  CHECK(*n > 20);  // a tenth of 10 from a standard deviation of 3 takes (1.96 x 3)^2 = 35
}

TEST_CASE("the look-ahead is as long as asked up to 100 values and grows in proportion beyond") {
  struct Case {
    std::size_t at_least, look_ahead, ahead;
  };
  for (const Case c : {Case{3, 5, 5}, {3, 0, 0}, {99, 5, 5}, {100, 5, 5}, {119, 5, 5}, {120, 5, 6}, {250, 10, 25}}) {
    CAPTURE(c.at_least);
    const sim::Precision p{.half_width = 1, .relative = false, .at_least = c.at_least, .look_ahead = c.look_ahead};
    const std::vector<double> equal(c.at_least + c.ahead, 4.0);
    CHECK(sim::enough(equal, p) == c.at_least);
    CHECK_FALSE(sim::enough(std::span(equal).first(equal.size() - 1), p));
  }
}

TEST_CASE("one wide interval within the look-ahead starts it again") {
  std::vector<double> values(40, 10.0);
  values[7] = 100;  // the last of the five after the third
  const std::optional<std::size_t> n = sim::enough(values, {.half_width = 20, .relative = false});
  CHECK(n == 11);  // the half-width is 2.262 x 90 / 10 = 20.4 for 10 values and 2.228 x 90 / 11 = 18.2 for 11
  values[7] = 10, values[8] = 100;
  CHECK(sim::enough(values, {.half_width = 20, .relative = false}) == 3);
}

TEST_CASE("values run beyond the number that was enough do not change it") {
  const std::vector<double> values = normals(5, 300, 10, 3);
  const std::optional<std::size_t> n = sim::enough(values, tenth(5));
  REQUIRE(n);
  REQUIRE(*n < 100);
  for (std::size_t size = 0; size <= values.size(); ++size) {
    CAPTURE(size);
    const std::optional<std::size_t> seen = sim::enough(std::span(values).first(size), tenth(5));
    REQUIRE(seen.has_value() == (size >= *n + 5));
    if (seen) REQUIRE(seen == n);
  }
}

TEST_CASE("an interval of exactly the half-width is narrow enough") {
  const std::vector<double> values{1, 3};
  const double half_width = sim::t_half_width(std::sqrt(2.0), 2);
  const sim::Precision p{.half_width = half_width, .relative = false, .at_least = 2, .look_ahead = 0};
  CHECK(sim::enough(values, p) == 2);
  sim::Precision narrower = p;
  narrower.half_width = std::nextafter(half_width, 0);
  CHECK_FALSE(sim::enough(values, narrower));
}

TEST_CASE("a relative half-width is a share of the mean, whatever its sign") {
  std::vector<double> values = normals(6, 200, 10, 3);
  const std::optional<std::size_t> n = sim::enough(values, tenth(5));
  for (double& value : values) value *= -1024;  // exact
  CHECK(sim::enough(values, tenth(5)) == n);
}

TEST_CASE("an absolute half-width does not depend on the mean") {
  std::vector<double> values;
  for (const double x : normals(7, 200, 0, 1)) values.push_back(std::round(x * 1024) / 1024);
  const sim::Precision p{.half_width = 0.3, .relative = false};
  const std::optional<std::size_t> n = sim::enough(values, p);
  REQUIRE(n);
  for (double& value : values) value += 1 << 20;
  CHECK(sim::enough(values, p) == n);
}

TEST_CASE("a mean of exactly 0 never meets a relative half-width but meets an absolute one") {
  const std::vector<double> nothing(100, 0.0);
  CHECK_FALSE(sim::enough(nothing, {.half_width = 0.1, .relative = true}));
  CHECK(sim::enough(nothing, {.half_width = 0.1, .relative = false}) == 3);
}

TEST_CASE("a replication without a value counts as a replication but not as a value") {
  const std::vector<double> values = normals(8, 100, 10, 3);
  const std::optional<std::size_t> n = sim::enough(values, tenth(5));
  REQUIRE(n);
  std::vector<double> gaps;
  for (const double value : values) gaps.insert(gaps.end(), {none, value, none});
  CHECK(sim::enough(gaps, tenth(5)) == 3 * *n - 1);
  CHECK_FALSE(sim::enough(std::vector<double>(1000, none), tenth(0)));
  std::vector<double> streak{10, 10.01, 9.99};  // missing values confirm nothing
  streak.resize(50, none);
  CHECK_FALSE(sim::enough(streak, tenth(5)));
}

TEST_CASE("no more than at_most replications are looked at, the look-ahead among them") {
  const std::vector<double> equal(100, 4.0);
  sim::Precision p{.half_width = 1, .relative = false, .at_most = 8};
  CHECK(sim::enough(equal, p) == 3);
  p.at_most = 7;
  CHECK_FALSE(sim::enough(equal, p));
}

TEST_CASE("the interval at the number that was enough holds the mean nearly as often as it says") {
  // Stopping as soon as an interval is narrow favours narrow ones; the look-ahead makes up for it. 94 in 100 is the
  // bound taken: 20,000 runs with other seeds hold 0.9495 of the time here, and 0.918 without the look-ahead.
  constexpr int runs = 4000;
  int hold = 0, hold_without = 0;
  for (std::uint32_t run = 0; run < runs; ++run) {
    const std::vector<double> values = normals(run, 300, 10, 3);
    for (const std::size_t look_ahead : {0, 5}) {
      const std::optional<std::size_t> n = sim::enough(values, tenth(look_ahead));
      REQUIRE(n);
      const sim::Summary s = sim::summarise(std::span(values).first(*n));
      (look_ahead == 0 ? hold_without : hold) += s.ci_low <= 10 && 10 <= s.ci_high;
    }
  }
  const double margin = agreement::standard_errors * std::sqrt(0.94 * 0.06 / runs);
  CHECK(hold / double{runs} >= 0.94 - margin);
  CHECK(hold > hold_without);
}

TEST_CASE("a precision outside its ranges is refused, whatever the values") {
  const sim::Precision good{.half_width = 1, .relative = false};
  const auto refused = [&](auto change) {
    sim::Precision p = good;
    change(p);
    CHECK_THROWS_AS(sim::enough({}, p), std::invalid_argument);
  };
  CHECK_NOTHROW(sim::enough({}, good));
  refused([](sim::Precision& p) { p.half_width = 0; });
  refused([](sim::Precision& p) { p.half_width = -1; });
  refused([](sim::Precision& p) { p.half_width = none; });
  refused([](sim::Precision& p) { p.half_width = HUGE_VAL; });
  refused([](sim::Precision& p) { p.confidence = 0; });
  refused([](sim::Precision& p) { p.confidence = 1; });
  refused([](sim::Precision& p) { p.confidence = none; });
  refused([](sim::Precision& p) { p.at_least = 1; });
  refused([](sim::Precision& p) { p.at_most = 2; });
  refused([](sim::Precision& p) { p.look_ahead = 10'001; });
}

TEST_CASE("an infinite value is refused") {
  CHECK_THROWS_AS(sim::enough(std::vector<double>{1, 2, -HUGE_VAL}, tenth(5)), std::invalid_argument);
}
