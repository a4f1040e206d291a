#include "models/scenario/text_encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace scenario {

namespace {

/// \return the length of the character that starts `text`, 0 if it is not UTF-8; its number in `code`
std::size_t decode(std::string_view text, std::uint32_t& code) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t first = byte(0);
  if (first < 0x80) {
    code = first;
    return 1;
  }
  const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  code = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return 0;
    code = code << 6U | (byte(i) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return overlong || surrogate || code > 0x10FFFF ? 0 : length;
}

}  // namespace

std::optional<BadByte> find_bad_byte(std::string_view text) {
  using namespace std::string_view_literals;
  for (const std::string_view mark : {"\xFF\xFE"sv, "\xFE\xFF"sv, "\0\0\xFE\xFF"sv})
    if (text.starts_with(mark)) return BadByte{0, "the file is in UTF-16 or UTF-32; save it as UTF-8"};
  for (std::size_t i = 0; i < text.size();) {
    std::uint32_t code = 0;
    const std::size_t length = decode(text.substr(i, 4), code);
    if (length == 0)
      return BadByte{
          i, fmt::format("byte 0x{:02X} is not UTF-8; save the file as UTF-8", static_cast<unsigned char>(text[i]))};
    if (code == 0) return BadByte{i, "a NUL byte; is this a text file?"};
    if (code == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))
      return BadByte{i, "a carriage return with no line feed after it"};
    const bool control = (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0x7F ||
                         (code >= 0x80 && code < 0xA0 && code != 0x85) || code == 0xFFFE || code == 0xFFFF;
    if (control) return BadByte{i, fmt::format("control character 0x{:02X}", code)};
    i += length;
  }
  return std::nullopt;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

}  // namespace scenario
