#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace results {

/// One field of a CSV file: quoted, with quotes doubled, if it holds a comma, a quote or a line end (RFC 4180).
std::string csv_field(std::string_view text);

/// A line of fields, each quoted as needed, with "\n" at its end.
std::string csv_line(std::initializer_list<std::string_view> fields);

/// A field with where it begins. Lines and columns count from 1, columns by characters.
struct CsvField {
  std::string text;
  std::size_t line = 1, column = 1;
};

struct CsvRow {
  std::vector<CsvField> fields;
  std::size_t line = 1, column = 1;  ///< where it ends
};

/// The rows of a CSV file (RFC 4180, lines ending in LF or CRLF, with a byte order mark or without); empty lines are
/// left out. A quoted field that is never closed ends with the text; \return then where it began in `unclosed`.
std::vector<CsvRow> read_csv(std::string_view text, std::optional<CsvField>& unclosed);

/// The same as text alone, of a file that this program has written.
std::vector<std::vector<std::string>> parse_csv(std::string_view text);

}  // namespace results
