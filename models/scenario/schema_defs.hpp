#pragma once

#include "models/scenario/units.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace scenario {

/// The parts of the JSON Schema that every model shares, under "$defs".
///
/// Names: "duration" is a quantity, "evidenced_duration" the same or a record around it, "distribution_of_duration"
/// that or a distribution; "evidence" is a block, "file" what `from` and `extends` take, "text" any single value.
nlohmann::ordered_json schema_definitions();

/// `{"$ref": "#/$defs/NAME"}`
nlohmann::ordered_json refer_to(const std::string& definition);

/// "duration", ...
std::string name_of(Unit unit);

/// The pattern of a quantity written as text ("12 weeks"); "" for a unit that is never text.
std::string text_pattern(Unit unit);

}  // namespace scenario
