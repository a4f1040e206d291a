#include "models/economics/payback.hpp"

#include <cstddef>

namespace economics {

std::optional<double> payback(std::span<const double> net) {
  double so_far = 0;
  for (std::size_t year = 0; year < net.size(); ++year) {
    const double shortfall = -so_far;
    so_far += net[year];
    if (so_far >= 0) return year == 0 ? 0 : static_cast<double>(year) + shortfall / net[year];
  }
  return std::nullopt;
}

}  // namespace economics
