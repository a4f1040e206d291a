#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace sim {

/// How a run by precision is stopped, in words; to be changed with enough.
inline constexpr std::string_view about_stopping =
    "Replications are added until the half-width asked for is reached and stays so while those that the look-ahead "
    "asks for are added (Hoad, Robinson and Davies 2010).";

/// When an interval over replications is narrow enough to stop.
struct Precision {
  double half_width;              ///< above 0: a share of the mean if relative, else in the unit of the values
  bool relative;                  ///< a mean of exactly 0 never meets a relative half-width
  double confidence = 0.95;       ///< in (0, 1)
  std::size_t at_least = 3;       ///< values, at least 2
  std::size_t at_most = 100'000;  ///< replications looked at, at least at_least
  std::size_t look_ahead = 5;     ///< at n values, look_ahead max(n, 100) / 100 more, rounded down; 0 to 10'000
};

/// The number of replications after which the Student t interval of the mean is narrow enough, and stays so while the
/// values that the look-ahead asks for are added: a lucky early streak does not stop it. NaN marks a replication
/// without a value; it counts as a replication, but not as a value. Depends on the values in their order only, and not
/// on what follows the look-ahead, so that it does not matter how many replications were run before it was asked.
///
/// The interval to report is that of the replications counted. Takes time proportional to the values looked at: 100,000
/// take about a millisecond.
/// \return the least such number; none if the values are too few to say. None from at_most values or more is final.
/// \throws std::invalid_argument if a value is infinite or the precision is outside its ranges
/// \source Hoad, Robinson and Davies 2010, Automated selection of the number of replications for a discrete-event
///         simulation, JORS 61(11)
std::optional<std::size_t> enough(std::span<const double> values, const Precision& precision);

}  // namespace sim
