#pragma once

#include "tools/report/inputs.hpp"

#include <string>

namespace report {

/// What the results are over, to stand behind "over": "the five years from November 2012"; "the whole period" where
/// nothing is counted by year.
std::string period(const Inputs& inputs);

/// Counted years; 0 where nothing is counted by year.
std::size_t years(const Inputs& inputs);

}  // namespace report
