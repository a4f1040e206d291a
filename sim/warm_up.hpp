#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace sim {

/// How the length of a warm-up is advised on, in words; to be changed with mser5.
inline constexpr std::string_view about_warm_up =
    "MSER-5 (White, Cobb and Spratt 2000) on the mean of several replications: leave out as many batches of five "
    "observations as make the interval of the rest narrowest";

/// How much of the start of a run to leave out of a steady-state mean.
struct WarmUpAdvice {
  std::size_t truncate;  ///< observations to leave out, a multiple of 5
  bool reliable;         ///< false where that is more than half of the series: the run is too short to tell
  double statistic;      ///< the least MSER, in the unit of the series squared
};

/// MSER-5: leave out as many batches of five observations as make the interval of the mean of the rest narrowest. With
/// k batch means Z, that d which makes sum over j > d of (Z_j - their mean)^2 / (k - d)^2 least, the first of equals.
///
/// Fewer than five batches are never left, since a few that happen to lie together would always win (Hoad, Robinson and
/// Davies). Up to four observations at the end that fill no batch are not looked at. Takes time proportional to the
/// series. Give it the mean of several replications rather than one run where there are several.
/// \param series  observations in order of time, finite; at least 100
/// \throws std::invalid_argument if the series is shorter or holds a number that is not finite
/// \source White 1997, An effective truncation heuristic for bias reduction in simulation output, Simulation 69(6);
///         White, Cobb and Spratt 2000, A comparison of five steady-state truncation heuristics for simulation, WSC
///         (batches of five, half of the series); Hoad, Robinson and Davies 2010, Automating warm-up length estimation,
///         JORS 61(9) (the last five batches)
WarmUpAdvice mser5(std::span<const double> series);

}  // namespace sim
