#include "models/pathway/draw.hpp"
#include "tools/report/workbook_money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace report::money_sheets {

namespace {

using book::across;
using book::cell;
using book::fixed_down;
using book::Look;
using pathway::readable;

const Look title{.title = true}, faint{.faint = true}, id{.number = "0", .center = true};
Look shown(const std::string& number, bool bold = false) { return {.number = number, .bold = bold}; }

double number(std::size_t index) { return index == no_index ? 0 : static_cast<double>(index + 1); }

}  // namespace

UnitCells units(Book& book, const PricedRun& run, const PriceCells& prices) {
  Sheet& sheet = book.add("Units", money_part);
  const std::size_t years = run.years.size();
  sheet.text(0, 0, "Units: how many of each price were paid for, and what they come to", title);
  sheet.text(
      1, 0,
      std::string("Means over the replications, inside the perimeter and by the share counted: values, which a "
                  "change of price leaves alone. Money is units times the price in base-year pounds") +
          (run.drawn ? ", times what was paid on average as a share of it: prices were drawn in each replication."
                     : "."),
      faint);
  constexpr std::size_t head = 3, first_year = 11;
  std::vector<std::string> titles{"Price no.", "System no.", "Line no.", "Agency no.",           "System", "Service",
                                  "Line",      "Agency",     "Unit",     "Price in base-year £", "Amount"};
  for (const std::string& year : run.years) titles.push_back("Units, year from " + year);
  const std::size_t paid = first_year + years, money = paid + (run.drawn ? years : 0);
  if (run.drawn)
    for (const std::string& year : run.years) titles.push_back("Paid as a share of the price, year from " + year);
  for (const std::string& year : run.years) titles.push_back("£, year from " + year);
  titles.push_back("£, all years");
  sheet.headings(head, titles);
  UnitCells cells;
  std::size_t row = head;
  for (const Used& u : run.used) {
    const Price& p = run.prices[u.price];
    ++row;
    std::size_t agency = no_index;
    if (!p.is_value)
      agency = static_cast<std::size_t>(std::find(run.agencies.begin(), run.agencies.end(), p.agency) -
                                        run.agencies.begin());
    sheet.number(row, 0, number(u.price), id);
    sheet.number(row, 1, number(u.system), id);
    sheet.number(row, 2, number(p.cba_line), id);
    sheet.number(row, 3, number(agency), id);
    sheet.text(row, 4, readable(run.systems[u.system]));
    sheet.text(row, 5, readable(p.service));
    sheet.text(row, 6, readable(p.line));
    sheet.text(row, 7, readable(p.agency));
    sheet.text(row, 8, readable(p.unit));
    sheet.formula(row, 9, prices.real[u.price].at, p.real, shown(book::pence));
    sheet.formula(row, 10, prices.amount[u.price].at, p.amount, shown("0.####"));
    std::vector<double>& pounds = cells.pounds.emplace_back();
    for (std::size_t y = 0; y < years; ++y) {
      sheet.number(row, first_year + y, u.units[y], shown("#,##0.00"));
      if (run.drawn) sheet.number(row, paid + y, u.paid[y], shown("0.0000"));
      std::string formula = fmt::format("{}*${}*${}", cell(row, first_year + y), cell(row, 10), cell(row, 9));
      if (run.drawn) formula += "*" + cell(row, paid + y);
      pounds.push_back(u.money(p, y));
      sheet.formula(row, money + y, formula, pounds.back(), shown(book::pounds));
    }
    sheet.formula(row, money + years, "SUM(" + across(row, money, money + years - 1) + ")",
                  std::accumulate(pounds.begin(), pounds.end(), 0.0), shown(book::pounds));
  }
  const std::size_t first = head + 1, last = std::max(row, first);
  const auto range = [&](std::size_t column) { return sheet.quoted() + fixed_down(first, last, column); };
  cells.system = range(1);
  cells.line = range(2);
  cells.agency = range(3);
  for (std::size_t y = 0; y <= years; ++y) cells.money.push_back(range(money + y));
  sheet.width(0, 3, 7);
  sheet.width(4, 4, 14);
  sheet.width(5, 6, 26);
  sheet.width(7, 10, 13);
  sheet.width(first_year, money + years, 13);
  sheet.freeze(head + 1, 8, head);
  return cells;
}

void costs(Book& book, const PricedRun& run, const UnitCells& units, const InputCells& inputs,
           const Measures& summary) {
  Sheet& sheet = book.add("Costs", money_part);
  const std::size_t years = run.years.size();
  sheet.text(0, 0, "Costs: public spending by system, agency and year", title);
  sheet.text(1, 0,
             "Added up from the sheet Units, beside the means of the simulation (values). The two agree but for the "
             "rounding of pence until an input is changed; then the difference is what the change does.",
             faint);
  constexpr std::size_t head = 3, live = 4;
  const std::size_t simulated = live + years + 1, difference = simulated + years + 1;
  std::vector<std::string> titles{"System no.", "Agency no.", "System", "Agency"};
  for (const char* const what : {"£, ", "Simulated £, "}) {
    for (const std::string& year : run.years) titles.push_back(what + ("year from " + year));
    titles.push_back(std::string(what) + "all years");
  }
  titles.insert(titles.end(), {"Difference, £", "Check"});
  sheet.headings(head, titles);
  std::size_t row = head;
  for (std::size_t s = 0; s < run.systems.size(); ++s) {
    const std::size_t first = row + 1;
    std::vector<double> totals(years + 1, 0);
    for (std::size_t a = 0; a <= run.agencies.size(); ++a) {
      const bool all = a == run.agencies.size();
      ++row;
      sheet.number(row, 0, number(s), id);
      if (!all) sheet.number(row, 1, number(a), id);
      sheet.text(row, 2, readable(run.systems[s]), {.bold = all});
      sheet.text(row, 3, all ? "all agencies" : readable(run.agencies[a]), {.bold = all});
      std::vector<double> values(years + 1, 0);
      for (std::size_t u = 0; !all && u < run.used.size(); ++u) {
        const Price& p = run.prices[run.used[u].price];
        if (run.used[u].system != s || p.is_value || p.agency != run.agencies[a]) continue;
        for (std::size_t y = 0; y < years; ++y) {
          values[y] += units.pounds[u][y];
          values[years] += units.pounds[u][y];
        }
      }
      const std::string metric = all ? "cost_total" : "cost_agency." + run.agencies[a];
      double simulated_total = 0;
      for (std::size_t y = 0; y <= years; ++y) {
        if (all) values[y] = totals[y];
        totals[y] += all ? 0 : values[y];
        const std::string formula = all ? fmt::format("SUM({}:{})", cell(first, live + y), cell(row - 1, live + y))
                                        : fmt::format("SUMIFS({},{},$A{},{},$B{})", units.money[y], units.system,
                                                      row + 1, units.agency, row + 1);
        sheet.formula(row, live + y, formula, values[y], shown(book::pounds, all));
        const Measured* const found = summary.find(run.systems[s], metric, y < years ? run.years[y] : "");
        simulated_total = found ? found->mean : experiment::missing;
        sheet.number(row, simulated + y, simulated_total, {.number = book::pounds, .bold = all, .faint = true});
      }
      if (std::isnan(simulated_total)) continue;
      const double apart = values[years] - simulated_total;
      sheet.formula(row, difference, cell(row, live + years) + "-" + cell(row, simulated + years), apart,
                    shown(book::difference, all));
      sheet.formula(row, difference + 1,
                    fmt::format("IF(ABS({})<={},\"agrees\",\"changed\")", cell(row, difference), inputs.tolerance),
                    std::string(std::abs(apart) <= run.tolerance ? "agrees" : "changed"));
    }
    ++row;
  }
  sheet.width(0, 1, 8);
  sheet.width(2, 3, 18);
  sheet.width(live, difference + 1, 14);
  sheet.freeze(head + 1, 4, head);
}

}  // namespace report::money_sheets
