#pragma once

#include "tools/results/difference.hpp"

#include <span>
#include <string>

namespace results {

/// What `diff` found, one line each, for spreadsheets:
/// kind,path_or_metric,system,group,unit,first,second,difference,ci_low,ci_high,paired,n_first,n_second. Kinds: run (a
/// fact of the two runs), input, evidence (where a number comes from, its value apart), output (means, and the second
/// minus the first with its 95 % interval; paired is yes or no), and system and metric for what only one of them holds.
/// What is missing is empty.
std::string difference_csv(std::span<const Change> run, std::span<const InputChange> inputs,
                           const OutputComparison& outputs);

}  // namespace results
