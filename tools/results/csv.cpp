#include "tools/results/csv.hpp"

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

}  // namespace results
