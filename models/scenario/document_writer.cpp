#include "models/scenario/document.hpp"
#include "models/scenario/text_encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace scenario {

namespace {

/// Words that YAML, in one version or another, takes for something else than text.
bool is_keyword(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::string_view words[] = {"null", "~", "true", "false", "yes", "no", "on", "off"};
  return std::find(std::begin(words), std::end(words), lower) != std::end(words);
}

/// Text that is plain wherever it stands, seen at a glance: "west_cheshire", "12 weeks", "£500", "0.31".
bool is_surely_plain(std::string_view text) {
  constexpr std::size_t longest = 500;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const auto harmless = [](unsigned char c) {
    return std::isalnum(c) || c >= 0x80 ||
           std::string_view("_ .%/()").find(static_cast<char>(c)) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= longest && text.front() != ' ' && text.back() != ' ' && text.front() != '%' &&
         !text.starts_with("...") && text.find(byte_order_mark) == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), harmless) && !find_bad_byte(text);
}

/// Whether the text, written without quotes, reads back as itself. Asks the reader where a glance is not enough.
bool reads_back_plain(const std::string& text) {
  if (text == "null" || text == "Null" || text == "NULL") return false;
  if (is_surely_plain(text)) return true;
  if (text.empty() || text.find('\n') != std::string::npos || text.front() == ' ' || text.back() == ' ') return false;
  Diagnostics ignored;
  const Node list = read_value("- " + text, "", ignored);
  return !ignored.has_errors() && list.is_sequence() && list.items.size() == 1 && list.items[0].is_scalar() &&
         !list.items[0].quoted && list.items[0].text == text;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '"' || c == '\\')
      out += {'\\', text[i]};
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c < 0x20 || c == 0x7F)
      out += fmt::format("\\x{:02X}", c);
    else if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[++i]));  // C1 controls, next line
    else if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")
      out += fmt::format("\\uFFF{:X}", static_cast<unsigned char>(text[i += 2]) & 0xFU);  // no characters
    else
      out += text[i];
  }
  return out + '"';
}

std::string scalar(const Node& node) {
  return node.quoted || !reads_back_plain(node.text) ? in_quotes(node.text) : node.text;
}

std::string key(const std::string& text) {
  constexpr std::size_t longest = 500;  // yaml-cpp gives up on a simple key after 1024 bytes
  const bool word = is_surely_plain(text) && !is_keyword(text);
  const std::string written = word ? text : in_quotes(text);
  return written.size() > longest ? "? " + written + "\n" : written;
}

bool is_empty(const Node& node) { return node.items.empty() && node.entries.empty(); }

void write(const Node& node, std::size_t indent, bool continues_line, std::string& out);

/// What follows "key:" or "-". A list or mapping in a list goes on in its line, in a mapping it starts the next one.
void write_value(const Node& node, std::size_t indent, bool in_list, std::string& out) {
  switch (node.kind) {
    case Node::Kind::null: out += " null\n"; return;
    case Node::Kind::scalar: out += ' ' + scalar(node) + '\n'; return;
    case Node::Kind::sequence:
    case Node::Kind::mapping:
      if (is_empty(node)) {
        out += node.is_mapping() ? " {}\n" : " []\n";
        return;
      }
      out += in_list ? ' ' : '\n';
      write(node, indent + 2, in_list, out);
  }
}

void write(const Node& node, std::size_t indent, bool continues_line, std::string& out) {
  const auto start_line = [&] {
    if (!continues_line) out.append(indent, ' ');
    continues_line = false;
  };
  for (const Node& item : node.items) {
    start_line();
    out += '-';
    write_value(item, indent, true, out);
  }
  for (const Node::Entry& entry : node.entries) {
    start_line();
    out += key(entry.key);
    if (out.back() == '\n') out.append(indent, ' ');
    out += ':';
    write_value(entry.value, indent, false, out);
  }
}

}  // namespace

std::string to_yaml(const Node& node) {
  std::string out;
  if ((node.is_mapping() || node.is_sequence()) && !is_empty(node)) {
    write(node, 0, false, out);
  } else {
    write_value(node, 0, false, out);
    out.erase(0, 1);
  }
  return out;
}

}  // namespace scenario
