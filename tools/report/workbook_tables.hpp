#pragma once

#include "tools/report/book.hpp"
#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"

#include <set>
#include <string>
#include <vector>

/// The sheets of the workbook that only show.
namespace report::table_sheets {

/// A table with names of the scenario put in words, and beside a column of metrics their names as they stand in
/// summary.csv. \param follows  keys of the columns that readers choose by, where an empty cell holds for all
Table in_words(Table table, const std::set<std::string>& metrics, const std::vector<std::string>& follows = {});

/// A sheet of its own for a table. \param what  it shows; \param more  may be empty; \param part  of the workbook;
/// \param about  for a list of sheets, where that is not `what`
void sheet_of(book::Book& book, const Table& table, const std::string& what, const std::string& more,
              const std::string& part, const std::string& about = "");

/// One for each table of the report, under what it shows to be the case. Names of the scenario are put in words; where
/// a column holds names of metrics, one beside the others keeps them as they stand in summary.csv.
void report_tables(book::Book& book, const Report& report, const Inputs& inputs);

/// The analysis of costs and benefits with its spread, assumptions, definitions of metrics, validation and differences,
/// as far as the folder has them.
void folder_tables(book::Book& book, const Inputs& inputs);

/// What the workbook is, its limits, what may be changed, and where what stands; written last, on the first sheet.
/// \param no_money  why the sheets on money are not there; "" if they are
void read_me(const book::Book& book, book::Sheet& sheet, const Report& report, const Inputs& inputs,
             const std::string& no_money);

}  // namespace report::table_sheets
