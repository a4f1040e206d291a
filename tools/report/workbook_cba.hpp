#pragma once

#include "tools/report/cba_of_means.hpp"
#include "tools/report/workbook_money.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace report::money_sheets {

/// The sheet of one comparison of two systems: its figures, the lines they are added up from, years and agencies.
class ComparisonSheet {
 public:
  ComparisonSheet(Book& book, const PricedRun& run, const InputCells& inputs, const PriceCells& prices,
                  const UnitCells& units, std::size_t option, std::size_t comparator);

  /// \param figures  cba_summary.csv. \param by_agency  cba_by_agency_year.csv; may be null
  void write(const Records& figures, const Records* by_agency);

 private:
  // Columns: before the years; after the totals by view, counted from the last of these.
  static constexpr std::size_t label = 1, agency_no = 2, agency = 3, role = 4, first_year = 5;
  std::size_t after(std::size_t column) const { return total_ + cba_views - 1 + column; }
  static constexpr std::size_t transfer = 1, stops = 2, health = 3, grade = 4, own = 5, combined = 6, uplift = 7,
                               cut = 8, factor = 9;
  // Rows: of the first figure; how many there are; of a basis in the block by year.
  static constexpr std::size_t figures_row = 5, figure_count = 16, by_year_rows = 13;

  std::string name() const { return run_.systems[option_] + " - " + run_.systems[comparator_]; }
  std::string lines_of(std::size_t column) const { return book::fixed_down(first_line_, last_line_, column); }
  /// "SUMIFS" over the lines of this sheet. \param column  "$O$5:$O$9". \param more  pairs of a range and a criterion
  std::string sum_of(const std::string& column, CbaLine::Role r, const std::string& more = "") const;
  std::string and_yes(std::size_t column) const { return "," + lines_of(column) + ",\"yes\""; }
  void check(std::size_t row, std::size_t column, const std::string& apart, double difference);

  void factors();
  void line(std::size_t l);
  void lines();
  void by_year();
  void by_year(bool corrected, std::size_t row);
  void payback(std::size_t view, std::size_t row, std::size_t net_row, std::size_t so_far_row,
               const std::vector<double>& net);
  void figures(const Records& records);
  void by_agencies(const Records& records);

  const PricedRun& run_;
  const InputCells& inputs_;
  const PriceCells& prices_;
  const UnitCells& units_;
  std::size_t option_, comparator_;
  CbaOfMeans means_;
  std::size_t years_, total_;
  Sheet& sheet_;
  std::size_t first_line_ = 0, last_line_ = 0, by_year_ = 0, by_agency_ = 0;
  struct Payback {
    std::string at;
    std::optional<double> years;
  };
  std::array<Payback, cba_views> payback_;
};

}  // namespace report::money_sheets
