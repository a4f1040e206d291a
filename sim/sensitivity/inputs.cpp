#include "sim/sensitivity/inputs.hpp"

#include <cmath>
#include <stdexcept>

namespace sim::sensitivity {

void require_outcomes(const Matrix& y) {
  if (y.values.size() != y.rows * y.columns) throw std::invalid_argument("a matrix needs rows times columns values");
  for (const double value : y.values)
    if (std::isinf(value)) throw std::invalid_argument("an outcome must be finite, or NaN where it is missing");
}

void require_design(const Matrix& x, const Matrix& y) {
  if (x.values.size() != x.rows * x.columns) throw std::invalid_argument("a matrix needs rows times columns values");
  for (const double value : x.values)
    if (!std::isfinite(value)) throw std::invalid_argument("a factor's value must be finite");
  require_outcomes(y);
  if (x.rows != y.rows) throw std::invalid_argument("factors and outcomes need the same number of points");
}

std::vector<std::size_t> complete_rows(const Matrix& y) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < y.rows; ++i) {
    bool complete = true;
    for (std::size_t j = 0; j < y.columns; ++j) complete = complete && !std::isnan(y.at(i, j));
    if (complete) rows.push_back(i);
  }
  return rows;
}

}  // namespace sim::sensitivity
