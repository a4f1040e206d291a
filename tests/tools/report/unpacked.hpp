#pragma once

#include <zlib.h>

#include <stdexcept>
#include <string>
#include <string_view>

/// What report::packed made of a text, undone.
inline std::string unpacked(std::string_view base64) {
  static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned word = 0, bits = 0;
  for (const char c : base64.substr(0, base64.find('='))) {
    const std::size_t value = letters.find(c);
    if (value == std::string_view::npos) throw std::runtime_error("no base64");
    word = (word << 6U | static_cast<unsigned>(value)) & 0xFFFFFFU;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(word >> bits & 0xFFU);
  }
  std::string text(20'000'000, '\0');
  auto size = static_cast<uLongf>(text.size());
  if (uncompress(reinterpret_cast<Bytef*>(text.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                 static_cast<uLong>(bytes.size())) != Z_OK)
    throw std::runtime_error("not deflated");
  text.resize(size);
  return text;
}
