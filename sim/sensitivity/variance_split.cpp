#include "sim/sensitivity/variance_split.hpp"

#include "sim/sensitivity/inputs.hpp"
#include "sim/tally.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

namespace sim::sensitivity {

namespace {

/// What is summed over the points for one metric.
enum Term : std::size_t {
  points,
  centred_mean,
  its_square,
  known,
  variance_known,
  over_n_known,
  one_over_n,
  any_over_n,
  count
};

struct Parts {
  double parameters, chance;
};

/// \param shared  variance that all points have in common
Parts parts(std::span<const double> sums, double shared) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const double n = sums[points];
  if (n < 2 || sums[known] == 0) return {none, none};
  const double between = std::max(0.0, sums[its_square] - sums[centred_mean] * sums[centred_mean] / n) / (n - 1);
  const double chance = sums[variance_known] / sums[known];
  const double own = sums[over_n_known] + chance * sums[one_over_n] - shared * sums[any_over_n];
  const double chance_of_mean = std::max(0.0, own) / n;
  return {std::max(0.0, between - chance_of_mean), chance};
}

double share(const Parts& p) { return p.parameters / (p.parameters + p.chance); }

void require_points(const Matrix& mean, const Matrix& variance, const Matrix& replications) {
  require_outcomes(mean);
  for (const Matrix* other : {&variance, &replications}) {
    require_outcomes(*other);
    if (other->rows != mean.rows || other->columns != mean.columns)
      throw std::invalid_argument("means, variances and replications need the same shape");
  }
  for (std::size_t i = 0; i < mean.values.size(); ++i) {
    if (variance.values[i] < 0) throw std::invalid_argument("a variance must be at least 0");
    if (!std::isnan(mean.values[i]) && !(replications.values[i] >= 1))
      throw std::invalid_argument("a mean needs at least one replication");
  }
}

}  // namespace

std::vector<VarianceSplit> variance_split(const Matrix& mean, const Matrix& variance, const Matrix& replications,
                                          const Bootstrap& bootstrap, std::span<const double> shared) {
  require_points(mean, variance, replications);
  if (!shared.empty() && shared.size() != mean.columns)
    throw std::invalid_argument("shared variances need one for each metric");
  Matrix terms(mean.rows, mean.columns * Term::count);
  std::vector<double> totals(terms.columns);
  for (std::size_t m = 0; m < mean.columns; ++m) {
    Tally centre;
    for (std::size_t i = 0; i < mean.rows; ++i)
      if (!std::isnan(mean.at(i, m))) centre.add(mean.at(i, m));
    for (std::size_t i = 0; i < mean.rows; ++i) {
      if (std::isnan(mean.at(i, m))) continue;  // zeros add nothing
      const std::span term = std::span(terms.values).subspan(i * terms.columns + m * Term::count, Term::count);
      const double centred = mean.at(i, m) - centre.mean(), v = variance.at(i, m), n = replications.at(i, m);
      term[points] = 1;
      term[centred_mean] = centred;
      term[its_square] = centred * centred;
      term[any_over_n] = 1 / n;
      if (std::isnan(v)) {
        term[one_over_n] = 1 / n;
      } else {
        term[known] = 1;
        term[variance_known] = v;
        term[over_n_known] = v / n;
      }
    }
  }
  for (std::size_t i = 0; i < terms.rows; ++i)
    for (std::size_t j = 0; j < terms.columns; ++j) totals[j] += terms.at(i, j);

  const Matrix sums = resampled_sums(terms, bootstrap);
  std::vector<VarianceSplit> found;
  found.reserve(mean.columns);
  for (std::size_t m = 0; m < mean.columns; ++m) {
    std::vector<double> parameters, chance, shares;
    const double common = shared.empty() ? 0 : shared[m];
    for (std::size_t r = 0; r < sums.rows; ++r) {
      const Parts p = parts(std::span(sums.values).subspan(r * sums.columns + m * Term::count, Term::count), common);
      parameters.push_back(p.parameters);
      chance.push_back(p.chance);
      shares.push_back(share(p));
    }
    const Parts all = parts(std::span(totals).subspan(m * Term::count, Term::count), common);
    found.push_back({m, static_cast<std::size_t>(totals[m * Term::count]),
                     with_interval(all.parameters, std::move(parameters)), with_interval(all.chance, std::move(chance)),
                     with_interval(share(all), std::move(shares))});
  }
  return found;
}

}  // namespace sim::sensitivity
