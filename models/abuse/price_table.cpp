#include "models/abuse/price_table.hpp"

#include "models/abuse/priced_records.hpp"

#include <algorithm>

namespace abuse {

std::vector<PriceRow> price_table(const config::Scenario& config, const scenario::Node& root,
                                  std::span<const scenario::Assumption> assumptions) {
  std::vector<PriceRow> rows;
  for (const PricedRecord& record : priced_records(config, root, assumptions)) {
    const auto same = [&](const PriceRow& row) {
      for (std::size_t c = 1; c < row.cells.size(); ++c)
        if (row.cells[c].text != record.row.cells[c].text) return false;
      const std::string systems = ";" + row[PriceColumn::systems].text + ";";
      return !record.system.empty() && systems.find(";" + record.system + ";") == std::string::npos;
    };
    const auto found = std::find_if(rows.begin(), rows.end(), same);
    if (found == rows.end())
      rows.push_back(record.row);
    else
      (*found)[PriceColumn::systems].text += ";" + record.system;
  }
  return rows;
}

}  // namespace abuse
