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

std::vector<std::vector<std::string>> parse_csv(std::string_view text) {
  std::vector<std::vector<std::string>> lines;
  std::vector<std::string> line;
  std::string field;
  bool quoted = false, was_quoted = false;
  const auto end_field = [&] {
    line.push_back(std::move(field));
    field.clear();
    was_quoted = false;
  };
  const auto end_line = [&] {
    if (line.empty() && field.empty() && !was_quoted) return;
    end_field();
    lines.push_back(std::move(line));
    line.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"')
        field += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        field += text[++i];
      else
        quoted = false;
    } else if (c == '"') {
      quoted = was_quoted = true;
    } else if (c == ',') {
      end_field();
    } else if (c == '\n') {
      end_line();
    } else if (c != '\r') {
      field += c;
    }
  }
  end_line();
  return lines;
}

}  // namespace results
