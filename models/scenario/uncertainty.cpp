#include "models/scenario/uncertainty.hpp"

#include "models/scenario/quantile_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

namespace scenario {

namespace {

std::string_view natural_family(const Assumption& a) {
  if (a.unit == Unit::share) return "beta";
  return a.least >= 0 ? "gamma" : "normal";
}

}  // namespace

std::optional<sim::Distribution> uncertainty_of(const Assumption& a) {
  if (!a.low || !a.high || *a.low == *a.high || a.distribution == "constant") return std::nullopt;
  std::string why;
  const auto of_family = [&](std::string_view family) { return fit(family, a.unit, a.value, *a.low, *a.high, why); };
  auto uncertainty = of_family(a.distribution.empty() ? natural_family(a) : a.distribution);
  if (!uncertainty && a.distribution.empty()) uncertainty = of_family("uniform");
  if (!uncertainty) throw std::invalid_argument(a.path + ": " + why);
  return uncertainty;
}

double draw(const sim::Distribution& uncertainty, const Assumption& a, double u) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double below = uncertainty.cdf(std::nextafter(a.least, -infinity));  // a poisson may be `least` itself
  const double up_to = uncertainty.cdf(a.most);
  if (!(below < up_to)) throw std::invalid_argument(a.path + ": none of its distribution lies within its bounds");
  const double x = uncertainty.quantile(std::clamp(below + u * (up_to - below), 0x1p-53, 1 - 0x1p-53));
  if (a.unit != Unit::count && a.unit != Unit::money) return std::clamp(x, a.least, a.most);
  return std::clamp(std::round(x), std::ceil(a.least), std::floor(a.most));
}

}  // namespace scenario
