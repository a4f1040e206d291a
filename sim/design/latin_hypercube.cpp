#include "sim/design/latin_hypercube.hpp"

#include "sim/design/purpose.hpp"
#include "sim/random.hpp"

#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace sim::design {

Matrix latin_hypercube(std::uint32_t seed, std::size_t points, std::size_t factors, std::uint32_t stream) {
  constexpr double below_one = 1 - 0x1p-53;
  Matrix design(points, factors);
  std::vector<std::size_t> strata(points);
  for (std::size_t j = 0; j < factors; ++j) {
    PhiloxEngine order(seed,
                       {.replication = stream, .entity = j, .purpose = static_cast<std::uint32_t>(Purpose::stratum)});
    PhiloxEngine place(
        seed, {.replication = stream, .entity = j, .purpose = static_cast<std::uint32_t>(Purpose::within_stratum)});
    std::iota(strata.begin(), strata.end(), std::size_t{0});
    for (std::size_t i = points; i > 1; --i)
      std::swap(strata[i - 1], strata[boost::random::uniform_int_distribution<std::size_t>(0, i - 1)(order)]);
    for (std::size_t i = 0; i < points; ++i)
      design.at(i, j) =
          std::min((static_cast<double>(strata[i]) + to_unit(place())) / static_cast<double>(points), below_one);
  }
  return design;
}

}  // namespace sim::design
