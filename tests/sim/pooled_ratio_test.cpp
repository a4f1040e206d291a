#include "sim/pooled_ratio.hpp"

#include "sim/random.hpp"
#include "sim/summary.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

TEST_CASE("a ratio is pooled, and its interval comes from what the parts leave over") {
  const std::vector<double> parts{1, 3, 2}, wholes{2, 5, 3};
  const sim::PooledRatio r = sim::pooled_ratio(parts, wholes);
  CHECK(r.n == 3);
  CHECK(r.ratio == doctest::Approx(0.6).epsilon(1e-15));
  // Residuals -0.2, 0 and 0.2: their sd is sqrt(0.08 / 2), and the mean whole is 10 / 3.
  CHECK(r.ci_high - r.ratio == doctest::Approx(sim::t_half_width(std::sqrt(0.04), 3) / (10.0 / 3)).epsilon(1e-12));
  CHECK(r.ratio - r.ci_low == doctest::Approx(r.ci_high - r.ratio).epsilon(1e-12));
}

TEST_CASE("parts in one proportion have an interval of nothing") {
  const sim::PooledRatio r = sim::pooled_ratio(std::vector<double>{1, 2, 4}, std::vector<double>{4, 8, 16});
  CHECK(r.ratio == 0.25);
  CHECK(r.ci_low == 0.25);
  CHECK(r.ci_high == 0.25);
}

TEST_CASE("no denominator, no ratio; one replication, no interval") {
  CHECK(std::isnan(sim::pooled_ratio(std::vector<double>{0, 0}, std::vector<double>{0, 0}).ratio));
  const sim::PooledRatio one = sim::pooled_ratio(std::vector<double>{1}, std::vector<double>{4});
  CHECK(one.ratio == 0.25);
  CHECK(std::isnan(one.ci_low));
  CHECK_THROWS_AS(sim::pooled_ratio(std::vector<double>{1}, std::vector<double>{}), std::invalid_argument);
}

TEST_CASE("the interval covers the true share in 95 of 100 experiments, though the wholes vary") {
  int covered = 0;
  constexpr int experiments = 2000;
  for (std::uint32_t e = 0; e < experiments; ++e) {
    std::vector<double> parts, wholes;
    for (std::uint32_t r = 0; r < 20; ++r) {
      const auto u = [&](std::uint32_t k) { return sim::uniform(5, {e, r, 1, k}); };
      const double n = 20 + std::floor(60 * u(0));
      double part = 0;
      for (std::uint32_t k = 0; k < n; ++k) part += u(k + 1) < 0.3;
      parts.push_back(part);
      wholes.push_back(n);
    }
    const sim::PooledRatio r = sim::pooled_ratio(parts, wholes);
    covered += r.ci_low <= 0.3 && 0.3 <= r.ci_high;
  }
  // 0.95 within 4.9 standard errors of 0.0049: false alarms one in a million, were the coverage exact.
  CHECK(covered > 0.926 * experiments);
  CHECK(covered < 0.974 * experiments);
}
