#pragma once

#include "tools/report/book.hpp"
#include "tools/report/priced_run.hpp"

#include <array>
#include <string>
#include <vector>

/// The sheets of the workbook that compute: inputs, prices, units, costs and the cost-benefit analysis. Each writes its
/// formulas with the values they come to, and says where its cells are.
namespace report::money_sheets {

using book::Book;
using book::Live;
using book::Sheet;

/// The part of the workbook that these sheets belong to.
inline constexpr const char* money_part = "Money, worked out with formulas";

/// Cells of the sheet of inputs.
struct InputCells {
  std::string base_year, deflator_years, deflator_index;
  double base = 0;                       ///< the base year
  std::vector<Live> standard, health;    ///< discount factors; shape (years)
  std::string cost_uplift, benefit_cut;  ///< by grade
  std::array<double, 6> uplift{}, cut{};
  std::string combine, population, impact;  ///< "worst" or "mean"; grades
  bool worst = true;
  double population_grade = 6, impact_grade = 6;
  std::string tolerance;
};
InputCells inputs(Book& book, const PricedRun& run);

struct PriceCells {
  std::vector<Live> real, amount;  ///< by price
  std::vector<std::string> grade;  ///< by price
};
PriceCells prices(Book& book, const PricedRun& run, const InputCells& inputs);

/// Where the money of each use of a price stands: ranges down the sheet, and by year.
struct UnitCells {
  std::string system, line, agency;         ///< numbers, from 1
  std::vector<std::string> money;           ///< by year, and of all years
  std::vector<std::vector<double>> pounds;  ///< shape (used, years)
};
UnitCells units(Book& book, const PricedRun& run, const PriceCells& prices);

/// By system, agency and year, beside what was simulated.
void costs(Book& book, const PricedRun& run, const UnitCells& units, const InputCells& inputs, const Measures& summary);

/// One sheet for each comparison of two systems that cba_summary.csv has.
void cost_benefit(Book& book, const PricedRun& run, const InputCells& inputs, const PriceCells& prices,
                  const UnitCells& units, const Records& figures, const Records* by_agency);

}  // namespace report::money_sheets
