#include "tools/report/workbook_tables.hpp"

#include "models/pathway/draw.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
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

constexpr const char* name_in_file = "Name in summary.csv";

/// Whether it is a name of the scenario, "childrens_services", and neither words nor a file.
bool is_name(const std::string& text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; };
  constexpr std::string_view files[] = {".csv",  ".txt",  ".json", ".yaml", ".sqlite",
                                        ".html", ".xlsx", ".md",   ".svg",  ".dot"};
  return text.find('_') != std::string::npos && std::ranges::all_of(text, fits) &&
         std::ranges::none_of(files, [&](std::string_view end) { return text.ends_with(end); });
}

/// "cost_agency.childrens_services" as "cost agency: childrens services".
std::string name_in_words(const std::string& name) {
  std::string words;
  for (const char c : name) words += c == '.' ? ": " : std::string(1, c);
  return pathway::readable(words);
}

/// What an empty cell of a column that readers choose by stands for.
const char* all_of(const std::string& key) {
  return key == "year" ? "whole period" : key == "agency" ? "all agencies" : key == "area" ? "every area" : "";
}

std::set<std::string> metrics_of(const Inputs& inputs) {
  std::set<std::string> names;
  if (const Measures* const summary = inputs.summary())
    for (const auto& metric : summary->metrics) names.insert(metric.name);
  return names;
}

}  // namespace

Table in_words(Table t, const std::set<std::string>& metrics, const std::vector<std::string>& follows) {
  std::size_t named = t.columns.size();
  const std::size_t columns = t.columns.size();
  for (std::size_t c = 0; c < columns; ++c) {
    const Column& column = t.columns[c];
    if (column.title == name_in_file) return t;  // it says so itself
    const bool has_metrics = std::ranges::any_of(t.rows, [&](const auto& row) {
      const auto* const text = std::get_if<std::string>(&row[c]);
      return text != nullptr && metrics.contains(*text) && name_in_words(*text) != *text;
    });
    if (has_metrics && named == columns) named = c;
  }
  if (named < columns) {
    t.columns.push_back({"name_in_file", name_in_file});
    for (auto& row : t.rows) {
      const auto* const text = std::get_if<std::string>(&row[named]);
      row.emplace_back(text != nullptr && metrics.contains(*text) ? *text : std::string());
    }
  }
  for (std::size_t c = 0; c < columns; ++c) {
    const std::string key = t.columns[c].key;
    const bool is_chosen_by = std::ranges::find(follows, key) != follows.end();
    for (auto& row : t.rows) {
      auto* const text = std::get_if<std::string>(&row[c]);
      if (text == nullptr) continue;
      if (is_chosen_by && text->empty())
        *text = all_of(key);
      else if (is_chosen_by && key == "year")
        *text = year_label(*text);
      else if (metrics.contains(*text) || is_name(*text))
        *text = name_in_words(*text);
    }
  }
  return t;
}

void sheet_of(Book& book, const Table& t, const std::string& what, const std::string& more, const std::string& part,
              const std::string& about) {
  Sheet& sheet = book.add(t.name, part);
  sheet.about(about);
  sheet.text(0, 0, what, title);
  if (!more.empty()) sheet.text(1, 0, more, faint);
  table(sheet, 3, t);
}

void report_tables(Book& book, const Report& report, const Inputs& inputs) {
  const std::set<std::string> metrics = metrics_of(inputs);
  for (const Section& section : report.sections)
    for (const Figure& figure : section.figures) {
      if (figure.table.columns.empty()) continue;
      Table t = in_words(figure.table, metrics, figure.follows);
      if (t.name.empty()) t.name = figure.id;
      const bool says_more = !figure.subject.empty() && figure.subject != figure.title && figure.subject != t.name;
      sheet_of(book, t, figure.title, figure.note, section.title,
               says_more ? figure.subject + ". " + figure.title : "");
    }
}

}  // namespace report::table_sheets
