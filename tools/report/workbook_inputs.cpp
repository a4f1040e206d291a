#include "models/pathway/draw.hpp"
#include "tools/report/workbook_money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace report::money_sheets {

namespace {

using book::cell;
using book::fixed_down;
using book::Look;
using pathway::readable;

const Look title{.title = true}, bold{.bold = true}, note{.wrap = true, .faint = true};

Look input(const std::string& number) { return {.number = number, .input = true}; }
Look shown(const std::string& number) { return {.number = number}; }

/// "six route, option 1"; "every system" where all of them have the price.
std::string systems_in_words(const Price& p, const PricedRun& run) {
  const auto several = static_cast<std::size_t>(std::ranges::count(p.systems, ';')) + 1;
  if (p.is_value || several >= run.systems.size()) return "every system";
  std::string systems;
  for (const char c : p.systems) systems += c == ';' ? ", " : std::string(1, c);
  return readable(systems);
}

/// Writes the sheet of inputs from the top down.
class InputSheet {
 public:
  InputSheet(Book& book, const PricedRun& run) : book_(book), run_(run), sheet_(book.add("Inputs", money_part)) {}

  InputCells write() {
    sheet_.width(0, 0, 30);
    sheet_.width(1, 6, 15);
    sheet_.text(0, 0, "Inputs: price year, deflator, discount rates and corrections for optimism", title);
    sheet_.text(1, 0, "Coloured cells may be changed: every sheet on money follows.", {.faint = true});
    row_ = 3;
    deflator();
    if (run_.appraisal()) {
      discounting();
      optimism();
    }
    sheet_.text(row_, 0, "Rounding", bold);
    sheet_.text(++row_, 0, "tolerance, £");
    cells_.tolerance = sheet_.number(row_, 1, run_.tolerance, shown(book::decimals)).at;
    sheet_.text(row_, 2, "by which a total may differ from the simulation's, which books whole pence case by case",
                {.faint = true});
    book_.name("tolerance", cells_.tolerance);
    sheet_.freeze(3, 0, 0);
    return std::move(cells_);
  }

 private:
  void deflator() {
    const auto& prices = run_.plan->scenario.prices;
    sheet_.text(row_, 0, "Prices are those of", bold);
    cells_.base = prices.base_year;
    cells_.base_year = sheet_.number(row_, 1, prices.base_year, input("0")).at;
    book_.name("base_year", cells_.base_year);
    row_ += 2;
    sheet_.headings(row_, {"Year", "GDP deflator, index"});
    const std::size_t first = row_ + 1;
    for (const auto& d : prices.deflator) {
      sheet_.number(++row_, 0, d.year, shown("0"));
      sheet_.number(row_, 1, d.index, input("0.000"));
    }
    cells_.deflator_years = sheet_.quoted() + fixed_down(first, row_, 0);
    cells_.deflator_index = sheet_.quoted() + fixed_down(first, row_, 1);
    book_.name("deflator_years", cells_.deflator_years);
    book_.name("deflator_index", cells_.deflator_index);
    row_ += 2;
  }

  struct Steps {
    std::string years, rates;
    std::vector<abuse::config::Schedule::Step> steps;
  };
  Steps schedule(const std::string& name, const std::string& what, const std::string& first_rate) {
    Steps out;
    for (const auto& each : run_.appraisal()->discounting.schedules)
      if (each.name == name) out.steps = each.value.steps;
    sheet_.headings(row_, {"Discount rate, " + what, "From year", "Rate a year"});
    const std::size_t first = row_ + 1;
    for (const auto& step : out.steps) {
      sheet_.text(++row_, 0, name);
      sheet_.number(row_, 1, step.from_year, shown("0"));
      const Live rate = sheet_.number(row_, 2, step.rate, input("0.00%"));
      if (row_ == first) book_.name(first_rate, rate.at);
    }
    out.years = fixed_down(first, row_, 1);
    out.rates = fixed_down(first, row_, 2);
    row_ += 2;
    return out;
  }
  static double rate_in(const Steps& steps, std::size_t year) {
    double rate = 0;
    for (const auto& step : steps.steps)
      if (step.from_year <= static_cast<double>(year)) rate = step.rate;
    return rate;
  }

  void discounting() {
    const auto& chosen = run_.appraisal()->discounting;
    const Steps money = schedule(chosen.standard.name, "money", "discount_rate");
    const Steps health = schedule(chosen.health.name, "effects on health", "health_discount_rate");
    sheet_.headings(row_, {"Year that begins", "Years from the first", "Rate, money", "Factor, money", "Rate, health",
                           "Factor, health"});
    for (std::size_t y = 0; y < run_.years.size(); ++y) {
      sheet_.text(++row_, 0, run_.years[y]);
      sheet_.number(row_, 1, static_cast<double>(y), shown("0"));
      const auto add = [&](const Steps& steps, std::size_t column, std::vector<Live>& factors) {
        const double rate = rate_in(steps, y);
        sheet_.formula(row_, column, fmt::format("LOOKUP({},{},{})", cell(row_, 1), steps.years, steps.rates), rate,
                       shown("0.00%"));
        factors.push_back(y == 0 ? sheet_.formula(row_, column + 1, "1", 1, shown(book::four_decimals))
                                 : sheet_.formula(row_, column + 1,
                                                  cell(row_ - 1, column + 1) + "/(1+" + cell(row_, column) + ")",
                                                  factors.back().value / (1 + rate), shown(book::four_decimals)));
      };
      add(money, 2, cells_.standard);
      add(health, 4, cells_.health);
    }
    row_ += 2;
  }

  void optimism() {
    const auto& bias = run_.appraisal()->optimism_bias;
    sheet_.text(row_, 0, "Optimism bias by grade of evidence", bold);
    sheet_.text(++row_, 0,
                "Costs are raised and benefits cut by the grade of what is said of them. Every comparison shows both: "
                "as simulated, and corrected.",
                {.faint = true});
    sheet_.headings(++row_, {"Grade (1 is the best evidence)", "Costs raised by", "Benefits cut by"});
    const std::size_t first = row_ + 1;
    for (std::size_t g = 0; g < cells_.uplift.size(); ++g) {
      cells_.uplift[g] = bias.grades.at(g).cost_uplift;
      cells_.cut[g] = bias.grades[g].benefit_cut;
      sheet_.number(++row_, 0, static_cast<double>(g + 1), shown("0"));
      sheet_.number(row_, 1, cells_.uplift[g], input(book::per_cent));
      sheet_.number(row_, 2, cells_.cut[g], input(book::per_cent));
    }
    cells_.cost_uplift = sheet_.quoted() + fixed_down(first, row_, 1);
    cells_.benefit_cut = sheet_.quoted() + fixed_down(first, row_, 2);
    book_.name("cost_uplift", cells_.cost_uplift);
    book_.name("benefit_cut", cells_.benefit_cut);
    cells_.worst = bias.combine == 0;
    cells_.population_grade = static_cast<double>(bias.population + 1);
    cells_.impact_grade = static_cast<double>(bias.impact + 1);
    sheet_.text(++row_, 0, "several grades: worst or mean");
    sheet_.text(row_, 1, cells_.worst ? "worst" : "mean", input("General"));
    cells_.combine = sheet_.at(row_, 1);
    sheet_.text(++row_, 0, "grade of the people reached");
    cells_.population = sheet_.number(row_, 1, cells_.population_grade, input("0")).at;
    sheet_.text(++row_, 0, "grade of the effect on them");
    cells_.impact = sheet_.number(row_, 1, cells_.impact_grade, input("0")).at;
    sheet_.text(row_, 2, bias.source, {.faint = true});
    book_.name("grades_combined_by", cells_.combine);
    book_.name("population_grade", cells_.population);
    book_.name("impact_grade", cells_.impact);
    row_ += 2;
  }

  Book& book_;
  const PricedRun& run_;
  Sheet& sheet_;
  InputCells cells_;
  std::size_t row_ = 0;
};

}  // namespace

InputCells inputs(Book& book, const PricedRun& run) { return InputSheet(book, run).write(); }

PriceCells prices(Book& book, const PricedRun& run, const InputCells& inputs) {
  Sheet& sheet = book.add("Prices", money_part);
  PriceCells cells;
  sheet.text(0, 0, "Prices: what each unit costs or is worth", title);
  sheet.text(1, 0,
             "Change a price, its year, a value's amount or a grade in the coloured cells, and the sheets that follow "
             "change with it. A price that is a system's own stands in a row of its own.",
             {.faint = true});
  constexpr std::size_t head = 3;
  sheet.headings(head, {"No.",
                        "Systems",
                        "Service",
                        "Line",
                        "Agency",
                        "Unit",
                        "Price, £",
                        "Low, £",
                        "High, £",
                        "Price year",
                        "Deflator",
                        fmt::format("Price in base-year £"),
                        "Amount",
                        "Share counted",
                        "Grade",
                        "Kind",
                        "Spend",
                        "Gain",
                        "Transfer",
                        "New model",
                        "Line stops",
                        "Cashable by",
                        "Status",
                        "Source",
                        "Name of its units in summary.csv"});
  const Look text;
  const auto flag = [](bool on) { return std::string(on ? "yes" : "no"); };
  for (std::size_t i = 0; i < run.prices.size(); ++i) {
    const Price& p = run.prices[i];
    const std::size_t row = head + 1 + i;
    sheet.number(row, 0, static_cast<double>(i + 1), {.number = "0", .center = true});
    sheet.text(row, 1, systems_in_words(p, run), text);
    sheet.text(row, 2, readable(p.service));
    sheet.text(row, 3, readable(p.line));
    sheet.text(row, 4, readable(p.agency));
    sheet.text(row, 5, readable(p.unit));
    sheet.number(row, 6, p.price, input(book::pence));
    if (std::isfinite(p.low)) sheet.number(row, 7, p.low, shown(book::pence));
    if (std::isfinite(p.high)) sheet.number(row, 8, p.high, shown(book::pence));
    sheet.number(row, 9, p.year, input("0"));
    const auto index = [&](const std::string& year) {
      return fmt::format("INDEX({},MATCH({},{},0))", inputs.deflator_index, year, inputs.deflator_years);
    };
    sheet.formula(row, 10, index(inputs.base_year) + "/" + index(cell(row, 9)), p.deflator, shown("0.0000"));
    cells.real.push_back(
        sheet.formula(row, 11, fmt::format("ROUND({}*{},2)", cell(row, 6), cell(row, 10)), p.real, shown(book::pence)));
    cells.amount.push_back(sheet.number(row, 12, p.amount, p.is_value ? input("0.0000") : shown("0")));
    if (!p.is_value) sheet.number(row, 13, p.counted, shown("0.00##"));
    if (std::isfinite(p.grade)) sheet.number(row, 14, p.grade, input("0"));
    cells.grade.push_back(sheet.at(row, 14));
    const std::vector<std::string> words{readable(p.kind),  readable(p.spend), readable(p.gain),     flag(p.transfer),
                                         flag(p.new_model), flag(p.stops),     readable(p.cashable), p.status,
                                         p.source,          p.metric};
    for (std::size_t w = 0; w < words.size(); ++w) sheet.text(row, 15 + w, words[w]);
  }
  if (!run.prices.empty()) book.name("unit_prices", sheet.quoted() + fixed_down(head + 1, head + run.prices.size(), 6));
  sheet.width(0, 0, 5);
  sheet.width(1, 3, 24);
  sheet.width(4, 5, 13);
  sheet.width(6, 8, 13);
  sheet.width(9, 10, 9);
  sheet.width(11, 11, 13);
  sheet.width(12, 14, 9);
  sheet.width(15, 22, 11);
  sheet.width(23, 24, 60);
  sheet.freeze(head + 1, 4, head);
  return cells;
}

}  // namespace report::money_sheets
