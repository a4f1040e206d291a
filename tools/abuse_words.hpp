#pragma once

#include "models/abuse/journal.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tools {

/// A name of a scenario as words: "police_desk" is "police desk".
std::string words(std::string_view name);
/// The grade of an entry, "not yet assessed" if it has none.
std::string grade_of(const abuse::Entry& entry);
/// Date and time of day, ISO 8601, to the second: "2012-11-01T06:30:00".
/// \param start  the first counted day, days since 1970. \param at  days from it
std::string moment(std::int64_t start, double at);

}  // namespace tools
