#include "sim/sensitivity/morris.hpp"

#include "sim/sensitivity/inputs.hpp"
#include "sim/tally.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace sim::sensitivity {

namespace {

/// \return the number of trajectories
std::size_t require_trajectories(const MorrisDesign& design, const Matrix& y) {
  require_outcomes(y);
  const std::size_t k = design.factors;
  if (k == 0 || y.rows % (k + 1) != 0) throw std::invalid_argument("a trajectory has a point more than factors");
  const std::size_t trajectories = y.rows / (k + 1);
  if (design.changed.size() != trajectories * k || design.step.size() != trajectories * k)
    throw std::invalid_argument("each step of a trajectory needs its factor and its length");
  for (const double step : design.step)
    if (!(std::isfinite(step) && step != 0)) throw std::invalid_argument("a step must be finite and not 0");
  for (std::size_t t = 0; t < trajectories; ++t) {
    std::vector<bool> seen(k);
    for (std::size_t s = t * k; s < (t + 1) * k; ++s) {
      const std::size_t factor = design.changed[s];
      if (factor >= k || seen[factor]) throw std::invalid_argument("a trajectory must change every factor once");
      seen[factor] = true;
    }
  }
  return trajectories;
}

}  // namespace

std::vector<MorrisEffects> morris(const MorrisDesign& design, const Matrix& y, const Bootstrap& bootstrap) {
  const std::size_t trajectories = require_trajectories(design, y), k = design.factors, pairs = k * y.columns;
  std::vector<Tally> effects(pairs), sizes(pairs);
  Matrix terms(trajectories, 2 * pairs);  // whether the effect is known, and its size
  for (std::size_t t = 0; t < trajectories; ++t)
    for (std::size_t s = 0; s < k; ++s) {
      const std::size_t point = t * (k + 1) + s;
      for (std::size_t m = 0; m < y.columns; ++m) {
        const double effect = (y.at(point + 1, m) - y.at(point, m)) / design.step[t * k + s];
        if (std::isnan(effect)) continue;
        const std::size_t pair = design.changed[t * k + s] * y.columns + m;
        effects[pair].add(effect);
        sizes[pair].add(std::abs(effect));
        terms.at(t, 2 * pair) = 1;
        terms.at(t, 2 * pair + 1) = std::abs(effect);
      }
    }

  const Matrix sums = resampled_sums(terms, bootstrap);
  std::vector<MorrisEffects> found;
  found.reserve(pairs);
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    std::vector<double> resampled(sums.rows);
    for (std::size_t r = 0; r < sums.rows; ++r) resampled[r] = sums.at(r, 2 * pair + 1) / sums.at(r, 2 * pair);
    found.push_back({pair / y.columns, pair % y.columns, effects[pair].count(), effects[pair].mean(),
                     with_interval(sizes[pair].mean(), std::move(resampled)), effects[pair].sd()});
  }
  return found;
}

}  // namespace sim::sensitivity
