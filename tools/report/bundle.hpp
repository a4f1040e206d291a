#pragma once

#include <string_view>

/// The front end of report.html, from tools/report/web: it draws the charts from the tables of the page and lets
/// readers choose. Embedded when the program is built; the page fetches nothing.
namespace report {

/// \return JavaScript, minified, for a script element: it holds no "</script"
std::string_view bundle_script();

/// \return CSS, minified, for a style element: it holds no "</style"
std::string_view bundle_style();

}  // namespace report
