#pragma once

#include "sim/calibration/history_match.hpp"
#include "tools/calibration_parameters.hpp"
#include "tools/results/validation.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tools {

/// One set of parameters that was simulated.
struct Trial {
  std::string stage;                   ///< "start", "search", "wave" or "ends"
  std::vector<double> values;          ///< by parameter, in the unit each is kept in
  sim::calibration::Candidate result;  ///< the same in the unit cube, with its implausibility by fitted target
  double objective = 0;
};

/// A quantity that the baseline is held against.
struct CalibrationRow {
  results::ValidationRow before, after;  ///< at the scenario's own values, and as fitted
  bool fitted = false;                   ///< guided the fit, rather than being looked at only
};

/// What calibration found out about one parameter.
struct ParameterFinding {
  FittedParameter parameter;
  double fitted = 0;
  std::optional<std::pair<double, double>> range;  ///< central 90 % of the ensemble; none if nothing survived
  double share = 0;                                ///< of its bounds that the sets not ruled out span
  std::string identified;                          ///< "yes", "no", "jointly" or "not judged"
  std::string why;                                 ///< unless it is "yes"
};

struct Calibration {
  std::string title, scenario, baseline;  ///< scenario: the file as named
  std::vector<std::string> settings;      ///< of the command line
  std::uint32_t replications = 0, seed = 0;
  std::vector<CalibrationRow> rows;  ///< those fitted first among themselves in the order of a trial's implausibilities
  std::vector<ParameterFinding> parameters;
  std::vector<Trial> trials;                  ///< the first is the start
  std::size_t best = 0;                       ///< index of the fitted one
  std::vector<std::vector<double>> ensemble;  ///< values by parameter, one row a survivor
  std::size_t waves = 0, tried_in_waves = 0;
  bool complete = true;
};

/// What the trials say of each parameter: its range, and whether the targets tell it.
/// \param ends  trials with one parameter at a bound and the others as fitted: first low and high of the first
///              parameter, then of the next; empty if they were not made
std::vector<ParameterFinding> findings_of(const std::vector<FittedParameter>& parameters, const Calibration& found,
                                          const std::vector<std::size_t>& ends);

/// fit.csv: quantity, kind, unit, target, low, high, before and after with their intervals, within.
std::string fit_csv(const Calibration& c);
/// parameters.csv: path, unit, low, high, start, fitted, range_low, range_high, share, identified, why.
std::string parameters_csv(const Calibration& c);
/// ensemble.csv: a design: parameter paths, then one set of values a line, each as `--set` takes it.
std::string ensemble_csv(const Calibration& c);
/// trace.csv: every set that was simulated, in order, in the units of parameters.csv.
std::string trace_csv(const Calibration& c);
/// report.txt
std::string report_text(const Calibration& c);

}  // namespace tools
