#pragma once

#include "models/experiment.hpp"
#include "models/network/outputs.hpp"
#include "tools/results/compare.hpp"

#include <string>
#include <vector>

namespace results {

/// summary.json of a network run: stations.S.OUTPUT, the same by class under stations.S.classes.C, classes.C.OUTPUT,
/// each number as {mean, ci_low, ci_high, n} over replications, the elements of arrays too.
/// \param run  what varied between replications: "chance only". \param numbers, arrays  what `network::collect` made
/// these
///        results of
std::string network_json(const std::string& title, const std::string& run, const std::vector<network::Output>& numbers,
                         const std::vector<network::Output>& arrays, const experiment::Results& results,
                         const Summaries& summaries);

/// A table of stations and one of classes, for people.
std::string network_text(const std::string& title, const std::string& run, const std::vector<network::Output>& numbers,
                         const experiment::Results& results, const Summaries& summaries);

}  // namespace results
