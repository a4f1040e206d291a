#pragma once

#include "models/scenario/document.hpp"

#include <string>
#include <vector>

namespace scenario {

/// Puts one of the scenario's alternative sets of evidence in force. `evidence_sets: {NAME: {title, changes}}` lists
/// them, `evidence_set: NAME`, or the setting "evidence_set=NAME", chooses; the changes of the one chosen are merged
/// over the scenario as a nearer file would be. None chosen: the scenario stands as it is. What is left in the scenario
/// is the name; the sets are taken out, so that numbers which are not in force are in no log. \param sets  settings as
/// for `load`. \return those that do not choose
std::vector<std::string> choose_evidence(Node& root, std::vector<std::string> sets, Diagnostics& diagnostics);

}  // namespace scenario
