#include "tools/report/workbook_tables.hpp"

#include "models/scenario/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <vector>

namespace report::table_sheets {

namespace {

using book::Book;
using book::Look;
using book::Sheet;

const Look title{.title = true}, faint{.faint = true};
constexpr double narrow = 11, most_width = 60, characters_a_line = 54;  // of a column of that width, in wide letters
constexpr std::size_t most_lines = 12;

double length_of(const std::string& text) { return static_cast<double>(book::characters(text)); }

/// A format that shows what the column's numbers differ by.
std::string format_of(Kind kind, const std::vector<double>& values) {
  if (kind == Kind::share) return book::per_cent;
  double largest = 0;
  bool all_whole = true;
  for (const double v : values) {
    if (!std::isfinite(v)) continue;
    largest = std::max(largest, std::abs(v));
    all_whole = all_whole && v == std::round(v);
  }
  if (kind == Kind::money) return largest >= 1000 ? book::pounds : book::pence;
  if (all_whole) return "#,##0";
  return largest >= 1000 ? "#,##0.0" : largest >= 10 ? "0.00" : "0.0000";
}

void table(Sheet& sheet, std::size_t head, const Table& t) {
  std::vector<std::string> titles;
  for (const Column& column : t.columns) titles.push_back(column.title);
  sheet.headings(head, titles);
  std::vector<std::size_t> lines(t.rows.size(), 1);
  for (std::size_t c = 0; c < t.columns.size(); ++c) {
    std::vector<double> numbers;
    double widest = std::min(24.0, length_of(t.columns[c].title));
    for (const auto& row : t.rows) {
      if (c >= row.size()) continue;
      if (const auto* const number = std::get_if<double>(&row[c]))
        numbers.push_back(*number);
      else
        widest = std::max(widest, length_of(std::get<std::string>(row[c])));
    }
    const Look look{.number = format_of(t.columns[c].kind, numbers)}, text{.wrap = widest > most_width};
    for (std::size_t r = 0; r < t.rows.size(); ++r) {
      if (c >= t.rows[r].size()) continue;
      if (const auto* const number = std::get_if<double>(&t.rows[r][c]))
        sheet.number(head + 1 + r, c, *number, look);
      else
        sheet.text(head + 1 + r, c, std::get<std::string>(t.rows[r][c]), text);
      const auto* const words = std::get_if<std::string>(&t.rows[r][c]);
      if (words && text.wrap)
        lines[r] = std::max(lines[r], 1 + static_cast<std::size_t>(length_of(*words) / characters_a_line));
    }
    sheet.width(c, c, std::clamp(widest + 2, narrow, most_width));
  }
  for (std::size_t r = 0; r < lines.size(); ++r)
    if (lines[r] > 1) sheet.height(head + 1 + r, std::min(most_lines, lines[r]));
  sheet.freeze(head + 1, 0, head);
}

/// A sheet of its own for a table. \param what  what it shows; \param more  may be empty
void sheet_of(Book& book, const Table& t, const std::string& what, const std::string& more) {
  Sheet& sheet = book.add(t.name);
  sheet.text(0, 0, what, title);
  if (!more.empty()) sheet.text(1, 0, more, faint);
  table(sheet, 3, t);
}

/// A CSV file as a table. \param words  columns that hold text, whatever it looks like
Table from_file(const std::string& name, const Records& file, const std::vector<Column>& columns,
                const std::function<bool(std::size_t)>& wanted = {}) {
  Table t{name, {}, {}};
  for (const Column& c : columns)
    if (file.has(c.key)) t.columns.push_back(c);
  for (std::size_t r = 0; r < file.size(); ++r) {
    if (wanted && !wanted(r)) continue;
    auto& row = t.rows.emplace_back();
    for (const Column& c : t.columns) {
      if (c.kind == Kind::text)
        row.emplace_back(file.text(r, c.key));
      else
        row.emplace_back(file.number(r, c.key));
    }
  }
  return t;
}

const std::vector<Column> estimate{{"n", "Replications", Kind::number},    {"mean", "Mean", Kind::number},
                                   {"ci_low", "95 % from", Kind::number},  {"ci_high", "95 % to", Kind::number},
                                   {"p05", "5 % lie below", Kind::number}, {"p50", "Median", Kind::number},
                                   {"p95", "95 % lie below", Kind::number}};

std::vector<Column> with_estimate(std::vector<Column> columns, const std::vector<Column>& after = {}) {
  columns.insert(columns.end(), estimate.begin(), estimate.end());
  columns.insert(columns.end(), after.begin(), after.end());
  return columns;
}

Table definitions(const Measures& summary) {
  Table t{"Definitions", {{"name", "Metric"}, {"unit", "Unit"}, {"definition", "What it is"}}, {}};
  for (const auto& metric : summary.metrics) t.rows.push_back({metric.name, metric.unit, metric.definition});
  return t;
}

Table assumptions(const std::vector<scenario::Assumption>& all) {
  Table t{"Assumptions",
          {{"path", "Number"},
           {"value", "Value"},
           {"low", "Likely from"},
           {"high", "Likely to"},
           {"status", "Status"},
           {"grade", "Grade", Kind::number},
           {"distribution", "Drawn from"},
           {"price_year", "Price year", Kind::number},
           {"source", "Source"},
           {"rationale", "Why"},
           {"description", "What it is"}},
          {}};
  const auto quantity = [](const std::optional<double>& value, scenario::Unit unit) {
    return value ? scenario::format_quantity(*value, unit) : std::string();
  };
  const auto or_unknown = [](const std::optional<int>& x) { return x ? *x : experiment::missing; };
  for (const auto& a : all)
    t.rows.push_back({a.path, quantity(a.value, a.unit), quantity(a.low, a.unit), quantity(a.high, a.unit), a.status,
                      or_unknown(a.grade), a.distribution, or_unknown(a.price_year), a.source, a.rationale,
                      a.description});
  return t;
}

}  // namespace

void report_tables(Book& book, const Report& report) {
  for (const Section& section : report.sections)
    for (const Figure& figure : section.figures) {
      if (figure.table.columns.empty()) continue;
      Table t = figure.table;
      if (t.name.empty()) t.name = figure.id;
      sheet_of(book, t, figure.title, figure.note);
    }
}

void folder_tables(Book& book, const Inputs& inputs) {
  if (const Records* const file = inputs.records("cba_summary.csv"))
    sheet_of(book,
             from_file("CBA spread", *file,
                       with_estimate({{"comparison", "Comparison"},
                                      {"basis", "Basis"},
                                      {"discounting", "Discounting"},
                                      {"figure", "Figure"},
                                      {"unit", "Unit"}},
                                     {{"ratio_of_means", "Ratio of the means", Kind::number},
                                      {"share", "Share of replications that have it", Kind::share}})),
             "Costs and benefits as the replications give them",
             "Medians, percentiles and intervals are known replication by replication only: values, which no input of "
             "this workbook changes.");
  if (const auto* const all = inputs.assumptions().empty() ? nullptr : &inputs.assumptions())
    sheet_of(book, assumptions(*all), "Every number put in, with where it comes from and how far to trust it",
             "Grade 1 is the best evidence, 6 the weakest.");
  else if (const tools::Experiment* const experiment = inputs.experiment())
    sheet_of(book, assumptions(experiment->assumptions),
             "Every number put in, with where it comes from and how far to trust it",
             "Grade 1 is the best evidence, 6 the weakest.");
  if (const Measures* const summary = inputs.summary())
    sheet_of(book, definitions(*summary), "What every metric is", "");
  if (const Records* const file = inputs.records("validation.csv"); file && file->size() > 0)
    sheet_of(book,
             from_file("Validation", *file,
                       with_estimate({{"quantity", "Quantity"},
                                      {"kind", "Kind"},
                                      {"unit", "Unit"},
                                      {"target", "Target", Kind::number},
                                      {"low", "Target from", Kind::number},
                                      {"high", "Target to", Kind::number}},
                                     {{"verdict", "Verdict"}, {"source", "Source"}, {"note", "Note"}})),
             "The baseline beside what was counted", "Targets marked fit were fitted; the others were not.");
  if (const Records* const file = inputs.records("differences.csv"); file && file->size() > 0 && !inputs.is_sweep())
    sheet_of(
        book,
        from_file("Differences", *file, with_estimate({{"system", "System"}, {"metric", "Metric"}, {"unit", "Unit"}}),
                  [&](std::size_t r) { return file->text(r, "year").empty() && file->text(r, "group").empty(); }),
        "Each system less the baseline, paired by replication, over the whole period",
        "Years and groups stand in differences.csv.");
}

void read_me(const Book& book, Sheet& sheet, const Report& report, const Inputs& inputs, const std::string& no_money) {
  const auto& run = inputs.finished();
  constexpr std::size_t characters_a_line = 100;
  sheet.width(0, 0, 30);
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
  sheet.text(row, 0, "Sheets", label);
  for (const auto& each : book.sheets())
    if (each.get() != &sheet) sheet.link(row++, 1, *each);
  sheet.freeze(1, 0, 0);
}

}  // namespace report::table_sheets
