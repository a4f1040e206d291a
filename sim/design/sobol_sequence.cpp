#include "sim/design/sobol_sequence.hpp"

#include "sim/design/purpose.hpp"
#include "sim/random.hpp"

#include <boost/random/sobol.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace sim::design {

Matrix sobol_sequence(std::uint32_t seed, std::size_t points, std::size_t dimensions) {
  static_assert(most_sobol_dimensions == boost::random::default_sobol_table::max_dimension);
  if (dimensions < 1 || dimensions > most_sobol_dimensions)
    throw std::invalid_argument("a Sobol sequence has 1 to " + std::to_string(most_sobol_dimensions) +
                                " dimensions, not " + std::to_string(dimensions));
  std::vector<std::uint64_t> shift(dimensions);
  for (std::size_t j = 0; j < dimensions; ++j)
    shift[j] = PhiloxEngine(seed, {.entity = j, .purpose = static_cast<std::uint32_t>(Purpose::digital_shift)})();

  boost::random::sobol sequence(dimensions);  // leaves the origin out, which shifted is a point like any other
  Matrix design(points, dimensions);
  for (std::size_t i = 0; i < points; ++i)
    for (std::size_t j = 0; j < dimensions; ++j)
      design.at(i, j) = static_cast<double>(((i == 0 ? 0 : sequence()) ^ shift[j]) >> 11) * 0x1p-53;
  return design;
}

}  // namespace sim::design
