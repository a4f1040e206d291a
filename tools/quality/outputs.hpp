#pragma once

#include "tools/quality/facts.hpp"

#include <string>

namespace quality {

/// outputs.csv: every output with unit, definition, how it is kept and by which attributes it is told apart; "" without
/// a summary.
std::string outputs_csv(const Facts& facts);

/// validation.csv: the folder's own, with the relative error of each line; "" where there is none.
std::string validation_csv(const Facts& facts);

/// assurance_statement.md: a template with what the program knows of the limits; roles and judgements are people's.
std::string assurance_statement(const Facts& facts);

}  // namespace quality
