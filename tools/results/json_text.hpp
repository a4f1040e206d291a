#pragma once

#include <string>

/// The pieces of JSON that are written out by hand, because nlohmann_json chooses the digits of a number itself, and
/// not always the fewest.
namespace results {

/// A string in quotes, escaped; what is not UTF-8 is replaced.
std::string quoted(const std::string& text);

/// The shortest digits that read back equal; null for what is not finite.
std::string json_number(double value);

}  // namespace results
