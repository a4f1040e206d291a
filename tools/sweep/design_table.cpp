#include "tools/sweep/design_table.hpp"

#include "models/scenario/document.hpp"
#include "tools/results/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace tools::sweeps {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t most_bytes = 1U << 30;
constexpr std::size_t most_mistakes = 20;

[[noreturn]] void refuse(const scenario::Place& place, const std::string& key, const std::string& what) {
  throw scenario::InputError({{place, scenario::Severity::error, key, what}});
}

}  // namespace

DesignTable read_design(const fs::path& file, const scenario::Place& place) {
  std::string why;
  const auto bytes = scenario::read_bytes(file.string(), most_bytes, why);
  if (!bytes) refuse(place, "design.file", file.string() + ": " + why);
  std::optional<results::CsvField> unclosed;
  std::vector<results::CsvRow> rows = results::read_csv(*bytes, unclosed);
  if (rows.empty()) refuse(place, "design.file", file.string() + ": is empty");

  scenario::Diagnostics mistakes;
  const auto name = std::make_shared<const std::string>(file.string());
  const auto wrong = [&](std::size_t line, std::size_t column, std::string what) {
    mistakes.error({name, static_cast<int>(line), static_cast<int>(column)}, "", std::move(what));
  };
  if (unclosed) wrong(unclosed->line, unclosed->column, "a quotation mark that is never closed");
  DesignTable table;
  std::map<std::string, std::size_t> first;  // column of the name, from 1
  for (const results::CsvField& field : rows[0].fields) {
    const auto [known, is_new] = first.emplace(field.text, table.names.size() + 1);
    if (!is_new && !field.text.empty())
      wrong(field.line, field.column,
            fmt::format("column {} stands twice: it is the table's column {} already", scenario::in_message(field.text),
                        known->second));
    table.names.push_back(field.text);
  }
  const std::size_t wanted = table.names.size();
  for (std::size_t r = 1; r < rows.size(); ++r) {
    std::vector<results::CsvField>& fields = rows[r].fields;
    if (fields.size() != wanted) {
      const bool is_short = fields.size() < wanted;
      wrong(is_short ? rows[r].line : fields[wanted].line, is_short ? rows[r].column : fields[wanted].column,
            fmt::format("expected {} values, as in line {}, got {}", wanted, rows[0].line, fields.size()));
    }
    if (mistakes.all().size() == most_mistakes) break;
    std::vector<std::string>& point = table.points.emplace_back();
    for (results::CsvField& field : fields) point.push_back(std::move(field.text));
  }
  mistakes.throw_if_errors();
  if (table.points.empty()) refuse(place, "design.file", file.string() + ": has no points");
  return table;
}

std::vector<std::size_t> columns_of(const DesignTable& table, const fs::path& file,
                                    const std::vector<scenario::Named<Factor>>& factors) {
  std::vector<std::size_t> columns;
  for (const auto& factor : factors) {
    auto found = std::find(table.names.begin(), table.names.end(), factor.name);
    for (const auto& by_path : factor.value.paths)
      if (found == table.names.end()) found = std::find(table.names.begin(), table.names.end(), by_path.name);
    if (found == table.names.end())
      refuse(factor.place, "factors." + factor.name,
             fmt::format("{} has no such column{}", file.string(), scenario::did_you_mean(factor.name, table.names)));
    columns.push_back(static_cast<std::size_t>(found - table.names.begin()));
  }
  return columns;
}

}  // namespace tools::sweeps
