#include "tools/results/prices_csv.hpp"

#include "models/scenario/document.hpp"
#include "tools/results/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace results {

using abuse::price_columns;
using abuse::PriceRow;

std::string prices_csv(std::span<const PriceRow> rows) {
  const auto line = [](const auto& cells, const auto& text_of) {
    std::string text;
    for (const auto& cell : cells) text += csv_field(text_of(cell)) + ',';
    text.back() = '\n';
    return text;
  };
  std::string csv = line(price_columns, [](std::string_view name) { return name; });
  for (const PriceRow& row : rows)
    csv += line(row.cells, [](const auto& cell) -> std::string_view { return cell.text; });
  return csv;
}

std::vector<PriceRow> read_prices_csv(const std::string& file) {
  constexpr std::size_t most_bytes = 64U << 20;
  scenario::Diagnostics mistakes;
  const auto name = std::make_shared<const std::string>(file);
  const auto place = [&](std::size_t line, std::size_t column) {
    return scenario::Place{name, static_cast<int>(line), static_cast<int>(column)};
  };
  std::string why;
  const auto bytes = scenario::read_bytes(file, most_bytes, why);
  if (!bytes) mistakes.error({name, 0, 0}, "--prices", why);
  mistakes.throw_if_errors();
  std::optional<CsvField> unclosed;
  std::vector<CsvRow> lines = read_csv(*bytes, unclosed);
  if (unclosed) mistakes.error(place(unclosed->line, unclosed->column), "", "a quotation mark that is never closed");
  if (lines.empty()) mistakes.error(place(1, 1), "", "is empty: expected the columns of prices.csv");
  mistakes.throw_if_errors();

  const std::vector<std::string> known(price_columns.begin(), price_columns.end());
  std::vector<std::size_t> column_of;  // by field
  for (const CsvField& field : lines[0].fields) {
    const auto found = static_cast<std::size_t>(std::find(known.begin(), known.end(), field.text) - known.begin());
    if (found == known.size())
      mistakes.error(place(field.line, field.column), "",
                     fmt::format("unknown column {}{}", scenario::in_message(field.text),
                                 scenario::did_you_mean(field.text, known)));
    else if (std::find(column_of.begin(), column_of.end(), found) != column_of.end())
      mistakes.error(place(field.line, field.column), "", fmt::format("column {} stands twice", field.text));
    column_of.push_back(found);
  }
  for (std::size_t c = 0; c < abuse::needed_price_columns; ++c)
    if (std::find(column_of.begin(), column_of.end(), c) == column_of.end())
      mistakes.error(place(lines[0].line, lines[0].column), "", fmt::format("column {} is missing", known[c]));
  mistakes.throw_if_errors();

  std::vector<PriceRow> rows;
  for (std::size_t r = 1; r < lines.size(); ++r) {
    std::vector<CsvField>& fields = lines[r].fields;
    if (fields.size() != column_of.size()) {
      mistakes.error(place(lines[r].line, fields.size() < column_of.size() ? lines[r].column : 1), "",
                     fmt::format("expected {} values, as in line 1, got {}", column_of.size(), fields.size()));
      continue;
    }
    PriceRow& row = rows.emplace_back();
    for (abuse::PriceCell& cell : row.cells) cell.given = false;
    for (std::size_t f = 0; f < fields.size(); ++f)
      row.cells[column_of[f]] = {std::move(fields[f].text), place(fields[f].line, fields[f].column), true};
  }
  mistakes.throw_if_errors();
  return rows;
}

}  // namespace results
