#pragma once

#include "models/scenario/diagnostics.hpp"
#include "models/scenario/units.hpp"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenario {

/// One line of the assumptions log: a number of the scenario with where it comes from and how far to trust it.
/// Fields follow the parameter record that local cost-benefit guidance and reporting standards ask for.
struct Assumption {
  std::string path;         ///< "systems.six_route.services.idva.capacity.fte"
  std::string description;  ///< from the declaration of the key
  Unit unit = Unit::number;
  double value = 0;                                         ///< in the unit it is kept in
  std::optional<double> low, high;                          ///< central 90 %
  std::optional<double> fit_low = {}, fit_high = {};        ///< bounds within which calibration may change it, if any
  double least = -std::numeric_limits<double>::infinity();  ///< what it may be at all, inclusive, as kept
  double most = std::numeric_limits<double>::infinity();
  std::string part_of = {};  ///< path of the shares that sum to one with it, or ""
  bool exact = false;        ///< a date, a setting, how a table was cut: nothing to be drawn or fitted
  std::string distribution;  ///< family that its evidence names for when parameters are drawn, or ""
  std::string source;        ///< "" means nobody said
  std::string status;        ///< one of evidence_statuses, or ""
  std::optional<int> grade;  ///< 1 (best) to 6
  std::optional<int> price_year;
  std::string rationale;
  Place place;
};

/// documented (read in a source), calculated (arithmetic on documented numbers), inferred (a judgement), assumed (an
/// estimate with no source), unverified (believed from the literature, not confirmed).
inline constexpr std::string_view evidence_statuses[] = {"documented", "calculated", "inferred", "assumed",
                                                         "unverified"};

/// What an evidenced number may be drawn from when parameters are drawn.
inline constexpr std::string_view uncertainty_families[] = {
    "constant", "uniform", "triangular", "exponential", "gamma", "weibull", "lognormal", "normal", "beta", "poisson"};

}  // namespace scenario
