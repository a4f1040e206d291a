#include "sim/sensitivity/level_means.hpp"

#include "sim/sensitivity/inputs.hpp"
#include "sim/tally.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

namespace sim::sensitivity {

namespace {

bool differs_elsewhere(const Matrix& x, std::size_t point, std::size_t base, std::size_t factor) {
  for (std::size_t j = 0; j < x.columns; ++j)
    if (j != factor && x.at(point, j) != x.at(base, j)) return true;
  return false;
}

}  // namespace

std::vector<LevelMean> level_means(const Matrix& x, const Matrix& y, const std::vector<bool>& categorical,
                                   std::optional<std::size_t> base) {
  require_design(x, y);
  if (categorical.size() != x.columns) throw std::invalid_argument("each factor must be categorical or not");
  if (base && *base >= x.rows) throw std::invalid_argument("the base must be a point of the design");
  std::vector<LevelMean> means;
  for (std::size_t j = 0; j < x.columns; ++j) {
    if (!categorical[j]) continue;
    for (std::size_t m = 0; m < y.columns; ++m) {
      std::map<double, Tally> levels;
      for (std::size_t i = 0; i < x.rows; ++i) {
        if (base && differs_elsewhere(x, i, *base, j)) continue;
        Tally& tally = levels[x.at(i, j)];
        if (!std::isnan(y.at(i, m))) tally.add(y.at(i, m));
      }
      for (const auto& [level, tally] : levels)
        means.push_back({j, m, level, static_cast<std::size_t>(tally.count()),
                         tally.count() > 0 ? tally.mean() : std::numeric_limits<double>::quiet_NaN()});
    }
  }
  return means;
}

}  // namespace sim::sensitivity
