#pragma once

#include <cstddef>
#include <span>

namespace sim {

/// What one long run says about a steady-state mean, in the unit of the series.
struct BatchMeans {
  std::size_t batches;
  double mean, ci_low, ci_high;
  /// Autocorrelation of neighbouring batch means; NaN if they are all equal. Where batches are long enough it lies
  /// around -1/batches with a standard error of about 1/sqrt(batches); far above, the interval is too narrow.
  double lag1;
};

/// Mean and Student t interval from one run without its warm-up, by batch means that do not overlap. The batches have
/// equal length; up to batches - 1 observations that are over are left out at the start, nearest to the warm-up.
/// \param series      observations in order of time, finite; at least one a batch, and hundreds for an honest interval
/// \param batches     at least 2; 10 to 30 serve nearly always (Schmeiser)
/// \param confidence  in (0, 1)
/// \throws std::invalid_argument if the series is too short or holds a number that is not finite, if there are fewer
///         than 2 batches, or for a confidence outside (0, 1)
/// \source Schmeiser 1982, Batch size effects in the analysis of simulation output, Operations Research 30(3)
BatchMeans batch_means(std::span<const double> series, std::size_t batches = 20, double confidence = 0.95);

}  // namespace sim
