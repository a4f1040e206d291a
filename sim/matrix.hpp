#pragma once

#include <cstddef>
#include <vector>

namespace sim {

/// A table of numbers: design points by factors, or design points by metrics.
struct Matrix {
  std::size_t rows = 0, columns = 0;
  std::vector<double> values;  ///< shape (rows, columns), last index fastest

  Matrix() = default;
  Matrix(std::size_t row_count, std::size_t column_count)
      : rows(row_count), columns(column_count), values(row_count * column_count) {}

  double& at(std::size_t i, std::size_t j) { return values[i * columns + j]; }
  double at(std::size_t i, std::size_t j) const { return values[i * columns + j]; }
  bool operator==(const Matrix&) const = default;
};

}  // namespace sim
