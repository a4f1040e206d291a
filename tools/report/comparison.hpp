#pragma once

#include "tools/report/inputs.hpp"

#include <string>

namespace report {

/// What the intervals say of a metric, as a title: "Fewer false escalations under option 1 and option 2 than under six
/// route"; "No clear difference in ..."; with one system or one replication, the numbers. \return "" without the metric
/// \param things      what is counted or measured: "false escalations"
/// \param less, more  how there can be less or more of them: "Fewer", "Longer"
std::string comparison(const Inputs& inputs, const std::string& metric, const std::string& things,
                       const std::string& less = "Fewer", const std::string& more = "More");

/// The baseline's mean and every other system's difference with its interval, as a sentence; "" without the metric.
std::string in_numbers(const Inputs& inputs, const std::string& metric, const std::string& things);

/// Whether the systems can be compared with intervals: two or more of them, two or more replications.
bool can_compare(const Inputs& inputs);

/// The metric's unit; "" if there is none of that name.
std::string unit_of(const Inputs& inputs, const std::string& metric);

}  // namespace report
