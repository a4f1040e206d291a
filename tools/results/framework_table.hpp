#pragma once

#include "models/abuse/config.hpp"
#include "models/experiment.hpp"
#include "tools/results/compare.hpp"

#include <cstddef>
#include <span>
#include <string>

/// The joint outcomes framework of a run: each measure under every system, against the baseline.
namespace results {

/// Where a system stands on a measure: "better" or "worse" where the interval of its paired difference to the baseline
/// leaves 0 out, "no clear change" where it does not, "same" where nothing differs at all, "not judged" without an
/// interval.
std::string direction(const sim::Summary& difference, abuse::Better better);

/// outcomes.csv: measure, area, project, metric, unit, system, n, mean, ci_low, ci_high, difference, difference_ci_low,
/// difference_ci_high, better, direction, grade, note, source: a line for each measure and system, in the order of the
/// scenario. Of the baseline the differences and the direction are empty, as any missing number is.
/// \param measures  whose metrics the results hold
std::string framework_csv(std::span<const abuse::config::OutcomeMeasure> measures, const experiment::Results& results,
                          const Summaries& summaries);

/// The same for people, measure by measure in the partnership's words.
/// \param width  columns to fit into
std::string framework_text(std::span<const abuse::config::OutcomeMeasure> measures, const experiment::Results& results,
                           const Summaries& summaries, std::size_t width);

/// The same in short: a line for each measure, under the metric's name. Empty if there are no measures, or one system.
std::string framework_short(std::span<const abuse::config::OutcomeMeasure> measures, const experiment::Results& results,
                            const Summaries& summaries);

}  // namespace results
