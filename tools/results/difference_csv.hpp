#pragma once

#include "tools/results/difference.hpp"

#include <span>
#include <string>
#include <string_view>

namespace results {

/// A line without numbers, its texts in the columns of the table that it is for.
using TextLine = std::string (*)(std::string_view kind, std::string_view name, std::string_view first,
                                 std::string_view second);
/// Lines of kind run, input and evidence: what differs between the two, and what an input's evidence says of it.
std::string change_lines(std::span<const Change> facts, std::span<const InputChange> inputs, TextLine line);
/// A line for each name that only one of the two has.
std::string unshared_lines(std::string_view kind, const Unshared& unshared, TextLine line);

/// What `diff` found, one line each, for spreadsheets:
/// kind,path_or_metric,system,group,unit,first,second,difference,ci_low,ci_high,paired,n_first,n_second. Kinds: run (a
/// fact of the two runs), input, evidence (where a number comes from, its value apart), output (means, and the second
/// minus the first with its 95 % interval; paired is yes or no), and system and metric for what only one of them holds.
/// What is missing is empty.
std::string difference_csv(std::span<const Change> run, std::span<const InputChange> inputs,
                           const OutputComparison& outputs);

}  // namespace results
