#include "sim/batch_means.hpp"

#include "sim/summary.hpp"
#include "sim/tally.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace sim {

BatchMeans batch_means(std::span<const double> series, std::size_t batches, double confidence) {
  if (batches < 2) throw std::invalid_argument("an interval needs at least two batches");
  if (series.size() < batches) throw std::invalid_argument("a series needs at least one observation for each batch");
  for (const double x : series)
    if (!std::isfinite(x)) throw std::invalid_argument("batch means need finite observations");

  const std::size_t length = series.size() / batches;
  std::span<const double> rest = series.last(length * batches);
  std::vector<double> means;
  means.reserve(batches);
  for (; !rest.empty(); rest = rest.subspan(length)) {
    Tally batch;
    for (const double x : rest.first(length)) batch.add(x);
    means.push_back(batch.mean());
  }

  const Summary summary = summarise(means, confidence);
  double squares = 0, products = 0;
  for (std::size_t i = 0; i < batches; ++i) {
    const double deviation = means[i] - summary.mean;
    squares += deviation * deviation;
    if (i > 0) products += deviation * (means[i - 1] - summary.mean);
  }
  return {.batches = batches,
          .mean = summary.mean,
          .ci_low = summary.ci_low,
          .ci_high = summary.ci_high,
          .lag1 = squares > 0 ? products / squares : std::numeric_limits<double>::quiet_NaN()};
}

}  // namespace sim
