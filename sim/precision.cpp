#include "sim/precision.hpp"

#include "sim/summary.hpp"
#include "sim/tally.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace sim {

namespace {

void check(const Precision& precision) {
  if (!(precision.half_width > 0 && std::isfinite(precision.half_width)))
    throw std::invalid_argument("a half-width must be above 0 and finite");
  if (!(precision.confidence > 0 && precision.confidence < 1))
    throw std::invalid_argument("a confidence must lie in (0, 1)");
  if (precision.at_least < 2) throw std::invalid_argument("an interval needs at least two values");
  if (precision.at_most < precision.at_least) throw std::invalid_argument("at_most must not be below at_least");
  if (precision.look_ahead > 10'000) throw std::invalid_argument("a look-ahead must be at most 10000");
}

/// \param z  normal quantile for the confidence: below Student's, and known without the cost of it
bool holds(const Tally& values, const Precision& precision, double z) {
  if (values.count() < precision.at_least) return false;
  const double allowed = precision.relative ? precision.half_width * std::abs(values.mean()) : precision.half_width;
  if (allowed == 0 || z * values.sd() / std::sqrt(static_cast<double>(values.count())) > allowed) return false;
  return t_half_width(values.sd(), values.count(), precision.confidence) <= allowed;
}

}  // namespace

std::optional<std::size_t> enough(std::span<const double> values, const Precision& precision) {
  check(precision);
  const double z =
      boost::math::quantile(boost::math::complement(boost::math::normal(), (1 - precision.confidence) / 2));
  Tally seen;
  std::size_t first = 0;         // values when the interval became narrow; 0 while it is not
  std::size_t replications = 0;  // replications then
  for (std::size_t r = 0; r < std::min(values.size(), precision.at_most); ++r) {
    if (std::isinf(values[r])) throw std::invalid_argument("a precision is judged on finite values");
    if (std::isnan(values[r])) continue;
    seen.add(values[r]);
    if (!holds(seen, precision, z)) {
      first = 0;
      continue;
    }
    if (first == 0) {
      first = seen.count();
      replications = r + 1;
    }
    if (seen.count() - first >= precision.look_ahead * std::max<std::size_t>(first, 100) / 100) return replications;
  }
  return std::nullopt;
}

}  // namespace sim
