#include "sim/calibration/misfit.hpp"

#include <algorithm>
#include <cmath>

namespace sim::calibration {

namespace {

constexpr double deviations_of_95 = 1.959963984540054;  // of a normal distribution, on either side of its mean

double tolerance(const Target& target, double mean) { return mean < target.value ? target.below : target.above; }

/// However far off, it counts for no more than what could not be measured, so that every sum of squares is finite.
double capped(double apart) { return std::isfinite(apart) ? std::min(std::abs(apart), unmeasured) : unmeasured; }

}  // namespace

double misfit(std::span<const Target> targets, std::span<const Simulated> simulated) {
  double sum = 0;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const double mean = simulated[t].mean;
    const double apart = capped((mean - targets[t].value) / tolerance(targets[t], mean));
    sum += apart * apart;
  }
  return sum;
}

std::vector<double> implausibility(std::span<const Target> targets, std::span<const Simulated> simulated) {
  std::vector<double> out;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const auto& [mean, standard_error] = simulated[t];
    const double sd = std::hypot(tolerance(targets[t], mean) / deviations_of_95, standard_error);
    // An infinite standard error would make anything plausible.
    out.push_back(std::isfinite(sd) ? capped((mean - targets[t].value) / sd) : unmeasured);
  }
  return out;
}

}  // namespace sim::calibration
