#pragma once

#include "models/abuse/margins.hpp"

#include <span>
#include <string>

namespace results {

/// margins.csv: characteristic, category, unit, target, low, high, n, people, drawn, ci_low, ci_high, status, source. A
/// missing number is empty.
std::string margins_csv(std::span<const abuse::Margin> rows);

}  // namespace results
