#include "models/scenario/yaml_source.hpp"

#include "models/scenario/text_encoding.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace scenario {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

YamlSource::YamlSource(std::string_view text, const std::string& name)
    : text_(text), name_(std::make_shared<std::string>(name)) {
  lines_.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') lines_.push_back(i + 1);
  characters_.push_back(0);
  for (std::size_t i = 0; i < text.size(); i += block)
    characters_.push_back(characters_.back() + count_characters(text.substr(i, block)));
}

/// How many characters stand before a byte, in a time that does not grow with the line.
std::size_t YamlSource::characters_before(std::size_t offset) const {
  const std::size_t whole = offset / block;
  return characters_[whole] + count_characters(text_.substr(whole * block, offset - whole * block));
}

Place YamlSource::place(const YAML::Mark& mark) const {
  if (mark.line < 0) return {name_, 0, 0};
  const std::size_t line = std::min(static_cast<std::size_t>(mark.line), lines_.size() - 1);
  return place(line, std::min(lines_[line] + static_cast<std::size_t>(mark.column), text_.size()));
}

Place YamlSource::place(std::size_t offset) const {
  const auto next = std::upper_bound(lines_.begin(), lines_.end(), offset);
  return place(static_cast<std::size_t>(next - lines_.begin()) - 1, offset);
}

Place YamlSource::place(std::size_t line, std::size_t offset) const {
  const std::size_t column = characters_before(offset) - characters_before(lines_[line]);
  return {name_, static_cast<int>(line) + 1, static_cast<int>(column) + 1};
}

/// The offset of what comes first in a value but its anchor.
std::size_t YamlSource::skip_anchor(const YAML::Mark& mark) const {
  auto i = static_cast<std::size_t>(mark.pos);
  if (at(i) != '&') return i;
  while (i < text_.size() && !is_space(text_[i])) ++i;
  while (i < text_.size() && is_space(text_[i])) ++i;
  return i;
}

bool YamlSource::has_tag(const YAML::Mark& mark) const { return at(skip_anchor(mark)) == '!'; }

bool YamlSource::is_closed(const YAML::Mark& mark) const {
  std::size_t i = skip_anchor(mark);
  const char quote = at(i);
  if (quote != '"' && quote != '\'') return true;
  for (++i; i < text_.size(); ++i) {
    if (text_[i] == quote && quote == '\'' && at(i + 1) == quote)
      ++i;
    else if (text_[i] == quote)
      return true;
    else if (text_[i] == '\\' && quote == '"')
      ++i;
  }
  return false;
}

bool YamlSource::is_indented_by_tab(int line) const {
  if (line < 0 || static_cast<std::size_t>(line) >= lines_.size()) return false;
  const std::size_t first = text_.find_first_not_of(' ', lines_[static_cast<std::size_t>(line)]);
  return first != std::string_view::npos && at(first) == '\t';
}

std::string YamlSource::explain(const YAML::Exception& e) const {
  constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"end of map not found", "expected a key here (is the indentation right, is text with quotes in it quoted?)"},
      {"end of sequence not found", "expected another \"- \" here (is the indentation right?)"},
      {"end of sequence flow not found", "expected \",\" or \"]\""},
      {"end of map flow not found", "expected \",\" or \"}\""},
      {"illegal map value", "\":\" cannot stand here; put quotes around text that holds one"},
      {"illegal block entry", "\"- \" cannot stand here"},
      {"illegal flow end", "a closing bracket without an opening one"},
      {"illegal EOF in scalar", "a quote that is not closed"},
      {"unknown token", "no value can start with this character; put quotes around it"},
  };
  if (is_indented_by_tab(e.mark.line)) return "not valid YAML: the line is indented by a tab; use spaces";
  const auto found = std::find_if(std::begin(words), std::end(words), [&](const auto& w) { return w.first == e.msg; });
  return "not valid YAML: " + (found == std::end(words) ? e.msg : std::string(found->second));
}

}  // namespace scenario
