#pragma once

#include "models/experiment.hpp"

#include <cmath>
#include <cstdint>

/// A small experiment with everything that output files must cope with: two years, three systems of which the last is
/// the baseline again, a grouped metric, a missing ratio, and names that need quoting.
inline experiment::Results sample_results() {
  experiment::Results results;
  results.metrics = {{"incidents", "count", "", "Incidents of any kind."},
                     {"refuge_turned_away_share", "share", "", "Requests refused for want of space, over requests."},
                     {"cost_total", "£", "", "Cost to all agencies."},
                     {"incidents", "count", "tier=high", "Incidents of any kind."}};
  results.systems = {"six_route", "option \"1\", cheap", "six_route_again"};
  results.baseline = 0;
  results.area = "west_cheshire";
  results.years = {"2014-11-01", "2015-11-01"};
  results.replications = {0, 1, 2, 7};
  results.values.resize(4 * 3 * 3 * 4);
  for (std::size_t r = 0; r < 4; ++r)
    for (std::size_t system = 0; system < 3; ++system)
      for (std::size_t row = 0; row < 3; ++row) {
        const double luck = std::sin(static_cast<double>(10 * r + row)), reduced = system == 1 ? 0.9 : 1.0;
        double* const cell = &results.values[results.index(r, system, row, 0)];
        cell[0] = std::round(5000 * (1 + 0.1 * luck) * reduced);
        cell[1] = 0.3 + 0.1 * luck;
        cell[2] = 1234567.89 * reduced * (1 + 0.01 * luck);
        cell[3] = std::round(700 * (1 + 0.1 * luck));
      }
  results.values[results.index(1, 1, 2, 1)] = experiment::missing;  // option 1 alone
  results.values[results.index(2, 0, 2, 1)] = experiment::missing;  // the baseline alone
  return results;
}
