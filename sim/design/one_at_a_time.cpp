#include "sim/design/one_at_a_time.hpp"

#include <stdexcept>
#include <string>

namespace sim::design {

Levels one_at_a_time(std::span<const std::uint32_t> level_counts, std::span<const std::uint32_t> base) {
  if (level_counts.size() != base.size())
    throw std::invalid_argument("a design one at a time needs one base level for each factor");
  for (std::size_t j = 0; j < base.size(); ++j)
    if (base[j] >= level_counts[j])
      throw std::invalid_argument("factor " + std::to_string(j) + " has no level " + std::to_string(base[j]));

  Levels design{0, base.size(), {}};
  const auto add_base = [&] {
    design.values.insert(design.values.end(), base.begin(), base.end());
    return design.points++;
  };
  add_base();
  for (std::size_t j = 0; j < base.size(); ++j)
    for (std::uint32_t level = 0; level < level_counts[j]; ++level)
      if (level != base[j]) design.at(add_base(), j) = level;
  return design;
}

}  // namespace sim::design
