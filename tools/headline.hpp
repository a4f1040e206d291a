#pragma once

#include "models/experiment.hpp"
#include "tools/results/comparison.hpp"

#include <vector>

namespace tools {

/// The rows that `run` prints: escalation, demand, outcomes and cost, of those metrics that the results hold.
std::vector<results::Section> headline(const experiment::Results& results);

}  // namespace tools
