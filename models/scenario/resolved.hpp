#pragma once

#include "models/scenario/document.hpp"
#include "models/scenario/evidence.hpp"

#include <span>

namespace scenario {

/// The tree as it should be written out again: every number that an `evidence` block or the command line speaks for
/// gets a record of its own, and the blocks go. What is written in one file from several would otherwise read back
/// with the wrong sources.
/// \param assumptions  what the loader said of this tree
Node with_records(Node root, std::span<const Assumption> assumptions);

}  // namespace scenario
