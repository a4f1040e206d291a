#pragma once

#include "models/scenario/diagnostics.hpp"
#include "tools/sweep/config.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace tools::sweeps {

/// A design read from a table (CSV): a line with names, then a line for each point.
struct DesignTable {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> points;  ///< a value for each name
};

/// \param place  where the table is named
/// \throws scenario::InputError with every mistake found, each at its line and column of the table: a name that stands
///         twice, a line that is too short or too long, a quotation mark that is never closed; or if there is no point
DesignTable read_design(const std::filesystem::path& file, const scenario::Place& place);

/// The columns of the factors, each by the factor's name or else by one of its paths, as in a calibration's
/// ensemble.csv. \return shape (factors) \throws scenario::InputError for a factor without a column
std::vector<std::size_t> columns_of(const DesignTable& table, const std::filesystem::path& file,
                                    const std::vector<scenario::Named<Factor>>& factors);

}  // namespace tools::sweeps
