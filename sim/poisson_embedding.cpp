#include "sim/poisson_embedding.hpp"

#include <boost/math/distributions/poisson.hpp>

namespace sim {

PoissonEmbedding::PoissonEmbedding(std::uint32_t purpose, Time cell, double base) : purpose_(purpose) {
  strips_[0] = {0, base, cell};
  for (std::size_t s = 1; s < strips_.size(); ++s)
    strips_[s] = {strips_[s - 1].top, 2 * strips_[s - 1].top, s == 1 ? cell : strips_[s - 1].cell / 2};
  const boost::math::poisson_distribution<double> count(base * cell);
  for (std::size_t n = 0; n + 1 < at_most_.size(); ++n) at_most_[n] = boost::math::cdf(count, n);
  at_most_.back() = 1;
}

}  // namespace sim
