#include "tools/report/workbook.hpp"

#include "tools/report/workbook_money.hpp"
#include "tools/report/workbook_tables.hpp"

#include <string>

namespace report {

void write_workbook(const Report& report, const Inputs& inputs, const std::filesystem::path& file) {
  book::Book book(file, report.title);
  book::Sheet& front = book.add("Read me");
  std::string why;
  const std::optional<PricedRun> run = priced_run(inputs, why);
  table_sheets::report_tables(book, report, inputs);
  if (run) {
    const money_sheets::InputCells cells = money_sheets::inputs(book, *run);
    const money_sheets::PriceCells prices = money_sheets::prices(book, *run, cells);
    const money_sheets::UnitCells units = money_sheets::units(book, *run, prices);
    money_sheets::costs(book, *run, units, cells, *inputs.summary());
    const Records* const figures = inputs.records("cba_summary.csv");
    if (figures && run->appraisal())
      money_sheets::cost_benefit(book, *run, cells, prices, units, *figures, inputs.records("cba_by_agency_year.csv"));
  }
  table_sheets::folder_tables(book, inputs);
  table_sheets::read_me(book, front, report, inputs, run ? "" : why);
  book.save();
}

}  // namespace report
