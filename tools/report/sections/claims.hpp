#pragma once

#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"

namespace report::sections {

/// What was reported as fallen, before and after, against what the system adds: two figures and what to make of them.
/// \param claims  claims.csv, with a line at least
void add_claims(Section& section, const Inputs& inputs, const Records& claims);

}  // namespace report::sections
