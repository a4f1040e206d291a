#include "models/scenario/quantile_fit.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace scenario {

namespace {

using sim::Distribution;

constexpr double z = 1.6448536269514722;             // the standard normal's 95 % quantile
constexpr double weibull_low = 0.05129329438755058;  // -log(0.95): cumulative hazards at the two quantiles
constexpr double weibull_high = 2.995732273553991;   // -log(0.05)

void require(bool rule, const std::string& why) {
  if (!rule) throw std::invalid_argument(why);
}

/// The root of a continuous function between two points.
template <class F>
double root(F f, double from, double to) {
  const double at_from = f(from), at_to = f(to);
  require(at_from * at_to <= 0, "the range is too narrow or too wide for this family");
  std::uintmax_t steps = 200;
  const auto [a, b] = boost::math::tools::toms748_solve(f, from, to, at_from, at_to,
                                                        boost::math::tools::eps_tolerance<double>(48), steps);
  return a + (b - a) / 2;
}

// Within these the quantiles of a gamma and a beta are exact to 13 digits of 15. At the upper one a range is 1/3,000 of
// the number wide.
const double least_log_shape = std::log(0.01), most_log_shape = std::log(1e8);

Distribution gamma(double low, double high) {
  const double wanted = std::log(high / low);
  const auto too_wide = [&](double log_shape) {
    const Distribution tried = Distribution::gamma(std::exp(log_shape), 1);
    return std::log(tried.quantile(0.95) / tried.quantile(0.05)) - wanted;
  };
  const double shape = std::exp(root(too_wide, least_log_shape, most_log_shape));
  return Distribution::gamma(shape, high / Distribution::gamma(shape, 1).quantile(0.95));
}

/// By its mean, as log odds, and the sum of alpha and beta: of the betas with one sum, that whose 5 % quantile is `low`
/// is found first.
Distribution beta(double low, double high) {
  const auto of = [](double log_odds, double sum) {
    return Distribution::beta(sum / (1 + std::exp(-log_odds)), sum / (1 + std::exp(log_odds)));
  };
  const auto with_low = [&](double sum) {
    return of(root([&](double log_odds) { return of(log_odds, sum).cdf(low) - 0.05; }, -40, 40), sum);
  };
  const auto too_narrow = [&](double log_sum) { return with_low(std::exp(log_sum)).cdf(high) - 0.95; };
  return with_low(std::exp(root(too_narrow, least_log_shape, most_log_shape)));
}

/// With c = 5 % of the width, the distance x from the mode to an end obeys (x - reach)^2 = c x, where `reach` is how
/// far the quantile lies from the mode.
Distribution triangular(double mode, double low, double high) {
  const double size = high - low;
  const auto arm = [](double reach, double c) { return reach + c / 2 + std::sqrt(c * c / 4 + reach * c); };
  const double below = (mode - low) / size, above = (high - mode) / size;
  const double width = root([&](double w) { return arm(below, w / 20) + arm(above, w / 20) - w; }, 1, 4);
  return Distribution::triangular(mode - size * arm(below, width / 20), mode, mode + size * arm(above, width / 20));
}

Distribution fitted(std::string_view family, Unit unit, double value, double low, double high) {
  require(low < high && low <= value && value <= high, "expected a value within its range");
  if (family == "uniform") {
    const double beyond = (high - low) / 18;  // 5 % of the whole at either end
    return Distribution::uniform(low - beyond, high + beyond);
  }
  if (family == "triangular") return triangular(value, low, high);
  if (family == "normal") return Distribution::normal(low + (high - low) / 2, (high - low) / (2 * z));
  if (family == "exponential") {
    require(value > 0, "an exponential needs a value above 0");
    return Distribution::exponential(value);
  }
  const bool of_numbers = unit == Unit::number || unit == Unit::count;
  if (family == "poisson") {
    require(of_numbers, "a poisson counts things; it cannot be used here");
    require(value > 0, "a poisson needs a value above 0");
    return Distribution::poisson(value);
  }
  if (family == "beta") {
    require(of_numbers || unit == Unit::share, "a beta lies between 0 and 1; it cannot be used here");
    require(low > 0 && high < 1, "a beta needs a range that ends short of 0 and of 1");
    return beta(low, high);
  }
  require(low > 0, "a " + std::string(family) + " needs a range above 0");
  const double ratio = std::log(high / low);
  require(ratio > 0 && ratio < 100, "the range is too narrow or too wide for this family");
  if (family == "gamma") return gamma(low, high);
  if (family == "lognormal") return Distribution::lognormal(std::log(low) + ratio / 2, ratio / (2 * z));
  if (family == "weibull") {
    const double shape = std::log(weibull_high / weibull_low) / ratio;
    return Distribution::weibull(shape, high / std::pow(weibull_high, 1 / shape));
  }
  throw std::logic_error("a family of distributions that nobody fits");
}

}  // namespace

std::optional<Distribution> fit(std::string_view family, Unit unit, double value, double low, double high,
                                std::string& why) {
  try {
    return fitted(family, unit, value, low, high);
  } catch (const std::invalid_argument& e) {
    why = e.what();
    return std::nullopt;
  }
}

}  // namespace scenario
