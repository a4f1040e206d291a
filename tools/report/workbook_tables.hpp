#pragma once

#include "tools/report/book.hpp"
#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"

#include <string>

/// The sheets of the workbook that only show.
namespace report::table_sheets {

/// One for each table of the report, under what it shows to be the case.
void report_tables(book::Book& book, const Report& report);

/// The analysis of costs and benefits with its spread, assumptions, definitions of metrics, validation and differences,
/// as far as the folder has them.
void folder_tables(book::Book& book, const Inputs& inputs);

/// What the workbook is, its limits, what may be changed, and where what stands; written last, on the first sheet.
/// \param no_money  why the sheets on money are not there; "" if they are
void read_me(const book::Book& book, book::Sheet& sheet, const Report& report, const Inputs& inputs,
             const std::string& no_money);

}  // namespace report::table_sheets
