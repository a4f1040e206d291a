#include "tools/quality/markdown.hpp"

#include "tools/results/number.hpp"

#include <cctype>
#include <stdexcept>

namespace quality {

namespace {

bool is_word(std::string_view text, std::size_t i) {
  return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_');
}

/// Marks that embed, override or isolate a direction of writing, U+202A to U+202E and U+2066 to U+2069.
bool turns_direction(std::string_view text, std::size_t i) {
  if (text.substr(i, 2) == "\xE2\x80" && i + 2 < text.size())
    return static_cast<unsigned char>(text[i + 2]) >= 0xAA && static_cast<unsigned char>(text[i + 2]) <= 0xAE;
  if (text.substr(i, 2) == "\xE2\x81" && i + 2 < text.size())
    return static_cast<unsigned char>(text[i + 2]) >= 0xA6 && static_cast<unsigned char>(text[i + 2]) <= 0xA9;
  return false;
}

/// Whether HTML would read an entity there: "&amp;", "&#60;".
bool begins_entity(std::string_view text, std::size_t i) {
  std::size_t end = i + 1;
  while (end < text.size() && (text[end] == '#' || std::isalnum(static_cast<unsigned char>(text[end])) != 0)) ++end;
  return end > i + 1 && end < text.size() && text[end] == ';';
}

/// Of what does not begin a line.
std::string inline_escaped(std::string_view text) {
  constexpr std::string_view special = "\\`*[]|#~$!";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (turns_direction(text, i)) {
      i += 2;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&' && begins_entity(text, i)) {
      out += "&amp;";
    } else if (c == '_' && (i == 0 || !is_word(text, i - 1) || !is_word(text, i + 1))) {
      out += "\\_";  // within a word it is no markup
    } else if (special.find(c) != std::string_view::npos) {
      (out += '\\') += c;
    } else {
      out += c;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string one_line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += " " + cell + " |";
  return line + "\n";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out = inline_escaped(text);
  const bool dash = !out.empty() && (out[0] == '-' || out[0] == '+' || out[0] == '=');
  if (dash && (out.size() == 1 || out[1] == ' ' || out[1] == out[0])) out.insert(0, "\\");  // a list, a line, a heading
  std::size_t digits = 0;  // "1." and "1)" would begin a list
  while (digits < out.size() && std::isdigit(static_cast<unsigned char>(out[digits])) != 0) ++digits;
  const bool marks = digits > 0 && digits < out.size() && (out[digits] == '.' || out[digits] == ')');
  if (marks && (digits + 1 == out.size() || out[digits + 1] == ' ')) out.insert(digits, "\\");
  return out;
}

std::string escaped_paragraphs(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find("\n\n");
    const std::string paragraph = escaped(text.substr(0, end));
    if (!paragraph.empty()) out += paragraph + "\n\n";
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
  }
  return out;
}

void MarkdownTable::row(std::vector<std::string> cells) {
  if (cells.size() != heading_.size()) throw std::logic_error("a table's row of another width");
  for (std::string& cell : cells) cell = inline_escaped(cell);
  rows_.push_back(std::move(cells));
}

std::string MarkdownTable::text() const {
  if (rows_.empty()) return "There is none.\n";
  std::string out = one_line(heading_) + one_line(std::vector<std::string>(heading_.size(), "---"));
  for (const auto& cells : rows_) out += one_line(cells);
  return out;
}

std::string tidy(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != '\n' || !out.ends_with("\n\n")) out += c;
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

std::string bullets(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += "- " + line + "\n";
  return out;
}

std::string counted(std::size_t n, const std::string& noun) {
  return results::grouped(static_cast<double>(n), 0) + " " + noun + (n == 1 ? "" : "s");
}

}  // namespace quality
