#pragma once

#include "tools/report/inputs.hpp"

#include <string>
#include <vector>

namespace report {

/// Names of the services with metrics of their own (NAME_cases and NAME_wait_days), in the order of the metrics.
std::vector<std::string> services(const Measures& summary);

/// The service that a metric is of, the longest name that fits; "" for what is of none.
std::string service_of(const std::vector<std::string>& services, const std::string& metric);

/// Used share of a service's capacity: staff and meetings are utilised, places occupied. \return null for neither
const Measured* used(const Measures& summary, const std::string& system, const std::string& service,
                     const std::string& year = "");

/// How soon a reader asks for a metric, 0 first: 0 main measures, 2 main measures in parts, 3 what is asked of a
/// service first, 4 parts of money, 5 other details of services.
int rank_of(const std::vector<std::string>& services, const Measures::Metric& metric);

}  // namespace report
