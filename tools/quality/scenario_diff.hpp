#pragma once

#include "tools/quality/facts.hpp"

#include <string>

namespace quality {

/// scenario_diff.md: how each system's scenario differs from the baseline's, services first, then every value by path.
/// Evidence is not compared, values are.
std::string scenario_diff(const Facts& facts);

/// The same in a few lines, for a reporting standard.
std::string difference_summary(const Facts& facts);

}  // namespace quality
