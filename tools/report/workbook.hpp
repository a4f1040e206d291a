#pragma once

#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"

#include <filesystem>

namespace report {

/// Writes report.xlsx: a sheet for each table of the report; inputs, prices, units, costs and the cost-benefit analysis
/// with live formulas, where the folder holds what they need; definitions, assumptions, validation and differences. The
/// same folder gives the same bytes.
/// \throws results::StoreError if a file of the folder is damaged, results::FolderError if it cannot be written
void write_workbook(const Report& report, const Inputs& inputs, const std::filesystem::path& file);

}  // namespace report
