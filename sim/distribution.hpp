#pragma once

#include <boost/random/uniform_01.hpp>

#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sim {

/// How values are drawn, in words; to be changed with Distribution.
inline constexpr std::string_view about_draws =
    "One decision, one uniform, by inversion of the distribution: a larger uniform is a larger value whatever the "
    "parameters, so that systems which change a distribution still share each person's luck.";

/// A univariate distribution as a plain value: drawn by inversion, so that a larger `u` is a larger number whatever
/// the parameters, and two systems that share `u` share the person's luck.
///
/// Factories throw std::invalid_argument when a parameter is outside the range they state. Units are the caller's.
class Distribution {
 public:
  /// Always `value`.
  static Distribution constant(double value);
  /// \param low, high  finite, low <= high
  static Distribution uniform(double low, double high);
  /// \param low, mode, high  finite, low <= mode <= high, low < high
  static Distribution triangular(double low, double mode, double high);
  /// \param mean  greater than 0
  static Distribution exponential(double mean);
  /// \param shape, scale  greater than 0; mean = shape * scale
  static Distribution gamma(double shape, double scale);
  /// Sum of `stages` exponentials. \param stages  at least 1. \param mean  greater than 0
  static Distribution erlang(unsigned stages, double mean);
  /// \param shape, scale  greater than 0
  static Distribution weibull(double shape, double scale);
  /// \param mu, sigma  of the logarithm; sigma at least 0
  static Distribution lognormal(double mu, double sigma);
  /// \param sd  at least 0
  static Distribution normal(double mean, double sd);
  /// \param alpha, beta  greater than 0; on (0, 1)
  static Distribution beta(double alpha, double beta);
  /// \param mean  greater than 0
  static Distribution poisson(double mean);
  /// A histogram: share `weights[i]` lies evenly between `bounds[i]` and `bounds[i + 1]`.
  /// \param bounds   increasing; shape (n + 1), n at least 1
  /// \param weights  at least 0, not all 0, normalised here; shape (n)
  static Distribution empirical(std::vector<double> bounds, std::vector<double> weights);
  /// A draw from `parts[i]` with probability proportional to `weights[i]`.
  /// The quantile is that of the mixture as a whole, found by bisection, so that inversion still holds.
  /// \param weights  at least 0, not all 0, normalised here; shape (parts)
  static Distribution mixture(std::vector<Distribution> parts, std::vector<double> weights);

  /// The same distributions by mean and standard deviation.
  static Distribution gamma_by_moments(double mean, double sd);
  static Distribution lognormal_by_moments(double mean, double sd);
  static Distribution weibull_by_moments(double mean, double sd);
  static Distribution beta_by_moments(double mean, double sd);

  Distribution() : form_(Constant{0}) {}  ///< constant 0

  /// \param u  strictly inside (0, 1). \return the smallest x with P(X <= x) >= u
  double quantile(double u) const {
    if (const auto* exponential = std::get_if<Exponential>(&form_))  // by far the most usual, so without a call
      return -exponential->mean * std::log(1 - u);
    return other_quantile(u);
  }
  double cdf(double x) const;
  double mean() const;
  double sd() const;
  /// \return a bound below every draw: 0 for an exponential, -infinity for a normal
  double lower_bound() const;
  /// The standard's name of the family: "lognormal", ...
  std::string family() const;

  /// One draw from a Boost.Random engine, by inversion of one uniform.
  template <class Engine>
  double sample(Engine& engine) const {
    return quantile(boost::random::uniform_01<double>{}(engine));
  }

  bool operator==(const Distribution&) const;

 private:
  struct Constant {
    double value;
    bool operator==(const Constant&) const = default;
  };
  struct Uniform {
    double low, high;
    bool operator==(const Uniform&) const = default;
  };
  struct Triangular {
    double low, mode, high;
    bool operator==(const Triangular&) const = default;
  };
  struct Exponential {
    double mean;
    bool operator==(const Exponential&) const = default;
  };
  struct Gamma {
    double shape, scale;
    bool erlang;
    bool operator==(const Gamma&) const = default;
  };
  struct Weibull {
    double shape, scale;
    bool operator==(const Weibull&) const = default;
  };
  struct Lognormal {
    double mu, sigma;
    bool operator==(const Lognormal&) const = default;
  };
  struct Normal {
    double mean, sd;
    bool operator==(const Normal&) const = default;
  };
  struct Beta {
    double alpha, beta;
    bool operator==(const Beta&) const = default;
  };
  struct Poisson {
    double mean;
    bool operator==(const Poisson&) const = default;
  };
  struct Empirical {
    std::vector<double> bounds, cumulative;  // cumulative[0] = 0, cumulative[n] = 1
    bool operator==(const Empirical&) const = default;
  };
  struct Mixture {
    std::vector<Distribution> parts;
    std::vector<double> weights;  // sum to 1
    bool operator==(const Mixture&) const;
  };
  using Form = std::variant<Constant, Uniform, Triangular, Exponential, Gamma, Weibull, Lognormal, Normal, Beta,
                            Poisson, Empirical, Mixture>;
  double other_quantile(double u) const;
  explicit Distribution(Form form) : form_(std::move(form)) {}
  Form form_;
};

}  // namespace sim
