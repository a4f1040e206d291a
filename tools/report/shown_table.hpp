#pragma once

#include "tools/report/document.hpp"

#include <string>
#include <vector>

namespace report {

/// The cells of a row as people read them. A number that stands with its interval (columns KEY_low and KEY_high, or
/// ci_low and ci_high for `mean`) is rounded with it: three significant figures, or two of the half-width where that
/// says more.
/// \throws std::logic_error if the row is not as long as the table's columns
std::vector<std::string> shown_row(const Table& table, const std::vector<Cell>& row);

}  // namespace report
