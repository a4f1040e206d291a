#pragma once

#include "tools/commands.hpp"
#include "tools/difference_text.hpp"

namespace tools {

/// `diff` of the result folders of two sweeps. \return as `diff`
int diff_sweeps(const DiffOptions& options, const difference_text::Listing& listing);

}  // namespace tools
