#include "sim/design/saltelli.hpp"

#include "sim/design/sobol_sequence.hpp"

namespace sim::design {

Matrix saltelli(std::uint32_t seed, std::size_t n, std::size_t factors) {
  const Matrix both = sobol_sequence(seed, n, 2 * factors);
  Matrix design(n * (factors + 2), factors);
  for (std::size_t block = 0; block < factors + 2; ++block)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < factors; ++j) {
        const bool of_b = block == 1 || block == j + 2;
        design.at(block * n + i, j) = both.at(i, of_b ? factors + j : j);
      }
  return design;
}

}  // namespace sim::design
