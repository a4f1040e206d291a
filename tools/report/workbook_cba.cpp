#include "tools/report/workbook_cba.hpp"

#include "models/pathway/draw.hpp"
#include "tools/report/parties.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace report::money_sheets {

namespace {

using book::across;
using book::cell;
using book::Look;
using pathway::readable;

const Look title{.title = true}, bold{.bold = true}, faint{.faint = true}, id{.number = "0", .center = true};
Look shown(const std::string& number) { return {.number = number}; }

constexpr std::array<const char*, 4> role_names{"cost", "fiscal benefit", "economic benefit", "social benefit"};

/// A correction at a grade that may lie between two.
std::string at_grade(const std::string& table, const std::string& at) {
  return fmt::format("INDEX({0},INT({1}))+({1}-INT({1}))*(INDEX({0},MIN(6,INT({1})+1))-INDEX({0},INT({1})))", table,
                     at);
}

CbaTerms terms_of(const InputCells& inputs) {
  CbaTerms terms{inputs.uplift, inputs.cut, inputs.worst, inputs.population_grade, inputs.impact_grade, {}, {}};
  for (const Live& f : inputs.standard) terms.standard.push_back(f.value);
  for (const Live& f : inputs.health) terms.health.push_back(f.value);
  return terms;
}

}  // namespace

ComparisonSheet::ComparisonSheet(Book& book, const PricedRun& run, const InputCells& inputs, const PriceCells& prices,
                                 const UnitCells& units, std::size_t option, std::size_t comparator)
    : run_(run), inputs_(inputs), prices_(prices), units_(units), option_(option), comparator_(comparator),
      means_(cba_of_means(run, terms_of(inputs), units.pounds, option, comparator)), years_(run.years.size()),
      total_(first_year + years_),
      sheet_(book.add("CBA " + readable(run.systems[option]) + " - " + readable(run.systems[comparator]), money_part)) {
  first_line_ = figures_row + figure_count + 6;
  last_line_ = first_line_ + std::max<std::size_t>(run.lines.size(), 1) - 1;
  by_year_ = last_line_ + 2;
  by_agency_ = by_year_ + 2 * by_year_rows + 2;
}

void ComparisonSheet::write(const Records& figures_file, const Records* by_agency_file) {
  sheet_.text(0, 0,
              fmt::format("Costs and benefits: {} against {}", readable(run_.systems[option_]),
                          readable(run_.systems[comparator_])),
              title);
  sheet_.text(1, 0,
              "Formulas follow the sheets Inputs, Prices and Units. \"Simulated\" is the mean of the replications' own "
              "figures, or the ratio of such means: a value that no input changes. Cash is worked out in each "
              "replication, since posts are saved whole: a value too. Payback is that of the means. A budget impact "
              "below nought is a saving.",
              faint);
  factors();
  lines();
  by_year();
  figures(figures_file);
  if (by_agency_file) by_agencies(*by_agency_file);
  sheet_.width(0, 0, 5);
  sheet_.width(label, label, 34);
  sheet_.width(agency_no, agency_no, 8);
  sheet_.width(agency, agency, 17);
  sheet_.width(role, total_ + cba_views - 1, 14.5);
  sheet_.width(after(transfer), after(factor), 11);
  sheet_.freeze(2, 2, 2);
}

std::string ComparisonSheet::sum_of(const std::string& column, CbaLine::Role r, const std::string& more) const {
  return fmt::format("SUMIFS({},{},\"{}\"{})", column, lines_of(role), role_names[static_cast<std::size_t>(r)], more);
}

void ComparisonSheet::check(std::size_t row, std::size_t column, const std::string& apart, double difference) {
  sheet_.formula(row, column, fmt::format("IF(ABS({})<={},\"agrees\",\"changed\")", apart, inputs_.tolerance),
                 std::string(std::abs(difference) <= run_.tolerance ? "agrees" : "changed"));
}

/// What a pound of each year is worth, above the lines.
void ComparisonSheet::factors() {
  const std::size_t row = first_line_ - 4;
  sheet_.text(row, label, "Discount factor, money", bold);
  sheet_.text(row + 1, label, "Discount factor, effects on health", bold);
  for (std::size_t y = 0; y < years_; ++y) {
    sheet_.formula(row, first_year + y, inputs_.standard[y].at, inputs_.standard[y].value, shown(book::four_decimals));
    sheet_.formula(row + 1, first_year + y, inputs_.health[y].at, inputs_.health[y].value, shown(book::four_decimals));
  }
}

void ComparisonSheet::lines() {
  sheet_.text(first_line_ - 2, 0, "Lines: what is spent more on the new model, and less on everything else", bold);
  std::vector<std::string> titles{"No.", "Line or value", "Agency no.", "Agency", "Counts as"};
  for (const std::string& year : run_.years) titles.push_back("£, year from " + year);
  titles.insert(titles.end(), {"£, all years", "£, discounted", "£, corrected", "£, corrected, discounted", "Transfer",
                               "Line stops", "Health rate", "Grade of the price", "Has own optimism",
                               "Grade that counts", "Uplift", "Cut", "Correction"});
  sheet_.headings(first_line_ - 1, titles);
  for (std::size_t l = 0; l < run_.lines.size(); ++l) line(l);
}

void ComparisonSheet::line(std::size_t l) {
  const CbaLine& line = run_.lines[l];
  const CbaOfMeans::Line& means = means_.lines[l];
  const std::size_t row = first_line_ + l;
  const auto flag = [](bool on) { return std::string(on ? "yes" : "no"); };
  const bool is_cost = line.role == CbaLine::Role::cost;
  sheet_.number(row, 0, static_cast<double>(l + 1), id);
  sheet_.text(row, label, readable(line.name));
  sheet_.number(row, agency_no, line.agency == no_index ? 0 : static_cast<double>(line.agency + 1), id);
  sheet_.text(row, agency, line.agency == no_index ? std::string(society) : readable(run_.agencies[line.agency]));
  sheet_.text(row, role, role_names[static_cast<std::size_t>(line.role)]);
  sheet_.text(row, after(transfer), flag(line.transfer), {.center = true});
  sheet_.text(row, after(stops), flag(line.stops), {.center = true});
  sheet_.text(row, after(health), flag(line.health), {.center = true});
  std::string graded;
  for (const std::size_t p : line.graded) graded += (graded.empty() ? "" : ",") + prices_.grade[p];
  if (line.graded.empty())
    sheet_.number(row, after(grade), line.grade, id);
  else
    sheet_.formula(row, after(grade), "MAX(" + graded + ")", line.grade, id);
  sheet_.text(row, after(own), flag(line.own_optimism), {.input = true, .center = true});
  sheet_.formula(row, after(combined),
                 is_cost || line.stops
                     ? cell(row, after(grade))
                     : fmt::format("IF({0}=\"mean\",AVERAGE({1},{2},{3}),MAX({1},{2},{3}))", inputs_.combine,
                                   cell(row, after(grade)), inputs_.population, inputs_.impact),
                 means.grade, Look{.number = "0.0", .center = true});
  sheet_.formula(row, after(uplift), at_grade(inputs_.cost_uplift, cell(row, after(combined))), means.uplift,
                 shown(book::per_cent));
  sheet_.formula(row, after(cut), at_grade(inputs_.benefit_cut, cell(row, after(combined))), means.cut,
                 shown(book::per_cent));
  sheet_.formula(row, after(factor),
                 fmt::format("IF({0}=\"yes\",1,IF(OR({1}=\"cost\",ROUND({2},2)<0),1+{3},1-{4}))", cell(row, after(own)),
                             cell(row, role), cell(row, total_), cell(row, after(uplift)), cell(row, after(cut))),
                 means.factor, shown("0.000"));
  for (std::size_t y = 0; y < years_; ++y) {
    const auto spent = [&](std::size_t system) {
      return fmt::format("SUMIFS({},{},$A{},{},{})", units_.money[y], units_.line, row + 1, units_.system, system + 1);
    };
    sheet_.formula(row, first_year + y,
                   spent(is_cost ? option_ : comparator_) + "-" + spent(is_cost ? comparator_ : option_),
                   means.amounts[y], shown(book::pounds));
  }
  const std::string years = across(row, first_year, total_ - 1);
  const std::size_t factors = first_line_ - (line.health ? 3 : 4);
  const std::array<std::string, cba_views> totals{
      "SUM(" + years + ")",
      fmt::format("SUMPRODUCT({},{}:{})", years, book::fixed(factors, first_year), book::fixed(factors, total_ - 1)),
      cell(row, total_) + "*" + cell(row, after(factor)), cell(row, total_ + 1) + "*" + cell(row, after(factor))};
  for (std::size_t v = 0; v < totals.size(); ++v)
    sheet_.formula(row, total_ + v, totals[v], means.total[v], shown(book::pounds));
}

void cost_benefit(Book& book, const PricedRun& run, const InputCells& inputs, const PriceCells& prices,
                  const UnitCells& units, const Records& figures, const Records* by_agency) {
  for (std::size_t option = 0; option < run.systems.size(); ++option)
    for (std::size_t comparator = 0; comparator < run.systems.size(); ++comparator) {
      const std::string name = run.systems[option] + " - " + run.systems[comparator];
      bool there = false;
      for (std::size_t r = 0; r < figures.size() && !there; ++r) there = figures.text(r, "comparison") == name;
      if (there) ComparisonSheet(book, run, inputs, prices, units, option, comparator).write(figures, by_agency);
    }
}

}  // namespace report::money_sheets
