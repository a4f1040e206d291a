#include "sim/boost_policy.hpp"
#include "sim/distribution.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <tuple>

namespace sim {

namespace {

using Gamma_ = boost::math::gamma_distribution<double, BoostPolicy>;
using Beta_ = boost::math::beta_distribution<double, BoostPolicy>;

constexpr double infinity = std::numeric_limits<double>::infinity();

double standard_normal(double u) {
  return boost::math::quantile(boost::math::normal_distribution<double, BoostPolicy>(), u);
}

double standard_normal_cdf(double z) {
  return boost::math::cdf(boost::math::normal_distribution<double, BoostPolicy>(), z);
}

/// Doubles in their order as integers, so that bisection ends at neighbours.
std::int64_t rank(double x) {
  const auto bits = std::bit_cast<std::int64_t>(x);
  return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
}
double of_rank(std::int64_t r) {
  return std::bit_cast<double>(r < 0 ? std::numeric_limits<std::int64_t>::min() - r : r);
}

// Up to this mean the terms of a Poisson are summed one by one; beyond it the sum is an incomplete gamma function.
constexpr double few = 30;

double poisson_cdf(double mean, double x) {
  if (x < 0) return 0;
  const double n = std::floor(x);
  if (mean > few) return boost::math::gamma_q(n + 1, mean, BoostPolicy());
  double term = std::exp(-mean), sum = term;
  for (double k = 1; k <= n && (k < mean || sum + term != sum); ++k) sum += term *= mean / k;
  return std::min(sum, 1.0);
}

double poisson_quantile(double mean, double u) {
  if (mean <= few) {
    double term = std::exp(-mean), sum = term, k = 0;
    while (sum < u && (k < mean || sum + term != sum)) sum += term *= mean / ++k;
    return k;
  }
  // A bracket around the normal approximation, then the smallest whole number that is enough.
  double high = std::max(0.0, std::floor(mean + std::sqrt(mean) * standard_normal(u)));
  double step = 1;
  while (poisson_cdf(mean, high) < u && high + step > high) {
    high += step;
    step *= 2;
  }
  double low = high;
  step = 1;
  while (low >= 0 && poisson_cdf(mean, low) >= u) {
    high = low;
    low = std::max(low - step, -1.0);
    step *= 2;
  }
  while (high - low > 1) {
    const double middle = std::floor(low + (high - low) / 2);
    if (middle <= low || middle >= high) break;
    (poisson_cdf(mean, middle) >= u ? high : low) = middle;
  }
  return high;
}

}  // namespace

double Distribution::other_quantile(double u) const {
  struct Visitor {
    double u;
    double operator()(const Constant& d) const { return d.value; }
    double operator()(const Uniform& d) const { return std::min(d.low + u * (d.high - d.low), d.high); }
    double operator()(const Triangular& d) const {
      const double width = d.high - d.low;
      const double below = (d.mode - d.low) / width;
      if (u <= below) return std::min(d.low + width * std::sqrt(u * below), d.mode);
      return std::max(d.high - width * std::sqrt((1 - u) * (1 - below)), d.mode);
    }
    double operator()(const Exponential& d) const { return -d.mean * std::log(1 - u); }
    double operator()(const Gamma& d) const {
      if (d.shape == 1) return -d.scale * std::log(1 - u);
      return boost::math::quantile(Gamma_(d.shape, d.scale), u);
    }
    double operator()(const Weibull& d) const { return d.scale * std::pow(-std::log(1 - u), 1 / d.shape); }
    double operator()(const Lognormal& d) const {
      return d.sigma == 0 ? std::exp(d.mu) : std::exp(d.mu + d.sigma * standard_normal(u));
    }
    double operator()(const Normal& d) const { return d.sd == 0 ? d.mean : d.mean + d.sd * standard_normal(u); }
    double operator()(const Beta& d) const { return boost::math::quantile(Beta_(d.alpha, d.beta), u); }
    double operator()(const Poisson& d) const { return poisson_quantile(d.mean, u); }
    double operator()(const Empirical& d) const {
      const auto above = std::lower_bound(d.cumulative.begin() + 1, d.cumulative.end(), u);
      const auto i = static_cast<std::size_t>(above - d.cumulative.begin());
      const double part = (u - d.cumulative[i - 1]) / (d.cumulative[i] - d.cumulative[i - 1]);
      return std::min(d.bounds[i - 1] + part * (d.bounds[i] - d.bounds[i - 1]), d.bounds[i]);
    }
    double operator()(const Mixture& d) const {
      double low = infinity, high = -infinity;  // the mixture's quantile lies between those of its parts
      for (std::size_t i = 0; i < d.parts.size(); ++i) {
        if (d.weights[i] == 0) continue;
        const double q = d.parts[i].quantile(u);
        low = std::min(low, q);
        high = std::max(high, q);
      }
      const auto cdf = [&](double x) {
        double sum = 0;
        for (std::size_t i = 0; i < d.parts.size(); ++i)
          if (d.weights[i] > 0) sum += d.weights[i] * d.parts[i].cdf(x);
        return sum;
      };
      if (low == high || cdf(low) >= u) return low;
      // Never nil, so that where the mixture is flat the bracket closes on the beginning.
      const auto excess = [&](double x) {
        const double over = cdf(x) - u;
        return over == 0 ? std::numeric_limits<double>::min() : over;
      };
      if (const double over = excess(high); over > 0 && std::isfinite(low) && std::isfinite(high)) {
        std::uintmax_t evaluations = 14;
        const boost::math::tools::eps_tolerance<double> neighbours;
        std::tie(low, high) = boost::math::tools::toms748_solve(excess, low, high, excess(low), over, neighbours,
                                                                evaluations, BoostPolicy());
      }
      std::int64_t not_enough = rank(low), enough = rank(high);
      while (not_enough + 1 < enough) {
        const std::int64_t middle = std::midpoint(not_enough, enough);
        (cdf(of_rank(middle)) >= u ? enough : not_enough) = middle;
      }
      return of_rank(enough);
    }
  };
  return std::visit(Visitor{u}, form_);
}

double Distribution::cdf(double x) const {
  struct Visitor {
    double x;
    double operator()(const Constant& d) const { return x >= d.value ? 1 : 0; }
    double operator()(const Uniform& d) const {
      return x < d.low ? 0 : x >= d.high ? 1 : (x - d.low) / (d.high - d.low);
    }
    double operator()(const Triangular& d) const {
      if (x <= d.low) return 0;
      if (x >= d.high) return 1;
      const double width = d.high - d.low;
      if (x < d.mode) return (x - d.low) / width * ((x - d.low) / (d.mode - d.low));
      return 1 - (d.high - x) / width * (d.mode < d.high ? (d.high - x) / (d.high - d.mode) : 0);
    }
    double operator()(const Exponential& d) const { return x <= 0 ? 0 : -std::expm1(-x / d.mean); }
    double operator()(const Gamma& d) const {
      return x <= 0 ? 0 : x == infinity ? 1 : boost::math::cdf(Gamma_(d.shape, d.scale), x);
    }
    double operator()(const Weibull& d) const { return x <= 0 ? 0 : -std::expm1(-std::pow(x / d.scale, d.shape)); }
    double operator()(const Lognormal& d) const {
      if (d.sigma == 0) return x >= std::exp(d.mu) ? 1 : 0;
      return x <= 0 ? 0 : standard_normal_cdf((std::log(x) - d.mu) / d.sigma);
    }
    double operator()(const Normal& d) const {
      return d.sd == 0 ? (x >= d.mean ? 1 : 0) : standard_normal_cdf((x - d.mean) / d.sd);
    }
    double operator()(const Beta& d) const {
      return x <= 0 ? 0 : x >= 1 ? 1 : boost::math::cdf(Beta_(d.alpha, d.beta), x);
    }
    double operator()(const Poisson& d) const { return x == infinity ? 1 : poisson_cdf(d.mean, x); }
    double operator()(const Empirical& d) const {
      if (x <= d.bounds.front()) return 0;
      if (x >= d.bounds.back()) return 1;
      const auto above = std::upper_bound(d.bounds.begin(), d.bounds.end(), x);
      const auto i = static_cast<std::size_t>(above - d.bounds.begin());
      const double part = (x - d.bounds[i - 1]) / (d.bounds[i] - d.bounds[i - 1]);
      return d.cumulative[i - 1] + part * (d.cumulative[i] - d.cumulative[i - 1]);
    }
    double operator()(const Mixture& d) const {
      double sum = 0;
      for (std::size_t i = 0; i < d.parts.size(); ++i)
        if (d.weights[i] > 0) sum += d.weights[i] * d.parts[i].cdf(x);
      return std::min(sum, 1.0);
    }
  };
  return std::visit(Visitor{x}, form_);
}

}  // namespace sim
