#include "models/economics/apportion.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <stdexcept>

namespace economics {

std::vector<Pence> apportion(Pence amount, std::span<const Pence> weights) {
  __extension__ using Wide = __int128;  // holds the product of two amounts
  Pence whole = 0;
  for (const Pence weight : weights) {
    if (weight < 0) throw std::invalid_argument("a weight must be at least 0");
    whole = add(whole, weight);
  }
  if (whole == 0) throw std::invalid_argument("an amount cannot be split with no weight above 0");
  const Wide size = amount < 0 ? -Wide{amount} : Wide{amount};
  const Pence sign = amount < 0 ? -1 : 1;
  std::vector<Pence> parts(weights.size()), cut_off(weights.size());
  Wide left = size;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Wide product = size * weights[i];
    parts[i] = static_cast<Pence>(sign * (product / whole));
    cut_off[i] = static_cast<Pence>(product % whole);
    left -= product / whole;
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return cut_off[a] > cut_off[b]; });
  for (std::size_t k = 0; left > 0; ++k, --left) parts[order[k]] += sign;  // fewer are left than parts were cut
  return parts;
}

std::vector<Pence> gains_only(std::span<const Pence> amounts) {
  std::vector<Pence> weights(amounts.begin(), amounts.end());
  for (Pence& weight : weights) weight = std::max<Pence>(weight, 0);
  return weights;
}

}  // namespace economics
