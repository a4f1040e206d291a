#include "sim/sensitivity/crossing.hpp"

#include "sim/sensitivity/inputs.hpp"
#include "sim/sensitivity/switching_value.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace sim::sensitivity {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double beyond = std::numeric_limits<double>::infinity();

/// The mean at each level, each replication counted that often; shape (points, 1).
Matrix means(const Matrix& differences, const std::vector<double>& counts) {
  Matrix mean(differences.rows, 1);
  for (std::size_t p = 0; p < differences.rows; ++p) {
    double sum = 0, weight = 0;
    for (std::size_t r = 0; r < differences.columns; ++r) {
      if (std::isnan(differences.at(p, r))) continue;
      sum += counts[r] * differences.at(p, r);
      weight += counts[r];
    }
    mean.values[p] = weight > 0 ? sum / weight : none;
  }
  return mean;
}

/// The mean difference at the least level that has one.
double at_least_level(std::span<const double> levels, const Matrix& mean) {
  double least = beyond, there = none;
  for (std::size_t p = 0; p < levels.size(); ++p)
    if (!std::isnan(mean.values[p]) && levels[p] < least) least = levels[p], there = mean.values[p];
  return there;
}

double sum_of(const Matrix& mean) {
  double sum = 0;
  for (const double m : mean.values)
    if (!std::isnan(m)) sum += m;
  return sum;
}

}  // namespace

Crossing crossing_of_sweep(std::span<const double> levels, const Matrix& differences, const Bootstrap& bootstrap) {
  Matrix x(levels.size(), 1);
  x.values.assign(levels.begin(), levels.end());
  require_design(x, differences);
  const std::size_t n = differences.columns;
  const Matrix mean = means(differences, std::vector<double>(n, 1));
  Crossing crossing{switching_values_of_sweep(levels, mean)[0], none, none, none};
  if (n < 2 || bootstrap.resamples == 0) return crossing;
  const double start = at_least_level(levels, mean);
  std::vector<double> places;
  double crossed = 0;
  for (std::size_t i = 0; i < bootstrap.resamples; ++i) {
    const Matrix again = means(differences, resample_counts(n, bootstrap.seed, i));
    const std::optional<double> place = switching_values_of_sweep(levels, again)[0];
    if (place) ++crossed;
    // Without a crossing, it lies above the range if the sign at the start lasts, and below if it is gone there.
    const bool lasts = std::signbit(sum_of(again)) == std::signbit(start);
    places.push_back(place ? *place : lasts ? beyond : -beyond);
  }
  crossing.crosses = crossed / static_cast<double>(places.size());
  if (!crossing.value) return crossing;
  std::sort(places.begin(), places.end());
  const double last = static_cast<double>(places.size() - 1);
  const double low = places[static_cast<std::size_t>(std::floor(0.025 * last))],
               high = places[static_cast<std::size_t>(std::ceil(0.975 * last))];
  if (std::isfinite(low)) crossing.ci_low = low;
  if (std::isfinite(high)) crossing.ci_high = high;
  return crossing;
}

}  // namespace sim::sensitivity
