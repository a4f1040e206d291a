#include "sim/sensitivity/switching_value.hpp"

#include "sim/sensitivity/inputs.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace sim::sensitivity {

namespace {

struct Knot {
  double level, difference, weight;
};

/// The mean difference at each level, ascending by level.
std::vector<Knot> by_level(std::span<const double> levels, const Matrix& y, std::size_t metric) {
  std::vector<Knot> points;
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (!std::isnan(y.at(i, metric))) points.push_back({levels[i], y.at(i, metric), 1});
  std::stable_sort(points.begin(), points.end(), [](const Knot& a, const Knot& b) { return a.level < b.level; });
  std::vector<Knot> knots;
  for (const Knot& p : points) {
    if (knots.empty() || knots.back().level != p.level) {
      knots.push_back(p);
    } else {
      Knot& k = knots.back();
      k.difference += (p.difference - k.difference) / ++k.weight;
    }
  }
  return knots;
}

/// The nearest differences that never fall.
/// \param sign  -1 for those that never rise
std::vector<Knot> monotone(std::vector<Knot> knots, double sign) {
  struct Pool {
    double difference, weight;
    std::size_t size;
  };
  std::vector<Pool> pools;
  for (const Knot& k : knots) {
    pools.push_back({k.difference, k.weight, 1});
    while (pools.size() > 1 && sign * pools[pools.size() - 2].difference > sign * pools.back().difference) {
      const Pool last = pools.back();
      pools.pop_back();
      Pool& pool = pools.back();
      pool.weight += last.weight;
      pool.size += last.size;
      pool.difference += (last.difference - pool.difference) * last.weight / pool.weight;
    }
  }
  std::size_t i = 0;
  for (const Pool& pool : pools)
    for (std::size_t k = 0; k < pool.size; ++k) knots[i++].difference = pool.difference;
  return knots;
}

double distance(const std::vector<Knot>& a, const std::vector<Knot>& b) {
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    squares += a[i].weight * (a[i].difference - b[i].difference) * (a[i].difference - b[i].difference);
  return squares;
}

/// \param curve  monotone, ascending by level
std::optional<double> zero_of(const std::vector<Knot>& curve) {
  const auto is_zero = [](const Knot& k) { return k.difference == 0; };
  const auto first = std::find_if(curve.begin(), curve.end(), is_zero);
  if (first != curve.end()) {
    const auto last = std::find_if_not(first, curve.end(), is_zero);
    if (first == curve.begin() && last == curve.end()) return std::nullopt;
    return std::midpoint(first->level, (last - 1)->level);
  }
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const Knot &a = curve[i - 1], &b = curve[i];
    if (std::signbit(a.difference) != std::signbit(b.difference))
      return std::lerp(a.level, b.level, a.difference / (a.difference - b.difference));
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<double>> switching_values_of_sweep(std::span<const double> levels, const Matrix& y) {
  Matrix x(levels.size(), 1);
  x.values.assign(levels.begin(), levels.end());
  require_design(x, y);
  std::vector<std::optional<double>> found;
  found.reserve(y.columns);
  for (std::size_t m = 0; m < y.columns; ++m) {
    const auto knots = by_level(levels, y, m);
    const auto rising = monotone(knots, 1), falling = monotone(knots, -1);
    found.push_back(zero_of(distance(rising, knots) <= distance(falling, knots) ? rising : falling));
  }
  return found;
}

std::vector<SwitchingValue> switching_values(const Matrix& x, const Matrix& y) {
  require_design(x, y);
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto factors = static_cast<Eigen::Index>(x.columns);
  std::vector<SwitchingValue> found(x.columns * y.columns);
  for (std::size_t m = 0; m < y.columns; ++m) {
    std::vector<Eigen::Index> rows;
    for (std::size_t i = 0; i < y.rows; ++i)
      if (!std::isnan(y.at(i, m))) rows.push_back(static_cast<Eigen::Index>(i));
    for (std::size_t j = 0; j < x.columns; ++j) found[j * y.columns + m] = {j, m, none, std::nullopt};
    if (rows.size() < x.columns + 1) continue;

    using Table = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
    const Table all_x(x.values.data(), static_cast<Eigen::Index>(x.rows), factors);
    const Table all_y(y.values.data(), static_cast<Eigen::Index>(y.rows), static_cast<Eigen::Index>(y.columns));
    Eigen::MatrixXd design = all_x(rows, Eigen::all);
    const Eigen::VectorXd difference = all_y(rows, static_cast<Eigen::Index>(m));
    const Eigen::RowVectorXd mean = design.colwise().mean(), low = design.colwise().minCoeff(),
                             high = design.colwise().maxCoeff();
    const Eigen::RowVectorXd range = high - low;
    design.rowwise() -= mean;
    for (Eigen::Index j = 0; j < factors; ++j)
      if (range[j] > 0) design.col(j) /= range[j];
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(design);
    if (qr.rank() < factors) continue;
    const Eigen::VectorXd slope = qr.solve(difference);
    const double at_mean = difference.mean();
    for (Eigen::Index j = 0; j < factors; ++j) {
      SwitchingValue& s = found[static_cast<std::size_t>(j) * y.columns + m];
      s.slope = slope[j] / range[j];
      const double value = mean[j] - at_mean / s.slope;
      if (value >= low[j] && value <= high[j]) s.value = value;
    }
  }
  return found;
}

}  // namespace sim::sensitivity
