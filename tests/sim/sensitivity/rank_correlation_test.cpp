#include "sim/sensitivity/rank_correlation.hpp"

#include "tests/sim/agreement.hpp"
#include "tests/sim/sensitivity/sample.hpp"

#include <Eigen/Dense>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

using namespace sim::sensitivity;

namespace {

sim::Matrix outcome(const sim::Matrix& x, auto f) {
  sim::Matrix y(x.rows, 1);
  for (std::size_t i = 0; i < x.rows; ++i) y.values[i] = f(i);
  return y;
}

/// The correlation of residuals of the ranks regressed on the ranks of all other factors, step by step. No ties.
double residual_correlation(const sim::Matrix& x, const sim::Matrix& y, std::size_t factor) {
  const auto n = static_cast<Eigen::Index>(x.rows);
  const auto ranks = [&](const sim::Matrix& m, std::size_t column) {
    Eigen::VectorXd r = Eigen::VectorXd::Zero(n);
    for (std::size_t a = 0; a < m.rows; ++a)
      for (std::size_t b = 0; b < m.rows; ++b) r[static_cast<Eigen::Index>(a)] += m.at(b, column) < m.at(a, column);
    return r;
  };
  Eigen::MatrixXd others = Eigen::MatrixXd::Ones(n, static_cast<Eigen::Index>(x.columns));
  for (std::size_t j = 0, at = 1; j < x.columns; ++j)
    if (j != factor) others.col(static_cast<Eigen::Index>(at++)) = ranks(x, j);
  const auto residual = [&](const Eigen::VectorXd& r) -> Eigen::VectorXd {
    return r - others * others.householderQr().solve(r);
  };
  const Eigen::VectorXd a = residual(ranks(x, factor)), b = residual(ranks(y, 0));
  return a.dot(b) / (a.norm() * b.norm());
}

}  // namespace

TEST_CASE("Spearman's correlation of five ranks, its p-value and interval, are those worked by hand") {
  const auto found = rank_correlations(sample::column({10, 20, 30, 40, 50}), sample::column({-1, 3, 2, 50, 4}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].n == 5);
  CHECK(found[0].simple.value == doctest::Approx(0.8).epsilon(1e-12));  // 1 - 6 * 4 / (5 * 24)
  // t = 0.8 sqrt(3 / 0.36) on 3 degrees of freedom, whose distribution is elementary
  CHECK(found[0].simple.p_value == doctest::Approx(0.10408803866182788).epsilon(1e-12));
  // tanh(atanh(0.8) -+ 1.96 sqrt(1.32 / 2))
  const double half_width = 1.959963984540054 * std::sqrt(1.32 / 2);
  CHECK(found[0].simple.ci_low == doctest::Approx(std::tanh(std::atanh(0.8) - half_width)).epsilon(1e-9));
  CHECK(found[0].simple.ci_high == doctest::Approx(std::tanh(std::atanh(0.8) + half_width)).epsilon(1e-9));
}

TEST_CASE("equal values share their mean rank") {
  // ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: covariance 4.5, squares 4.5 and 5
  const auto found = rank_correlations(sample::column({1, 2, 2, 3}), sample::column({1, 2, 3, 4}));
  CHECK(found[0].simple.value == doctest::Approx(4.5 / std::sqrt(4.5 * 5)).epsilon(1e-12));
}

TEST_CASE(
    "a metric that falls strictly with a factor has correlation -1, and no interval, which would leave no doubt") {
  const sim::Matrix x = sample::uniforms(20, 1, 4);
  const auto found = rank_correlations(x, outcome(x, [&](auto i) { return std::exp(-9 * x.at(i, 0)); }));
  CHECK(found[0].simple.value == doctest::Approx(-1));
  CHECK(found[0].simple.p_value < 1e-12);
  CHECK(std::isnan(found[0].simple.ci_low));
  CHECK(std::isnan(found[0].simple.ci_high));
}

TEST_CASE("partial correlations are those of residuals") {
  sim::Matrix x = sample::uniforms(60, 4, 11);
  for (std::size_t i = 0; i < 60; ++i) x.at(i, 1) += x.at(i, 0);  // a design of dependent factors
  const auto y = outcome(x, [&](auto i) { return x.at(i, 0) - 2 * x.at(i, 1) + x.at(i, 2) * x.at(i, 3); });
  const auto found = rank_correlations(x, y);
  for (std::size_t j = 0; j < 4; ++j) {
    CAPTURE(j);
    CHECK(found[j].partial.value == doctest::Approx(residual_correlation(x, y, j)).epsilon(1e-9));
    CHECK(found[j].partial.value != doctest::Approx(found[j].simple.value).scale(0).epsilon(1e-3));
    CHECK(found[j].partial.ci_low < found[j].partial.value);
    CHECK(found[j].partial.ci_high > found[j].partial.value);
  }
}

TEST_CASE("where a factor does nothing, its partial p-value is uniform, however few the points") {
  std::vector<double> simple, partial;
  for (std::uint32_t r = 0; r < 1500; ++r) {
    const sim::Matrix x = sample::uniforms(12, 5, r);
    const auto found = rank_correlations(
        x, outcome(x, [&](auto i) { return x.at(i, 0) + 0.4 * sim::uniform(r, {.entity = i, .purpose = 1}); }));
    simple.push_back(found[1].simple.p_value);
    partial.push_back(found[1].partial.p_value);
  }
  // The t distribution is near, not exact, for 12 ranks: 0.02 for that
  for (const auto& p_values : {simple, partial})
    CHECK(agreement::ks_distance(p_values, [](double p) { return p; }) < agreement::ks_margin(1500) + 0.02);
}

TEST_CASE("intervals of Spearman's correlation hold the true one 95 times in 100") {
  const double truth = 6 / std::numbers::pi * std::asin(0.3);  // of a bivariate normal with correlation 0.6
  double covered = 0;
  for (std::uint32_t r = 0; r < 2000; ++r) {
    const sim::Matrix z = sample::standard_normals(sample::uniforms(60, 2, r));
    sim::Matrix x(60, 1);
    for (std::size_t i = 0; i < 60; ++i) x.values[i] = z.at(i, 0);
    const auto found = rank_correlations(x, outcome(z, [&](auto i) { return 0.6 * z.at(i, 0) + 0.8 * z.at(i, 1); }));
    covered += found[0].simple.ci_low <= truth && truth <= found[0].simple.ci_high;
  }
  const double margin = agreement::standard_errors * std::sqrt(0.05 * 0.95 / 2000);
  CHECK(std::abs(covered / 2000 - 0.95) < margin);
}

TEST_CASE("factors that give each other have no partial correlation, and harm no other's") {
  const sim::Matrix x = sample::uniforms(50, 2, 2);
  sim::Matrix twice(50, 4);  // a copy of factor 1, turned and bent, and one that does not vary
  for (std::size_t i = 0; i < 50; ++i) {
    twice.at(i, 0) = x.at(i, 0);
    twice.at(i, 1) = x.at(i, 1);
    twice.at(i, 2) = -std::log(x.at(i, 1));
    twice.at(i, 3) = 7;
  }
  const auto y = outcome(x, [&](auto i) { return x.at(i, 0) * (1 + x.at(i, 1)); });
  const auto once = rank_correlations(x, y), found = rank_correlations(twice, y);
  CHECK(found[0].partial.value == doctest::Approx(once[0].partial.value).epsilon(1e-9));
  CHECK(found[0].partial.p_value == doctest::Approx(once[0].partial.p_value).scale(0).epsilon(1e-6));
  CHECK(std::isnan(found[1].partial.value));
  CHECK(std::isnan(found[2].partial.value));
  CHECK(found[2].simple.value == doctest::Approx(-found[1].simple.value).epsilon(1e-12));
  CHECK(std::isnan(found[3].simple.value));
  CHECK(std::isnan(found[3].partial.p_value));
}

TEST_CASE("a metric that one factor gives exactly leaves the others no partial correlation") {
  const sim::Matrix x = sample::uniforms(50, 2, 2);
  const auto found = rank_correlations(x, outcome(x, [&](auto i) { return std::exp(x.at(i, 0)); }));
  CHECK(found[0].partial.value == doctest::Approx(1));
  CHECK(std::isnan(found[1].partial.value));
}

TEST_CASE("a metric that does not vary is correlated with nothing") {
  const auto found = rank_correlations(sample::uniforms(9, 2, 2), sample::column(std::vector<double>(9, 0.1)));
  CHECK(std::isnan(found[0].simple.value));
  CHECK(std::isnan(found[0].partial.value));
}

TEST_CASE("a missing outcome leaves its point out for that metric only") {
  const sim::Matrix x = sample::uniforms(40, 3, 9);
  const std::vector<std::vector<std::size_t>> gaps{{}, {0, 17, 39}, {1, 2, 30}, {}};  // of each metric
  sim::Matrix y = sample::uniforms(40, gaps.size(), 10);
  for (std::size_t m = 0; m < gaps.size(); ++m)
    for (const std::size_t i : gaps[m]) y.at(i, m) = sample::none;
  const auto found = rank_correlations(x, y);
  for (std::size_t m = 0; m < gaps.size(); ++m) {
    CAPTURE(m);
    std::vector<bool> missing(40);
    for (const std::size_t i : gaps[m]) missing[i] = true;
    const auto alone = rank_correlations(sample::without_rows(x, missing), sample::without_rows(y, missing));
    for (std::size_t j = 0; j < 3; ++j) {
      const RankCorrelation &here = found[j * gaps.size() + m], &there = alone[j * gaps.size() + m];
      CHECK(here.factor == j);
      CHECK(here.metric == m);
      CHECK(here.n == 40 - gaps[m].size());
      CHECK(here.simple.value == there.simple.value);
      CHECK(here.partial.value == there.partial.value);
      CHECK(here.partial.ci_low == there.partial.ci_low);
    }
  }
}

TEST_CASE("too few points give no p-value and no interval") {
  const auto found = rank_correlations(sample::column({1, 2}), sample::column({1, 2}));
  CHECK(found[0].simple.value == doctest::Approx(1));
  CHECK(std::isnan(found[0].simple.p_value));
  CHECK(std::isnan(found[0].simple.ci_low));
}
