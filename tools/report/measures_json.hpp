#pragma once

#include "tools/report/inputs.hpp"

#include <cstddef>
#include <string>

namespace report {

/// Everything measured, for the reader's own questions: every metric that is not nil in every system, by system, by
/// year for everybody and by area, over the whole period for other groups; with differences to the baseline. Numbers
/// have six significant figures. What would be too much is left out, of what matters least first (details of services
/// and of money): their years, then they themselves, then the years of the main measures.
/// \return JSON; "" without summary.csv
/// \param bytes  how long it may be
std::string measures_json(const Inputs& inputs, std::size_t bytes);

}  // namespace report
