#include "sim/sensitivity/evpi.hpp"

#include "sim/sensitivity/inputs.hpp"
#include "sim/tally.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

namespace sim::sensitivity {

namespace {

/// Increments over the first option at the complete points; its own, 0, included.
Matrix increments(const Matrix& net_benefit) {
  require_outcomes(net_benefit);
  if (net_benefit.columns == 0) throw std::invalid_argument("a decision needs at least one option");
  const auto rows = complete_rows(net_benefit);
  Matrix over_first(rows.size(), net_benefit.columns);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t d = 0; d < net_benefit.columns; ++d)
      over_first.at(i, d) = net_benefit.at(rows[i], d) - net_benefit.at(rows[i], 0);
  return over_first;
}

InformationValue of_increments(const Matrix& over_first, const Bootstrap& bootstrap) {
  const std::size_t n = over_first.rows, options = over_first.columns;
  Matrix terms(n, options + 1);  // the options, then the best of them
  std::vector<double> totals(options + 1);
  for (std::size_t i = 0; i < n; ++i) {
    double best = 0;
    for (std::size_t d = 0; d < options; ++d) {
      terms.at(i, d) = over_first.at(i, d);
      best = std::max(best, over_first.at(i, d));
    }
    terms.at(i, options) = best;
    for (std::size_t d = 0; d <= options; ++d) totals[d] += terms.at(i, d);
  }
  const auto value = [&](std::span<const double> sums) {
    return (sums[options] - *std::max_element(sums.begin(), sums.end() - 1)) / static_cast<double>(n);
  };
  const Matrix sums = resampled_sums(terms, bootstrap);
  std::vector<double> resampled(sums.rows);
  for (std::size_t r = 0; r < sums.rows; ++r)
    resampled[r] = value(std::span(sums.values).subspan(r * sums.columns, sums.columns));
  return with_standard_error(value(totals), resampled);
}

}  // namespace

InformationValue with_standard_error(double value, const std::vector<double>& resampled) {
  Tally spread;
  for (const double v : resampled) spread.add(v);
  return {value, std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : spread.sd()};
}

InformationValue evpi(const Matrix& net_benefit, const Bootstrap& bootstrap) {
  return of_increments(increments(net_benefit), bootstrap);
}

InformationValue evpi(const Matrix& net_benefit, const Matrix& noise, const Bootstrap& bootstrap) {
  Matrix over_first = increments(net_benefit);
  if (noise.rows != net_benefit.rows || noise.columns + 1 != net_benefit.columns ||
      noise.values.size() != noise.rows * noise.columns)
    throw std::invalid_argument("each increment over the first option needs its noise");
  const auto rows = complete_rows(net_benefit);
  for (std::size_t d = 1; d < over_first.columns; ++d) {
    Tally increment, chance;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double variance = noise.at(rows[i], d - 1);
      if (!(variance >= 0 && std::isfinite(variance)))
        throw std::invalid_argument("noise must be at least 0 and finite");
      increment.add(over_first.at(i, d));
      chance.add(variance);
    }
    if (!(increment.variance() > 0)) continue;
    const double kept = std::sqrt(std::max(0.0, 1 - chance.mean() / increment.variance()));
    for (std::size_t i = 0; i < rows.size(); ++i)
      over_first.at(i, d) = increment.mean() + kept * (over_first.at(i, d) - increment.mean());
  }
  return of_increments(over_first, bootstrap);
}

}  // namespace sim::sensitivity
