#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace results {

/// One field of a CSV file: quoted, with quotes doubled, if it holds a comma, a quote or a line end (RFC 4180).
std::string csv_field(std::string_view text);

/// A line of fields, each quoted as needed, with "\n" at its end.
std::string csv_line(std::initializer_list<std::string_view> fields);

/// The fields of each line of a CSV file (RFC 4180, lines ending in LF or CRLF); empty lines are left out.
std::vector<std::vector<std::string>> parse_csv(std::string_view text);

}  // namespace results
