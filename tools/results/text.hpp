#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace results {

/// Columns a text takes on a terminal: its code points, not its bytes ("£" is one).
std::size_t columns(std::string_view text);

/// The text filled up with spaces to at least `width` columns.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

/// Breaks at spaces so that no line is wider than `width` columns unless one word is. Lines end in "\n".
/// \param indent  spaces before the second and later lines
std::string wrap(std::string_view text, std::size_t width, std::size_t indent = 0);

/// Numbers that ascend, three or more in a row together: "3, 7 to 9 and 12".
/// \param most  as many of these parts at most: "3, 7 to 9 and 40 more"
std::string in_words(std::span<const std::uint32_t> numbers, std::size_t most = SIZE_MAX);

/// Columns of the terminal behind an open file.
/// \param otherwise  returned if it is no terminal
std::size_t terminal_columns(int file, std::size_t otherwise = 100);

}  // namespace results
