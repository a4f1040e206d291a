#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Steady from the start: X' - mean = phi (X - mean) + a standard normal.
inline std::vector<double> autoregression(std::uint32_t seed, std::size_t n, double phi, double mean) {
  boost::random::mt19937 engine(seed);
  boost::random::normal_distribution<double> normal;
  std::vector<double> series(n);
  double x = normal(engine) / std::sqrt(1 - phi * phi);
  for (double& value : series) {
    value = mean + x;
    x = phi * x + normal(engine);
  }
  return series;
}
