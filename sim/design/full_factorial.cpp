#include "sim/design/full_factorial.hpp"

#include <stdexcept>
#include <string>

namespace sim::design {

Levels full_factorial(std::span<const std::uint32_t> level_counts) {
  for (std::size_t j = 0; j < level_counts.size(); ++j)
    if (level_counts[j] == 0) throw std::invalid_argument("factor " + std::to_string(j) + " has no level");
  std::size_t points = 1;
  for (const std::uint32_t levels : level_counts) {
    if (levels > most_factorial_points / points)
      throw std::length_error("a full factorial design of more than " + std::to_string(most_factorial_points) +
                              " points");
    points *= levels;
  }
  Levels design{points, level_counts.size(), {}};
  design.values.resize(points * level_counts.size());
  for (std::size_t i = 0; i < points; ++i) {
    std::size_t left = i;
    for (std::size_t j = level_counts.size(); j-- > 0; left /= level_counts[j])
      design.at(i, j) = static_cast<std::uint32_t>(left % level_counts[j]);
  }
  return design;
}

}  // namespace sim::design
