#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

/// What an experiment measured, in a form that knows nothing of what was simulated.
namespace experiment {

struct Metric {
  std::string name;        ///< "marac_wait_days"
  std::string unit;        ///< "days"
  std::string group;       ///< "" for everybody, or "tier=high"
  std::string definition;  ///< one sentence
};

/// Marks a ratio that has no denominator.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Values of every metric for every replication, system and row. Rows are the counted years in order, and last the
/// whole horizon.
struct Results {
  std::vector<Metric> metrics;
  std::vector<std::string> systems;
  std::size_t baseline = 0;                 ///< index into systems
  std::string area;                         ///< name of the area, or "all" for several together
  std::vector<std::string> years;           ///< "2014-11-01", first day of each counted year; rows 0 .. years-1
  std::vector<std::uint32_t> replications;  ///< their numbers, ascending, counted from 0
  std::vector<double> values;               ///< shape (replications, systems, years + 1, metrics), last index fastest

  std::size_t rows() const { return years.size() + 1; }
  std::size_t index(std::size_t r, std::size_t system, std::size_t row, std::size_t metric) const {
    return ((r * systems.size() + system) * rows() + row) * metrics.size() + metric;
  }
  double at(std::size_t r, std::size_t system, std::size_t row, std::size_t metric) const {
    return values[index(r, system, row, metric)];
  }
  /// The index of the metric for everybody of that name; metrics.size() if there is none.
  std::size_t find(const std::string& name, const std::string& group = "") const {
    for (std::size_t m = 0; m < metrics.size(); ++m)
      if (metrics[m].name == name && metrics[m].group == group) return m;
    return metrics.size();
  }
};

}  // namespace experiment
