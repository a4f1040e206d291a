#pragma once

#include "tools/calibration/parameters.hpp"
#include "tools/calibration/trials.hpp"
#include "tools/results/validation.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tools::calibration {

/// A quantity that the baseline is held against.
struct FitRow {
  results::ValidationRow before, after;  ///< at the scenario's own values, and as fitted
};

/// What calibration found out about one parameter.
struct ParameterFinding {
  FittedParameter parameter;
  double fitted = 0;
  bool is_idle = false;                            ///< changes no target, so it keeps its own value and range
  std::optional<std::pair<double, double>> range;  ///< central 90 % of the ensemble; none if nothing survived, or idle
  double share = 0;                                ///< of its bounds that the sets not ruled out span
  std::string identified;                          ///< "yes", "no", "jointly" or "not judged"
  std::string why;                                 ///< unless it is "yes"
};

/// What a calibration found.
struct Fit {
  std::string title, scenario, baseline;  ///< scenario: the file as named
  std::vector<std::string> settings;      ///< of the command line
  std::string prices_file;                ///< of --prices; empty: none
  std::uint32_t replications = 0, seed = 0;
  std::vector<FitRow> rows;  ///< by row of Targets
  std::vector<ParameterFinding> parameters;
  std::vector<Trial> trials;                  ///< the first is the start
  std::size_t best = 0;                       ///< index of the fitted one
  std::vector<std::vector<double>> ensemble;  ///< values by parameter, one row a survivor
  std::size_t waves = 0, tried_in_waves = 0;
  bool complete = true;
};

}  // namespace tools::calibration
