#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace scenario {

/// Something in a file's bytes that no scenario may hold.
struct BadByte {
  std::size_t offset = 0;
  std::string why;
};

/// The first byte of `text` that is not part of UTF-8 text as YAML allows it: broken or overlong sequences,
/// surrogates, NUL and other control characters (yaml-cpp takes some of them for the end of the file), a carriage
/// return that ends a line alone, a byte order mark of UTF-16 or UTF-32.
std::optional<BadByte> find_bad_byte(std::string_view text);

/// How many characters, not bytes, `text` holds; it need not be complete.
std::size_t count_characters(std::string_view text);

}  // namespace scenario
