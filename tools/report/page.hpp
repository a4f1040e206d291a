#pragma once

#include "tools/report/document.hpp"

#include <string>
#include <string_view>

namespace report {

/// Text as HTML shows it, in an element or a quoted attribute: &, <, > and both quotes are written as references, and
/// characters that HTML forbids are left out.
std::string escaped(std::string_view text);

/// A number as `data-v` carries it: the shortest decimal that reads back the same; "" for what is no number.
std::string cell_value(const Cell& cell);

/// One HTML file that needs nothing else. Without its script the tables are read.
std::string page(const Report& report);

}  // namespace report
