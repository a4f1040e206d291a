#include "sim/sensitivity/bootstrap.hpp"

#include "sim/random.hpp"
#include "sim/summary.hpp"

#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sim::sensitivity {

std::vector<double> resample_counts(std::size_t n, std::uint32_t seed, std::size_t resample) {
  std::vector<double> counts(n);
  if (n == 0) return counts;
  PhiloxEngine engine(seed, {.entity = resample});
  boost::random::uniform_int_distribution<std::size_t> any(0, n - 1);
  for (std::size_t i = 0; i < n; ++i) ++counts[any(engine)];
  return counts;
}

Matrix resampled_sums(const Matrix& terms, const Bootstrap& bootstrap) {
  constexpr std::size_t together = 16;  // resamples for one reading of the terms: their sums stay in the cache
  Matrix sums(bootstrap.resamples, terms.columns);
  for (std::size_t first = 0; first < bootstrap.resamples; first += together) {
    const std::size_t last = std::min(first + together, bootstrap.resamples);
    std::vector<std::vector<double>> counts;
    for (std::size_t r = first; r < last; ++r) counts.push_back(resample_counts(terms.rows, bootstrap.seed, r));
    for (std::size_t i = 0; i < terms.rows; ++i) {
      const double* const row = terms.values.data() + i * terms.columns;
      for (std::size_t r = first; r < last; ++r) {
        const double count = counts[r - first][i];
        if (count == 0) continue;
        double* const sum = sums.values.data() + r * terms.columns;
        for (std::size_t j = 0; j < terms.columns; ++j) sum[j] += count * row[j];
      }
    }
  }
  return sums;
}

Estimate with_interval(double value, std::vector<double> resampled) {
  std::erase_if(resampled, [](double v) { return std::isnan(v); });
  if (resampled.empty() || std::isnan(value)) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {value, none, none};
  }
  std::sort(resampled.begin(), resampled.end());
  return {value, quantile_of_sorted(resampled, 0.025), quantile_of_sorted(resampled, 0.975)};
}

}  // namespace sim::sensitivity
