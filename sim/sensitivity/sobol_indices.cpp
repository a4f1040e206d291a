#include "sim/sensitivity/sobol_indices.hpp"

#include "sim/sensitivity/inputs.hpp"

#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace sim::sensitivity {

namespace {

/// What is summed over the rows for one metric: 1, a + b, a^2 + b^2, then for each factor b (ab - a) and (a - ab)^2.
class Terms {
 public:
  explicit Terms(std::size_t factors) : factors_(factors) {}
  std::size_t count() const { return 3 + 2 * factors_; }

  void fill(const Matrix& y, std::size_t metric, Matrix& terms) const {
    const std::size_t n = terms.rows, at = metric * count();
    const double centre = mean(y, metric, n);
    for (std::size_t i = 0; i < n; ++i) {
      if (!complete(y, metric, n, i)) continue;  // zeros add nothing
      const double a = y.at(i, metric) - centre, b = y.at(n + i, metric) - centre;
      terms.at(i, at) = 1;
      terms.at(i, at + 1) = a + b;
      terms.at(i, at + 2) = a * a + b * b;
      for (std::size_t j = 0; j < factors_; ++j) {
        const double ab = y.at((2 + j) * n + i, metric) - centre;
        terms.at(i, at + 3 + 2 * j) = b * (ab - a);
        terms.at(i, at + 4 + 2 * j) = (a - ab) * (a - ab);
      }
    }
  }

  /// \return first- and total-order index
  static std::pair<double, double> indices(std::span<const double> sums, std::size_t factor) {
    const double n = sums[0], mean = sums[1] / (2 * n), variance = sums[2] / (2 * n) - mean * mean;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (!(variance > 0)) return {none, none};
    return {sums[3 + 2 * factor] / n / variance, sums[4 + 2 * factor] / (2 * n) / variance};
  }

 private:
  bool complete(const Matrix& y, std::size_t metric, std::size_t n, std::size_t row) const {
    for (std::size_t block = 0; block < factors_ + 2; ++block)
      if (std::isnan(y.at(block * n + row, metric))) return false;
    return true;
  }

  /// Of A and B. By deviations from the first, so that equal outcomes have exactly no variance.
  double mean(const Matrix& y, std::size_t metric, std::size_t n) const {
    double first = 0, sum = 0, rows = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (!complete(y, metric, n, i)) continue;
      if (rows++ == 0) first = y.at(i, metric);
      sum += (y.at(i, metric) - first) + (y.at(n + i, metric) - first);
    }
    return rows > 0 ? first + sum / (2 * rows) : 0;
  }

  std::size_t factors_;
};

}  // namespace

std::vector<SobolIndex> sobol_indices(const Matrix& y, std::size_t factors, const Bootstrap& bootstrap) {
  require_outcomes(y);
  if (factors == 0) throw std::invalid_argument("indices need at least one factor");
  if (y.rows % (factors + 2) != 0) throw std::invalid_argument("points must come in blocks A, B and AB of each factor");
  const std::size_t n = y.rows / (factors + 2);
  const Terms layout(factors);
  Matrix terms(n, y.columns * layout.count());
  for (std::size_t m = 0; m < y.columns; ++m) layout.fill(y, m, terms);

  std::vector<double> totals(terms.columns);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < terms.columns; ++j) totals[j] += terms.at(i, j);
  const Matrix sums = resampled_sums(terms, bootstrap);

  std::vector<SobolIndex> found;
  found.reserve(factors * y.columns);
  for (std::size_t j = 0; j < factors; ++j)
    for (std::size_t m = 0; m < y.columns; ++m) {
      const std::size_t at = m * layout.count();
      std::vector<double> first(sums.rows), total(sums.rows);
      for (std::size_t r = 0; r < sums.rows; ++r)
        std::tie(first[r], total[r]) = Terms::indices(std::span(sums.values).subspan(r * sums.columns + at), j);
      const auto [of_all_first, of_all_total] = Terms::indices(std::span(totals).subspan(at), j);
      found.push_back({j, m, static_cast<std::size_t>(totals[at]), with_interval(of_all_first, std::move(first)),
                       with_interval(of_all_total, std::move(total))});
    }
  return found;
}

}  // namespace sim::sensitivity
