#include "tools/report/services.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace report {

std::vector<std::string> services(const Measures& summary) {
  static const std::string cases = "_cases";
  std::set<std::string> known;
  for (const Measures::Metric& metric : summary.metrics) known.insert(metric.name);
  std::vector<std::string> names;
  for (const Measures::Metric& metric : summary.metrics) {
    if (!metric.name.ends_with(cases)) continue;
    const std::string name = metric.name.substr(0, metric.name.size() - cases.size());
    if (known.contains(name + "_wait_days")) names.push_back(name);
  }
  return names;
}

std::string service_of(const std::vector<std::string>& services, const std::string& metric) {
  std::string best;
  for (const std::string& name : services)
    if (name.size() > best.size() && metric.size() > name.size() && metric.starts_with(name) &&
        metric[name.size()] == '_')
      best = name;
  return best;
}

const Measured* used(const Measures& summary, const std::string& system, const std::string& service,
                     const std::string& year) {
  const Measured* const m = summary.find(system, service + "_utilisation", year);
  return m != nullptr ? m : summary.find(system, service + "_occupancy", year);
}

int rank_of(const std::vector<std::string>& services, const Measures::Metric& metric) {
  if (const std::string service = service_of(services, metric.name); !service.empty()) {
    static constexpr std::array<std::string_view, 6> busy{"_cases",       "_wait_days", "_waiting",
                                                          "_utilisation", "_occupancy", "_turned_away_share"};
    const std::string what = metric.name.substr(service.size());
    return std::find(busy.begin(), busy.end(), what) != busy.end() ? 3 : 5;
  }
  if (metric.name.find('.') == std::string::npos) return 0;
  static constexpr std::array<std::string_view, 3> in_other_tables{"priced_units.", "slope.", "claim."};
  if (std::any_of(in_other_tables.begin(), in_other_tables.end(),
                  [&](std::string_view family) { return metric.name.starts_with(family); }))
    return 5;
  return metric.unit.starts_with("£") ? 4 : 2;
}

}  // namespace report
