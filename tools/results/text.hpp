#pragma once

#include <cstddef>
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

/// Columns of the terminal behind an open file.
/// \param otherwise  returned if it is no terminal
std::size_t terminal_columns(int file, std::size_t otherwise = 100);

}  // namespace results
