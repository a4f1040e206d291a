#pragma once

#include <string>
#include <vector>

namespace experiment {

/// Names of what a run follows week by week. A week is seven days, the first from the first counted day; the last ends
/// with the run and may be shorter. A replication's values have the shape (series, weeks), the last index fastest.
struct Weekly {
  struct Series {
    std::string system, service;
    std::string metric;  ///< the service's metric without its label: "wait_days" of "idva_wait_days"
    std::string unit;
    bool operator==(const Series&) const = default;
  };
  std::vector<Series> series;
  std::vector<std::string> weeks;  ///< "2014-11-01", first day of each
};

}  // namespace experiment
