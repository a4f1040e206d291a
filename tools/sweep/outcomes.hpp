#pragma once

#include "sim/matrix.hpp"
#include "sim/sensitivity/shared_chance.hpp"
#include "tools/sweep/values.hpp"

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace tools::sweeps {

/// An output of a sweep: a system's metric, or that of the system minus the baseline's, paired by replication.
struct Column {
  std::size_t system, metric;
  bool difference;
};
/// Every system's metrics, then every other system's minus the baseline's.
std::vector<Column> columns_of(const Kept& kept);

/// What each point came to in some of the columns; shape (points, columns).
struct Outcomes {
  std::vector<Column> columns;
  sim::Matrix mean, variance, replications;  ///< over replications with a value; NaN where there is none
  std::vector<double> shared;                ///< by column: variance of a replication that is common to all points
};

/// What each point came to in every column, kept on the disk, since points and columns may both be many.
class OutcomeFile {
 public:
  /// \param place  for the file, which has no name there for longer than a moment and goes with this
  /// \throws results::FolderError
  OutcomeFile(const std::filesystem::path& place, std::vector<Column> columns);

  const std::vector<Column>& columns() const { return columns_; }
  std::size_t points() const { return points_; }
  /// The next point. \param values  by replication, NaN where there is none; shape (columns, replications)
  /// \throws results::FolderError
  void add(std::span<const std::vector<double>> values);
  /// \param which  of the columns, ascending. \throws results::FolderError
  Outcomes read(const std::vector<std::size_t>& which);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::filesystem::path place_;
  std::unique_ptr<std::FILE, Close> file_;  ///< for each point and column mean, variance and replications
  std::vector<Column> columns_;
  std::vector<sim::sensitivity::SharedChance> shared_;  ///< by column
  std::size_t points_ = 0;
};

}  // namespace tools::sweeps
