#pragma once

#include "tools/report/inputs.hpp"

#include <cstddef>
#include <string>

namespace report {

/// Everything measured, for the reader's own questions: every metric that is not nil in every system, by system, year
/// and group, with differences to the baseline. A number has three significant figures, or two of its interval's
/// half-width where that says more; six without an interval. [12.3, 0.4] is 11.9 to 12.7; [12.3, 0.4, 0.5] is 11.9 to
/// 12.8; [12.3] has no interval. What would be too much is left out, of what matters least first (details of services
/// and of money): their years, then they themselves, then the years of the main measures.
/// \return JSON; "" without summary.csv
/// \param bytes  how long it may be as the page carries it, packed
std::string measures_json(const Inputs& inputs, std::size_t bytes);

}  // namespace report
