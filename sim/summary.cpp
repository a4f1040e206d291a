#include "sim/summary.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

namespace sim {

namespace {

/// The upper quantile of Student's t that an interval of n values has. Kept once found: tables ask for the same few n
/// tens of thousands of times, and finding one takes longer than all the rest of a summary.
double t_quantile(std::size_t n, double confidence) {
  thread_local std::map<std::pair<std::size_t, double>, double> found;
  const auto [place, is_new] = found.try_emplace({n, confidence});
  if (is_new) {
    const boost::math::students_t t(static_cast<double>(n - 1));
    place->second = boost::math::quantile(boost::math::complement(t, (1 - confidence) / 2));
  }
  return place->second;
}

}  // namespace

Summary summarise(std::span<const double> values, double confidence) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> present;
  present.reserve(values.size());
  for (const double value : values)
    if (!std::isnan(value)) present.push_back(value);

  Summary summary{
      .n = present.size(), .mean = none, .ci_low = none, .ci_high = none, .p05 = none, .p50 = none, .p95 = none};
  if (present.empty()) return summary;

  // Deviations from the first value: a mean of equal numbers is that number to the bit, and its interval a point.
  const double n = static_cast<double>(present.size());
  const double first = present.front();
  double sum = 0;
  for (const double value : present) sum += value - first;
  summary.mean = first + sum / n;
  if (present.size() >= 2) {
    double squares = 0, rest = 0;
    for (const double value : present) {
      const double deviation = value - summary.mean;
      squares += deviation * deviation;
      rest += deviation;  // 0 but for rounding, which it corrects
    }
    const double sd = std::sqrt(std::max(0.0, squares - rest * rest / n) / (n - 1));
    const double half_width = t_half_width(sd, present.size(), confidence);
    summary.ci_low = summary.mean - half_width;
    summary.ci_high = summary.mean + half_width;
  }

  std::sort(present.begin(), present.end());
  summary.p05 = quantile_of_sorted(present, 0.05);
  summary.p50 = quantile_of_sorted(present, 0.50);
  summary.p95 = quantile_of_sorted(present, 0.95);
  return summary;
}

double quantile_of_sorted(std::span<const double> sorted, double p) {
  if (sorted.empty()) throw std::invalid_argument("a quantile needs at least one value");
  if (!(p >= 0 && p <= 1)) throw std::invalid_argument("a quantile's p must lie in [0, 1]");
  const double position = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sorted.size()) return sorted.back();
  return std::lerp(sorted[below], sorted[below + 1], position - static_cast<double>(below));
}

double t_half_width(double sd, std::size_t n, double confidence) {
  if (n < 2) throw std::invalid_argument("an interval needs at least two values");
  if (!(confidence > 0 && confidence < 1)) throw std::invalid_argument("a confidence must lie in (0, 1)");
  return t_quantile(n, confidence) * sd / std::sqrt(static_cast<double>(n));
}

}  // namespace sim
