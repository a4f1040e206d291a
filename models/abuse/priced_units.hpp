#pragma once

#include <map>
#include <string>

namespace abuse {

/// Names of the metrics that say how much of each priced record one system used, handed out in the order of its
/// records: "priced_units.SERVICE.LINE.AGENCY.UNIT", and " 2" after it for the second record that would have the name.
class PricedUnits {
 public:
  /// \param owner  the service or kind of prevention
  /// \param unit   per_case, per_day, per_year or per_fte_year
  std::string name(const std::string& owner, const std::string& line, const std::string& agency,
                   const std::string& unit) {
    std::string name = "priced_units." + owner + "." + line + "." + agency + "." + unit;
    const int before = seen_[name]++;
    return before == 0 ? name : name + " " + std::to_string(before + 1);
  }

 private:
  std::map<std::string, int> seen_;
};

}  // namespace abuse
