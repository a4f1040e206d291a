#include "sim/calibration/misfit.hpp"

#include <algorithm>
#include <cmath>

namespace sim::calibration {

namespace {

constexpr double deviations_of_95 = 1.959963984540054;  // of a normal distribution, on either side of its mean

double tolerance(const Target& target, double mean) { return mean < target.value ? target.below : target.above; }

}  // namespace

double misfit(std::span<const Target> targets, std::span<const Simulated> simulated) {
  double sum = 0;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const double mean = simulated[t].mean;
    const double apart = (mean - targets[t].value) / tolerance(targets[t], mean);
    sum += std::isfinite(apart) ? apart * apart : unmeasured * unmeasured;
  }
  return sum;
}

std::vector<double> implausibility(std::span<const Target> targets, std::span<const Simulated> simulated) {
  std::vector<double> out;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const auto& [mean, standard_error] = simulated[t];
    const double sd = std::hypot(tolerance(targets[t], mean) / deviations_of_95, standard_error);
    const double apart = std::abs(mean - targets[t].value) / sd;
    out.push_back(std::isfinite(apart) ? apart : unmeasured);
  }
  return out;
}

}  // namespace sim::calibration
