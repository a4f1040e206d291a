#pragma once

#include "models/experiment.hpp"
#include "tools/results/compare.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace results {

/// How a figure over the whole horizon is shown.
enum class Scale {
  total,           ///< as it is, in the metric's unit
  per_year,        ///< divided by the counted years
  share,           ///< times 100, in %; differences in percentage points
  money,           ///< pounds as £, £k or £m, whichever suits the row
  money_per_year,  ///< the same, divided by the counted years
};

struct Row {
  std::string label;   ///< "Incidents"
  std::string metric;  ///< "incidents"
  Scale scale = Scale::total;
  std::string group;  ///< "" for everybody
};

struct Section {
  std::string heading;  ///< "Escalation"
  std::vector<Row> rows;
};

struct ComparisonOptions {
  std::string title;                ///< the scenario's
  std::string run = "chance only";  ///< as in summary.json
  double years = 0;                 ///< counted years in the horizon; 0 takes the number of yearly rows
  std::size_t width = 100;          ///< columns to fit into; 0 for no limit
};

/// The comparison of systems for people: each row's mean and 95 % interval under every system, and each system minus
/// the baseline, marked where the interval of that difference excludes zero. One table where it fits the width, else
/// a block for each row. Plain text in UTF-8, ending in a legend.
/// \param summaries  of these results
/// \throws std::invalid_argument if a row names a metric that the results do not hold
std::string comparison_text(const std::vector<Section>& sections, const experiment::Results& results,
                            const Summaries& summaries, const ComparisonOptions& options);

}  // namespace results
