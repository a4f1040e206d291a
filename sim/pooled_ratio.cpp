#include "sim/pooled_ratio.hpp"

#include "sim/summary.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace sim {

PooledRatio pooled_ratio(std::span<const double> parts, std::span<const double> wholes, double confidence) {
  if (parts.size() != wholes.size()) throw std::invalid_argument("a part needs its whole");
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  PooledRatio out{parts.size(), none, none, none};
  double part = 0, whole = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) part += parts[i], whole += wholes[i];
  if (!(whole > 0)) return out;
  out.ratio = part / whole;
  if (out.n < 2) return out;
  const double n = static_cast<double>(out.n);
  double squares = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double residual = parts[i] - out.ratio * wholes[i];
    squares += residual * residual;
  }
  const double half_width = t_half_width(std::sqrt(squares / (n - 1)), out.n, confidence) / (whole / n);
  out.ci_low = out.ratio - half_width;
  out.ci_high = out.ratio + half_width;
  return out;
}

}  // namespace sim
