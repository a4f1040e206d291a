#pragma once

#include "models/abuse/price_table.hpp"

#include <span>
#include <string>
#include <vector>

namespace results {

/// prices.csv: every price that a run used, with what is said of it. It may be given back with --prices.
std::string prices_csv(std::span<const abuse::PriceRow> rows);

/// A table of prices from a file, its columns in any order, each cell with its place; those that may be left out need
/// not be there.
/// \throws scenario::InputError with every mistake of form found: no file, a column missing, unknown or twice, rows of
///         another length
std::vector<abuse::PriceRow> read_prices_csv(const std::string& file);

}  // namespace results
