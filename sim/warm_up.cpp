#include "sim/warm_up.hpp"

#include "sim/tally.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace sim {

WarmUpAdvice mser5(std::span<const double> series) {
  constexpr std::size_t length = 5, always_left = 5;
  if (series.size() < 100) throw std::invalid_argument("a warm-up is judged on at least 100 observations");
  for (const double x : series)
    if (!std::isfinite(x)) throw std::invalid_argument("a warm-up is judged on finite observations");

  const std::size_t batches = series.size() / length;
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  Tally left;
  for (std::size_t d = batches; d-- > 0;) {  // from the end, so that each step adds one batch
    double sum = 0;
    for (const double x : series.subspan(d * length, length)) sum += x;
    left.add(sum / static_cast<double>(length));
    if (left.count() < always_left) continue;
    const double n = static_cast<double>(left.count());
    const double statistic = left.variance() * (n - 1) / (n * n);
    if (statistic <= least) {
      least = statistic;
      best = d;
    }
  }
  return {.truncate = best * length, .reliable = 2 * best <= batches, .statistic = least};
}

}  // namespace sim
