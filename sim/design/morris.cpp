#include "sim/design/morris.hpp"

#include "sim/design/purpose.hpp"
#include "sim/random.hpp"

#include <boost/random/uniform_int_distribution.hpp>

#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace sim::design {

Morris morris(std::uint32_t seed, std::size_t trajectories, std::size_t factors, std::uint32_t levels) {
  if (factors == 0) throw std::invalid_argument("a Morris design needs a factor");
  if (levels == 0 || levels % 2 != 0)
    throw std::invalid_argument("a Morris design needs an even number of levels, not " + std::to_string(levels));
  const std::uint32_t step = levels / 2;
  Morris design{Matrix(trajectories * (factors + 1), factors), std::vector<std::size_t>(trajectories * factors)};
  std::vector<std::uint32_t> from(factors), to(factors);
  std::vector<std::size_t> order(factors);
  for (std::size_t t = 0; t < trajectories; ++t) {
    PhiloxEngine engine(seed, {.entity = t, .purpose = static_cast<std::uint32_t>(Purpose::trajectory)});
    const auto up_to = [&](std::size_t most) {
      return boost::random::uniform_int_distribution<std::size_t>(0, most)(engine);
    };
    for (std::size_t j = 0; j < factors; ++j) {
      from[j] = static_cast<std::uint32_t>(up_to(step - 1));
      to[j] = from[j] + step;
      if (up_to(1) == 1) std::swap(from[j], to[j]);
    }
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = factors; i > 1; --i) std::swap(order[i - 1], order[up_to(i - 1)]);

    for (std::size_t i = 0; i <= factors; ++i) {
      if (i > 0) {
        const std::size_t j = order[i - 1];
        from[j] = to[j];
        design.changed[t * factors + i - 1] = j;
      }
      for (std::size_t j = 0; j < factors; ++j)
        design.points.at(t * (factors + 1) + i, j) = static_cast<double>(from[j]) / (levels - 1);
    }
  }
  return design;
}

}  // namespace sim::design
