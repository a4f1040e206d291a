#include "tools/results/csv.hpp"

#include <utility>

namespace results {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_line(std::initializer_list<std::string_view> fields) {
  std::string line;
  for (const std::string_view field : fields) line += csv_field(field) + ',';
  if (line.empty()) return "\n";
  line.back() = '\n';
  return line;
}

namespace {

/// \return where a character comes that may end a field or its quotes, or the text's end
/// \param column  goes on by the characters before that
std::size_t plain_until(std::string_view text, std::size_t i, std::size_t& column) {
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ',' || c == '"' || c == '\n' || c == '\r') break;
    column += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not a UTF-8 continuation
  }
  return i;
}

/// Walks a CSV file field by field.
/// \param field     told of each: where it begins, its text
/// \param row       told after the last field of each line that has any: where the line ends
/// \return where a quoted field begins that is never closed
template <class OnField, class OnRow>
std::optional<CsvField> walk(std::string_view text, const OnField& on_field, const OnRow& on_row) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  CsvField field;
  std::size_t line = 1, column = 1;
  bool quoted = false, was_quoted = false, row_has_fields = false;
  const auto end_field = [&] {
    on_field(std::move(field));
    field = {"", line, column};
    row_has_fields = true;
    was_quoted = false;
  };
  const auto end_row = [&] {
    if (!row_has_fields && field.text.empty() && !was_quoted) return;
    end_field();
    on_row(line, column);
    row_has_fields = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = plain_until(text, i, column);
    field.text += text.substr(i, end - i);
    i = end;
    if (i == text.size()) break;
    const char c = text[i];
    const bool doubled = quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"';
    if (!quoted && c == '\n') end_row();
    if (c == '\n')
      ++line, column = 1;
    else
      column += doubled ? 2 : 1;
    if (doubled) {
      field.text += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
      was_quoted = true;
    } else if (quoted) {
      field.text += c;
    } else if (c == ',') {
      end_field();
    } else if (c == '\n') {
      field = {"", line, column};
    }
  }
  const std::optional<CsvField> unclosed = quoted ? std::optional(field) : std::nullopt;
  end_row();
  return unclosed;
}

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text, std::optional<CsvField>& unclosed) {
  std::vector<CsvRow> rows;
  CsvRow row;
  unclosed = walk(
      text, [&](CsvField field) { row.fields.push_back(std::move(field)); },
      [&](std::size_t line, std::size_t column) {
        row.line = line;
        row.column = column;
        rows.push_back(std::move(row));
        row = {};
      });
  return rows;
}

std::vector<std::vector<std::string>> parse_csv(std::string_view text) {
  std::vector<std::vector<std::string>> lines;
  std::vector<std::string> line;
  walk(
      text, [&](CsvField field) { line.push_back(std::move(field.text)); },
      [&](std::size_t, std::size_t) {
        lines.push_back(std::move(line));
        line.clear();
      });
  return lines;
}

}  // namespace results
