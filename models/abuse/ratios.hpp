#pragma once

#include "models/abuse/system.hpp"

#include <span>

namespace abuse {

/// Works out the metrics that a scenario writes as one metric over another (`ratios`).
/// \param row  the value of every metric in one year or over the horizon; a ratio over nothing is experiment::missing
void fill_ratios(const Plan& plan, std::span<double> row);

}  // namespace abuse
