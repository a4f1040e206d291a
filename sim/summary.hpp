#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace sim {

/// How an interval is made, in words; to be changed with summarise.
inline constexpr std::string_view about_intervals =
    "Mean over replications with its two-sided Student t interval at 95 %; a replication without a value, such as a "
    "ratio with no denominator, is left out and n says how many are left. p05, p50 and p95 are the spread over "
    "replications (Hyndman and Fan's type 7), not of the mean.";

/// What replications say about one quantity.
struct Summary {
  std::size_t n = 0;                         ///< replications with a value
  double mean = 0, ci_low = 0, ci_high = 0;  ///< NaN where n is too small: mean needs 1, the interval 2
  double p05 = 0, p50 = 0, p95 = 0;          ///< spread over replications, not of the mean
};

/// Mean with the Student t interval over replications, and the spread. NaN marks a replication without a value (a
/// ratio with no denominator); it is left out. Sums run in the order given, so the result is the same to the bit
/// whoever computed the replications.
/// \param confidence  in (0, 1), by default 0.95
Summary summarise(std::span<const double> values, double confidence = 0.95);

/// The p-quantile by linear interpolation between order statistics (Hyndman and Fan's type 7).
/// \param sorted  ascending, not empty. \param p  in [0, 1]
double quantile_of_sorted(std::span<const double> sorted, double p);

/// Half-width of the two-sided Student t interval of a mean.
/// \param sd  sample standard deviation. \param n  at least 2
double t_half_width(double sd, std::size_t n, double confidence = 0.95);

}  // namespace sim
