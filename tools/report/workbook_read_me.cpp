#include "tools/report/workbook_tables.hpp"

#include <fmt/format.h>

namespace report::table_sheets {

namespace {

using book::Book;
using book::Look;
using book::Sheet;

const Look title{.title = true};

}  // namespace

void read_me(const Book& book, Sheet& sheet, const Report& report, const Inputs& inputs, const std::string& no_money) {
  const auto& run = inputs.finished();
  constexpr std::size_t characters_a_line = 100;
  sheet.width(0, 0, 32);
  sheet.width(1, 1, 110);
  sheet.text(0, 0, report.title, title);
  std::size_t row = 1;
  const Look label{.bold = true}, text{.wrap = true};
  const auto line = [&](const std::string& what, const std::string& says) {
    sheet.text(row, 0, what, label);
    sheet.text(row, 1, says, text);
    sheet.height(row++, 1 + book::characters(says) / characters_a_line);
  };
  if (!report.subtitle.empty()) line("", report.subtitle);
  line("What this is",
       "The numbers of one simulated comparison of ways to organise services, for people who check, reuse or question "
       "them. The report beside it, report.html, explains what they mean.");
  line("The run", fmt::format("{}; {} of {} replications; seed {}. {}", run.title, run.replications_done,
                              run.replications_asked, run.seed,
                              inputs.drawn() ? "Uncertain numbers were drawn anew in each replication."
                                             : "Chance only: every number was held at its central value."));
  if (!run.complete) line("Not finished", "The run was stopped early: what stands here holds for what was finished.");
  if (no_money.empty()) {
    line(
        "What may be changed",
        "Coloured cells on the sheets Inputs and Prices, and \"has own optimism\" on the sheets CBA. Costs, benefits, "
        "net present values, ratios and payback follow. Units, cash, medians, percentiles and intervals are results of "
        "the simulation: values, in grey where they stand beside formulas.");
    line("What a change does not do",
         "People and services do not react to a changed price here, nor does anybody's capacity: for that, run the "
         "simulation again with the changed table (--prices).");
    if (inputs.drawn())
      line(
          "Drawn prices",
          "Prices were drawn in each replication, so that what was paid on average is not units times the central "
          "price. The sheet Units holds the ratio of the two, by line and year, and keeps it when a price is changed.");
  } else {
    line("No sheets on money", "There are none: " + no_money + ".");
  }
  line("Limits",
       "A model's results hold for its assumptions, many of which are judgements: see their grades. Money is in pounds "
       "of one year. Text is never a formula.");
  sheet.headings(++row, {"Sheet", "What it holds"});
  ++row;
  std::string part;
  for (const auto& each : book.sheets()) {
    if (each.get() == &sheet) continue;
    if (each->part() != part) sheet.text(row++, 0, part = each->part(), label);
    sheet.link(row, 0, *each);
    sheet.text(row, 1, each->about(), text);
    sheet.height(row++, 1 + book::characters(each->about()) / characters_a_line);
  }
  sheet.freeze(1, 0, 0);
}

}  // namespace report::table_sheets
