#include "sim/design/discrepancy.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace sim::design {

double centred_discrepancy(const Matrix& design) {
  if (design.rows == 0) throw std::invalid_argument("a discrepancy needs a point");
  const double n = static_cast<double>(design.rows);
  double alone = 0, pairs = 0;
  for (std::size_t i = 0; i < design.rows; ++i) {
    double product = 1, with_itself = 1;
    for (std::size_t j = 0; j < design.columns; ++j) {
      const double off = std::abs(design.at(i, j) - 0.5);
      product *= 1 + off / 2 - off * off / 2;
      with_itself *= 1 + off;
    }
    alone += product;
    pairs += with_itself;
    for (std::size_t k = 0; k < i; ++k) {
      double pair = 1;
      for (std::size_t j = 0; j < design.columns; ++j) {
        const double x = design.at(i, j), y = design.at(k, j);
        pair *= 1 + (std::abs(x - 0.5) + std::abs(y - 0.5) - std::abs(x - y)) / 2;
      }
      pairs += 2 * pair;
    }
  }
  const double square = std::pow(13.0 / 12, static_cast<double>(design.columns)) - 2 * alone / n + pairs / (n * n);
  return std::sqrt(std::max(square, 0.0));
}

}  // namespace sim::design
