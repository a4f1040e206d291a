#include "sim/distribution.hpp"

#include "sim/boost_policy.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace sim {

namespace {

void require(bool rule, const char* message) {
  if (!rule) throw std::invalid_argument(message);
}

bool is_positive(double x) { return std::isfinite(x) && x > 0; }

/// log(gamma(1 + x)), exact to the last digits for small x too.
double log_gamma_1p(double x) {
  return x < 0.5 ? std::log1p(boost::math::tgamma1pm1(x, BoostPolicy())) : boost::math::lgamma(1 + x, BoostPolicy());
}

/// log(1 + squared coefficient of variation) of a Weibull of shape 1 / x; increases with x.
double weibull_spread(double x) { return log_gamma_1p(2 * x) - 2 * log_gamma_1p(x); }

/// Shares that add up to 1.
std::vector<double> normalised(std::vector<double> weights) {
  double sum = 0;
  for (const double w : weights) {
    require(std::isfinite(w) && w >= 0, "a share must be at least 0");
    sum += w;
  }
  require(is_positive(sum), "the shares must not all be 0");
  for (double& w : weights) w /= sum;
  return weights;
}

}  // namespace

Distribution Distribution::constant(double value) {
  require(std::isfinite(value), "a constant must be finite");
  return Distribution(Constant{value});
}

Distribution Distribution::uniform(double low, double high) {
  require(std::isfinite(low) && std::isfinite(high) && std::isfinite(high - low),
          "the ends of a uniform must be finite");
  require(low <= high, "the low end of a uniform must not be above the high end");
  return Distribution(Uniform{low, high});
}

Distribution Distribution::triangular(double low, double mode, double high) {
  require(std::isfinite(low) && std::isfinite(high) && std::isfinite(high - low),
          "the ends of a triangular must be finite");
  require(low <= mode && mode <= high, "the mode of a triangular must lie between its ends");
  require(low < high, "the low end of a triangular must be below the high end");
  return Distribution(Triangular{low, mode, high});
}

Distribution Distribution::exponential(double mean) {
  require(is_positive(mean), "the mean of an exponential must be greater than 0");
  return Distribution(Exponential{mean});
}

Distribution Distribution::gamma(double shape, double scale) {
  require(is_positive(shape), "the shape of a gamma must be greater than 0");
  require(is_positive(scale) && is_positive(shape * scale), "the scale of a gamma must be greater than 0");
  return Distribution(Gamma{shape, scale, false});
}

Distribution Distribution::erlang(unsigned stages, double mean) {
  require(stages >= 1, "an erlang must have at least 1 stage");
  require(is_positive(mean) && is_positive(mean / stages), "the mean of an erlang must be greater than 0");
  return Distribution(Gamma{static_cast<double>(stages), mean / stages, true});
}

Distribution Distribution::weibull(double shape, double scale) {
  require(is_positive(shape), "the shape of a weibull must be greater than 0");
  require(is_positive(scale), "the scale of a weibull must be greater than 0");
  return Distribution(Weibull{shape, scale});
}

Distribution Distribution::lognormal(double mu, double sigma) {
  require(std::isfinite(mu), "the logarithm of a lognormal's median must be finite");
  require(std::isfinite(sigma) && sigma >= 0, "the sigma of a lognormal must be at least 0");
  return Distribution(Lognormal{mu, sigma});
}

Distribution Distribution::normal(double mean, double sd) {
  require(std::isfinite(mean), "the mean of a normal must be finite");
  require(std::isfinite(sd) && sd >= 0, "the sd of a normal must be at least 0");
  return Distribution(Normal{mean, sd});
}

Distribution Distribution::beta(double alpha, double beta) {
  require(is_positive(alpha), "the alpha of a beta must be greater than 0");
  require(is_positive(beta), "the beta of a beta must be greater than 0");
  require(std::isfinite(alpha + beta), "the alpha and beta of a beta are too large");
  return Distribution(Beta{alpha, beta});
}

Distribution Distribution::poisson(double mean) {
  constexpr double most = 1e15;  // whole numbers beyond are not all doubles
  require(is_positive(mean), "the mean of a poisson must be greater than 0");
  require(mean <= most, "the mean of a poisson must be at most 1e15");
  return Distribution(Poisson{mean});
}

Distribution Distribution::empirical(std::vector<double> bounds, std::vector<double> weights) {
  require(bounds.size() >= 2, "an empirical needs at least two bounds");
  require(weights.size() + 1 == bounds.size(), "an empirical needs one share fewer than bounds");
  for (const double b : bounds) require(std::isfinite(b), "the bounds of an empirical must be finite");
  for (std::size_t i = 1; i < bounds.size(); ++i)
    require(bounds[i - 1] < bounds[i], "the bounds of an empirical must increase");
  require(std::isfinite(bounds.back() - bounds.front()), "the bounds of an empirical must be finite");
  weights = normalised(std::move(weights));
  const auto last = std::find_if(weights.rbegin(), weights.rend(), [](double w) { return w > 0; });
  const auto reached = static_cast<std::size_t>(weights.rend() - last);  // nothing lies above this bound
  std::vector<double> cumulative(bounds.size(), 1);
  cumulative[0] = 0;
  for (std::size_t i = 0; i + 1 < reached; ++i) cumulative[i + 1] = std::min(cumulative[i] + weights[i], 1.0);
  return Distribution(Empirical{std::move(bounds), std::move(cumulative)});
}

Distribution Distribution::mixture(std::vector<Distribution> parts, std::vector<double> weights) {
  require(!parts.empty(), "a mixture needs at least one part");
  require(parts.size() == weights.size(), "a mixture needs one share for each part");
  return Distribution(Mixture{std::move(parts), normalised(std::move(weights))});
}

Distribution Distribution::gamma_by_moments(double mean, double sd) {
  require(is_positive(mean), "the mean of a gamma must be greater than 0");
  require(is_positive(sd), "the sd of a gamma must be greater than 0");
  const double ratio = sd / mean;
  require(is_positive(ratio * ratio) && is_positive(1 / (ratio * ratio)), "the sd of a gamma does not suit its mean");
  return gamma(1 / (ratio * ratio), mean * ratio * ratio);
}

Distribution Distribution::lognormal_by_moments(double mean, double sd) {
  require(is_positive(mean), "the mean of a lognormal must be greater than 0");
  require(std::isfinite(sd) && sd >= 0, "the sd of a lognormal must be at least 0");
  const double ratio = sd / mean;
  require(std::isfinite(ratio * ratio), "the sd of a lognormal does not suit its mean");
  const double variance = std::log1p(ratio * ratio);
  return lognormal(std::log(mean) - variance / 2, std::sqrt(variance));
}

Distribution Distribution::weibull_by_moments(double mean, double sd) {
  require(is_positive(mean), "the mean of a weibull must be greater than 0");
  require(is_positive(sd), "the sd of a weibull must be greater than 0");
  const double ratio = sd / mean;
  const double wanted = std::log1p(ratio * ratio);
  double low = 1e-6, high = 20;  // one over the shape
  require(wanted >= weibull_spread(low) && wanted <= weibull_spread(high),
          "the sd of a weibull does not suit its mean");
  for (;;) {
    const double middle = std::midpoint(low, high);
    if (middle <= low || middle >= high) break;
    (weibull_spread(middle) < wanted ? low : high) = middle;
  }
  return weibull(1 / high, mean / std::exp(log_gamma_1p(high)));
}

Distribution Distribution::beta_by_moments(double mean, double sd) {
  require(mean > 0 && mean < 1, "the mean of a beta must lie between 0 and 1");
  require(is_positive(sd), "the sd of a beta must be greater than 0");
  const double total = mean * (1 - mean) / (sd * sd) - 1;
  require(total > 0, "the sd of a beta must be less than the square root of mean times (1 - mean)");
  require(std::isfinite(total), "the sd of a beta does not suit its mean");
  return beta(mean * total, (1 - mean) * total);
}

double Distribution::mean() const {
  struct Visitor {
    double operator()(const Constant& d) const { return d.value; }
    double operator()(const Uniform& d) const { return d.low + (d.high - d.low) / 2; }
    double operator()(const Triangular& d) const { return d.low + ((d.mode - d.low) + (d.high - d.low)) / 3; }
    double operator()(const Exponential& d) const { return d.mean; }
    double operator()(const Gamma& d) const { return d.shape * d.scale; }
    double operator()(const Weibull& d) const { return d.scale * std::exp(log_gamma_1p(1 / d.shape)); }
    double operator()(const Lognormal& d) const { return std::exp(d.mu + d.sigma * d.sigma / 2); }
    double operator()(const Normal& d) const { return d.mean; }
    double operator()(const Beta& d) const { return d.alpha / (d.alpha + d.beta); }
    double operator()(const Poisson& d) const { return d.mean; }
    double operator()(const Empirical& d) const {
      double sum = 0;
      for (std::size_t i = 1; i < d.bounds.size(); ++i)
        sum += (d.cumulative[i] - d.cumulative[i - 1]) * std::midpoint(d.bounds[i - 1], d.bounds[i]);
      return sum;
    }
    double operator()(const Mixture& d) const {
      double sum = 0;
      for (std::size_t i = 0; i < d.parts.size(); ++i)
        if (d.weights[i] > 0) sum += d.weights[i] * d.parts[i].mean();
      return sum;
    }
  };
  return std::visit(Visitor{}, form_);
}

double Distribution::sd() const {
  struct Visitor {
    double mean;
    double operator()(const Constant&) const { return 0; }
    double operator()(const Uniform& d) const { return (d.high - d.low) / std::sqrt(12.0); }
    double operator()(const Triangular& d) const {
      const double a = d.mode - d.low, b = d.high - d.mode;
      return std::sqrt((a * a + a * b + b * b) / 18);
    }
    double operator()(const Exponential& d) const { return d.mean; }
    double operator()(const Gamma& d) const { return std::sqrt(d.shape) * d.scale; }
    double operator()(const Weibull& d) const {
      const double x = 1 / d.shape;
      return d.scale * std::exp(log_gamma_1p(x)) * std::sqrt(std::expm1(weibull_spread(x)));
    }
    double operator()(const Lognormal& d) const {
      const double variance = d.sigma * d.sigma;
      return std::exp(d.mu + variance / 2) * std::sqrt(std::expm1(variance));
    }
    double operator()(const Normal& d) const { return d.sd; }
    double operator()(const Beta& d) const {
      const double total = d.alpha + d.beta;
      return std::sqrt(d.alpha / total * (d.beta / total) / (total + 1));
    }
    double operator()(const Poisson& d) const { return std::sqrt(d.mean); }
    double operator()(const Empirical& d) const {
      double sum = 0;
      for (std::size_t i = 1; i < d.bounds.size(); ++i) {
        const double width = d.bounds[i] - d.bounds[i - 1];
        const double off = std::midpoint(d.bounds[i - 1], d.bounds[i]) - mean;
        sum += (d.cumulative[i] - d.cumulative[i - 1]) * (off * off + width * width / 12);
      }
      return std::sqrt(sum);
    }
    double operator()(const Mixture& d) const {
      double sum = 0;
      for (std::size_t i = 0; i < d.parts.size(); ++i) {
        if (d.weights[i] == 0) continue;
        const double off = d.parts[i].mean() - mean, sd = d.parts[i].sd();
        sum += d.weights[i] * (off * off + sd * sd);
      }
      return std::sqrt(sum);
    }
  };
  return std::visit(Visitor{mean()}, form_);
}

double Distribution::lower_bound() const {
  struct Visitor {
    double operator()(const Constant& d) const { return d.value; }
    double operator()(const Uniform& d) const { return d.low; }
    double operator()(const Triangular& d) const { return d.low; }
    double operator()(const Exponential&) const { return 0; }
    double operator()(const Gamma&) const { return 0; }
    double operator()(const Weibull&) const { return 0; }
    double operator()(const Lognormal&) const { return 0; }
    double operator()(const Normal& d) const { return d.sd == 0 ? d.mean : -std::numeric_limits<double>::infinity(); }
    double operator()(const Beta&) const { return 0; }
    double operator()(const Poisson&) const { return 0; }
    double operator()(const Empirical& d) const {
      std::size_t i = 1;
      while (d.cumulative[i] == 0) ++i;
      return d.bounds[i - 1];
    }
    double operator()(const Mixture& d) const {
      double bound = std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i < d.parts.size(); ++i)
        if (d.weights[i] > 0) bound = std::min(bound, d.parts[i].lower_bound());
      return bound;
    }
  };
  return std::visit(Visitor{}, form_);
}

std::string Distribution::family() const {
  if (const auto* gamma = std::get_if<Gamma>(&form_); gamma && gamma->erlang) return "erlang";
  constexpr const char* names[] = {"constant",  "uniform", "triangular", "exponential", "gamma",     "weibull",
                                   "lognormal", "normal",  "beta",       "poisson",     "empirical", "mixture"};
  static_assert(std::size(names) == std::variant_size_v<Form>);
  return names[form_.index()];
}

bool Distribution::Mixture::operator==(const Mixture& other) const {
  return weights == other.weights && parts == other.parts;
}

bool Distribution::operator==(const Distribution& other) const { return form_ == other.form_; }

}  // namespace sim
