#pragma once

#include "sim/summary.hpp"
#include "sim/tally.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

/// How far a right answer may lie from theory: every margin is left by chance once in a million.
namespace agreement {

inline constexpr double false_alarm = 1e-6;
inline constexpr double standard_errors = 4.891638475699;  ///< of a normal estimate, both sides together

/// For the mean of independent, nearly normal values whose spread is not known: Student's t.
inline double margin(const sim::Tally& sample) {
  return sim::t_half_width(sample.sd(), sample.count(), 1 - false_alarm);
}

/// For the greatest distance between an empirical and a true distribution function.
/// \source Massart 1990, the constant of the Dvoretzky-Kiefer-Wolfowitz inequality; holds for every n
inline double ks_margin(std::size_t n) { return std::sqrt(std::log(2 / false_alarm) / (2 * static_cast<double>(n))); }

template <class Cdf>
double ks_distance(std::vector<double> sample, Cdf cdf) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double most = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double p = cdf(sample[i]);
    most = std::max({most, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
  }
  return most;
}

}  // namespace agreement
