#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <vector>

namespace sim::sensitivity {

/// \throws std::invalid_argument if the outcomes are not of their shape or hold an infinity; NaN marks a missing one
void require_outcomes(const Matrix& y);

/// \param x  shape (points, factors)
/// \param y  shape (points, metrics)
/// \throws std::invalid_argument unless x is finite, y is as in `require_outcomes` and both have a row for each point
void require_design(const Matrix& x, const Matrix& y);

/// \return the rows in which no outcome is missing, ascending
std::vector<std::size_t> complete_rows(const Matrix& y);

}  // namespace sim::sensitivity
