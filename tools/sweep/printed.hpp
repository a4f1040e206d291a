#pragma once

#include "sim/summary.hpp"
#include "tools/sweep/analyses.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace tools::sweeps {

/// What is printed at the end of a sweep.
class Printed {
 public:
  Printed(const Sweep& sweep, const Kept& kept);

  /// One point's outcome in one column, points ascending; those that there is no room for are forgotten.
  void add(std::size_t point, const Column& column, const sim::Summary& summary);
  /// What its intervals hold; of a grid or list a table of the first points in the metrics asked for first, 20 lines at
  /// most; then what moves those metrics most, if that was analysed.
  std::string text(const std::vector<Finding>& findings) const;

 private:
  struct Cell {
    std::size_t point;
    Column column;
    sim::Summary summary;
  };
  std::string points_table(std::size_t metric) const;
  std::string what_moves_most(const std::vector<Finding>& findings) const;
  std::string who_overtakes(const std::vector<Finding>& findings) const;
  std::string names_left_out(const std::vector<Finding>& findings) const;
  std::string what_intervals_hold() const;

  const Sweep& sweep_;
  const Kept& kept_;
  std::size_t metrics_ = 0, points_ = 0;  ///< of the table
  std::vector<Cell> cells_;
};

}  // namespace tools::sweeps
