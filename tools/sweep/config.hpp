#pragma once

#include "models/scenario/fields.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tools::sweeps {

/// How the points of a sweep are chosen.
enum class Kind : std::size_t {
  grid,             ///< every combination of the factors' values
  list,             ///< the first value of every factor, then the second, ...
  one_at_a_time,    ///< each factor's values with the others at their first
  latin_hypercube,  ///< over the factors' ranges
  sobol,            ///< a Sobol sequence over the factors' ranges
  morris,           ///< trajectories for elementary effects
  sobol_indices,    ///< blocks for first-order and total indices
  file,             ///< a table: a column for each factor
  uncertainty,      ///< every uncertain number of the scenario, by Latin hypercube
};

struct Design {
  std::size_t kind = 0;  ///< a Kind
  double points = 0;     ///< of a Latin hypercube or Sobol sequence; trajectories; rows of a block
  double levels = 4;     ///< of elementary effects
  std::string file;      ///< relative to the sweep's file
  scenario::Place place;
};

struct Factor {
  std::vector<scenario::Reference> paths;   ///< as in --set; all of them get the value
  std::vector<scenario::Reference> values;  ///< as in --set
  std::vector<scenario::Reference> range;   ///< lowest and highest, in one unit
  std::optional<bool> evidence;             ///< drawn as the scenario says of that number
};

struct Correlation {
  std::vector<scenario::Reference> between;  ///< two factors
  double rank = 0;                           ///< Spearman's; of 1 or -1 the two have one order, or its reverse
};

/// Where in the factors' space something happens.
struct Discovery {
  std::string name;  ///< what tables call it; "below 0" or "above 5" if the file gives none
  scenario::Reference metric;
  std::optional<scenario::Reference> system;  ///< its difference to the baseline; the baseline itself if absent
  std::optional<double> below, above;
};

struct Config {
  std::string title, purpose, scenario;
  std::vector<scenario::Reference> systems, set, metrics;
  std::optional<double> replications;
  double seed = 1;  ///< of the design
  Design design;
  std::vector<scenario::Named<Factor>> factors;
  std::vector<Correlation> correlations;
  std::vector<Discovery> discover;
  std::string text;      ///< the file as it was read; with what it includes put in, if it includes anything
  std::string resolved;  ///< what it comes to, however it is laid out
};

void describe(scenario::Fields& f, Config& c);

/// Reads a sweep's file. \throws scenario::InputError with every mistake found
Config read(const std::string& path);

}  // namespace tools::sweeps
