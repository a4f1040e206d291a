#pragma once

#include "tools/quality/facts.hpp"

#include <string>
#include <vector>

namespace quality {

/// precision.csv: of every output of everybody over the whole period that is not nought under every system, its half-
/// width under each system, the half-width of the paired difference to the baseline, and the variance ratio: of the
/// paired difference against that of two independent runs, below 1 where common random numbers help. "" without a
/// summary.
std::string precision_csv(const Facts& facts);

/// The same of the results that are looked at first, as a Markdown table.
std::string precision_of_main_results(const Facts& facts);

/// Outputs to show first: money, and those that the scenario's outcomes framework names, or the first of a network's.
std::vector<std::string> main_outputs(const Facts& facts);

/// "Harm days (days)"
std::string output_in_words(const report::Measures::Metric& metric);

}  // namespace quality
