#pragma once

#include "models/abuse/replicate.hpp"
#include "models/experiment.hpp"

#include <cstdint>
#include <vector>

namespace abuse {

/// Folds the outcomes of some replications, in order, into the results of an experiment.
/// \param numbers   the replications' numbers, ascending
/// \param outcomes  one for each; emptied
experiment::Results collect(const Plan& plan, std::vector<std::uint32_t> numbers, std::vector<Outcome>& outcomes);

/// Simulated values of a target, one a replication; experiment::missing where the metric has none.
std::vector<double> target_values(const config::Target& target, const experiment::Results& results);

}  // namespace abuse
