#include "sim/sensitivity/rank_correlation.hpp"

#include "sim/sensitivity/inputs.hpp"

#include <Eigen/Dense>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace sim::sensitivity {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double nothing_left = 1e-9;  ///< of a variance of 1, but for rounding

using Rows = std::vector<std::size_t>;

/// The ranks of a column at some rows, centred and of length 1; zero if the column does not vary there.
Eigen::VectorXd unit_ranks(const Matrix& matrix, std::size_t column, const Rows& rows) {
  const std::size_t n = rows.size();
  const auto value = [&](std::size_t i) { return matrix.at(rows[i], column); };
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return value(a) < value(b); });

  Eigen::VectorXd ranks(static_cast<Eigen::Index>(n));
  for (std::size_t first = 0, last = 0; first < n; first = last) {
    while (last < n && value(order[last]) == value(order[first])) ++last;
    const double centred = (static_cast<double>(first + last) - static_cast<double>(n)) / 2;
    for (std::size_t i = first; i < last; ++i) ranks[static_cast<Eigen::Index>(order[i])] = centred;
  }
  const double length = ranks.norm();
  if (length > 0) ranks /= length;
  return ranks;
}

Eigen::MatrixXd unit_ranks(const Matrix& matrix, const Rows& rows) {
  Eigen::MatrixXd ranks(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(matrix.columns));
  for (std::size_t j = 0; j < matrix.columns; ++j)
    ranks.col(static_cast<Eigen::Index>(j)) = unit_ranks(matrix, j, rows);
  return ranks;
}

Rows rows_with_outcome(const Matrix& y, std::size_t metric) {
  Rows rows;
  for (std::size_t i = 0; i < y.rows; ++i)
    if (!std::isnan(y.at(i, metric))) rows.push_back(i);
  return rows;
}

/// \param held  independent factors that the correlation holds fixed
Correlation judged(double r, std::size_t n, Eigen::Index held) {
  Correlation c{r, none, none, none};
  if (std::isnan(r)) return c;
  c.value = r = std::clamp(r, -1.0, 1.0);
  const double left = static_cast<double>(n) - static_cast<double>(held);
  if (left > 2) {
    const boost::math::students_t t(left - 2);
    c.p_value = std::abs(r) < 1 ? 2 * cdf(complement(t, std::abs(r) * std::sqrt((left - 2) / (1 - r * r)))) : 0;
  }
  if (left > 3 && 1 - std::abs(r) > nothing_left) {
    static const double z95 = quantile(boost::math::normal(), 0.975);
    const double half_width = z95 * std::sqrt((1 + r * r / 2) / (left - 3));
    c.ci_low = std::tanh(std::atanh(r) - half_width);
    c.ci_high = std::tanh(std::atanh(r) + half_width);
  }
  return c;
}

/// \param among  of the factors with each other, 0 on the diagonal for one that does not vary; shape (factors, factors)
/// \param with   of the factors with the metric, which varies; shape (factors)
Correlation partial(const Eigen::MatrixXd& among, const Eigen::VectorXd& with, Eigen::Index factor, std::size_t n) {
  std::vector<Eigen::Index> others;
  for (Eigen::Index j = 0; j < with.size(); ++j)
    if (j != factor) others.push_back(j);
  if (others.empty()) return judged(with[factor], n, 0);

  Eigen::MatrixXd both(static_cast<Eigen::Index>(others.size()), 2);  // of the others with the factor and the metric
  both << among(others, factor), with(others);
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> decomposition;
  decomposition.setThreshold(nothing_left);
  decomposition.compute(among(others, others));
  const Eigen::Matrix2d explained = both.transpose() * decomposition.solve(both);
  const double of_factor = among(factor, factor) - explained(0, 0), of_metric = 1 - explained(1, 1);
  if (of_factor < nothing_left || of_metric < nothing_left) return judged(none, n, 0);
  return judged((with[factor] - explained(0, 1)) / std::sqrt(of_factor * of_metric), n, decomposition.rank());
}

}  // namespace

std::vector<RankCorrelation> rank_correlations(const Matrix& x, const Matrix& y) {
  require_design(x, y);
  std::vector<RankCorrelation> found(x.columns * y.columns);
  Rows rows;
  Eigen::MatrixXd factors, among;  // at these rows
  for (std::size_t m = 0; m < y.columns; ++m) {
    if (const Rows present = rows_with_outcome(y, m); m == 0 || present != rows) {
      rows = present;
      factors = unit_ranks(x, rows);
      among = factors.transpose() * factors;
    }
    const Eigen::VectorXd outcome = unit_ranks(y, m, rows);
    const Eigen::VectorXd with = factors.transpose() * outcome;
    for (std::size_t j = 0; j < x.columns; ++j) {
      const auto factor = static_cast<Eigen::Index>(j);
      const bool varies = outcome.squaredNorm() > 0 && among(factor, factor) > 0;
      found[j * y.columns + m] = {j, m, rows.size(), judged(varies ? with[factor] : none, rows.size(), 0),
                                  varies ? partial(among, with, factor, rows.size()) : judged(none, rows.size(), 0)};
    }
  }
  return found;
}

}  // namespace sim::sensitivity
