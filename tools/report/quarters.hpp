#pragma once

#include "tools/report/inputs.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace report {

/// The mean of some weeks and an interval that holds the true one at least as often as the weeks' intervals do: the
/// half-width of a mean is at most the mean of the half-widths. NaN where there is nothing.
struct Band {
  double mean, low, high;
};

/// weekly.csv by quarters of thirteen weeks, for fewer points than weeks have.
struct Quarter {
  std::string first_day;  ///< of its first week
  Band waiting;           ///< people waiting, mean of the weeks
  Band wait_days;         ///< of cases begun, each week weighted with its cases
};

/// By service and system, in time. A last quarter of less than seven weeks is left out. Six significant figures.
/// \throws results::StoreError if the file is damaged
std::map<std::pair<std::string, std::string>, std::vector<Quarter>> quarters(const Records& weekly,
                                                                             const std::vector<std::string>& services);

/// A number with six significant figures, for what is calculated here and not read.
double six_figures(double value);

}  // namespace report
