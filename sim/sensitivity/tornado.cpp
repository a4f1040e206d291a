#include "sim/sensitivity/tornado.hpp"

#include "sim/sensitivity/inputs.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace sim::sensitivity {

namespace {

/// \return for each factor the points at which it alone differs from the base, the base first
std::vector<std::vector<std::size_t>> points_of_factors(const Matrix& x, std::size_t base) {
  std::vector<std::vector<std::size_t>> points(x.columns, {base});
  for (std::size_t i = 0; i < x.rows; ++i) {
    std::size_t changed = x.columns;  // none
    for (std::size_t j = 0; j < x.columns; ++j) {
      if (x.at(i, j) == x.at(base, j)) continue;
      if (changed != x.columns) throw std::invalid_argument("a point must differ from the base in one factor only");
      changed = j;
    }
    if (changed != x.columns) points[changed].push_back(i);
  }
  return points;
}

}  // namespace

std::vector<Swing> tornado(const Matrix& x, const Matrix& y, std::size_t base) {
  require_design(x, y);
  if (base >= x.rows) throw std::invalid_argument("the base must be a point of the design");
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto points = points_of_factors(x, base);
  std::vector<Swing> swings;
  swings.reserve(x.columns * y.columns);
  for (std::size_t j = 0; j < x.columns; ++j)
    for (std::size_t m = 0; m < y.columns; ++m) {
      Swing s{j, m, y.at(base, m), none, none, none, none, none};
      for (const std::size_t i : points[j]) {
        const double outcome = y.at(i, m), level = x.at(i, j);
        if (std::isnan(outcome)) continue;
        if (!(outcome >= s.lowest)) {
          s.lowest = outcome;
          s.level_at_lowest = level;
        }
        if (!(outcome <= s.highest)) {
          s.highest = outcome;
          s.level_at_highest = level;
        }
      }
      s.swing = s.level_at_highest < s.level_at_lowest ? s.lowest - s.highest : s.highest - s.lowest;
      swings.push_back(s);
    }
  return swings;
}

}  // namespace sim::sensitivity
