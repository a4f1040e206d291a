#pragma once

#include "models/abuse/price_table.hpp"

#include <span>
#include <string>
#include <vector>

namespace abuse {

/// One unit of one priced record of one system, or one value of the appraisal.
struct PricedRecord {
  std::string system;  ///< empty: a value
  std::string path;    ///< of the record's mapping in the scenario
  std::string key;     ///< of the price in it: per_case, per_unit
  PriceRow row;        ///< as in the table; systems holds this one
};

/// \param root         the scenario as it was read, with its catalogue merged in
/// \param assumptions  what the loader said of it
std::vector<PricedRecord> priced_records(const config::Scenario& config, const scenario::Node& root,
                                         std::span<const scenario::Assumption> assumptions);

}  // namespace abuse
