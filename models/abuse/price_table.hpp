#pragma once

#include "models/abuse/config.hpp"
#include "models/scenario/diagnostics.hpp"
#include "models/scenario/document.hpp"
#include "models/scenario/evidence.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace abuse {

/// The columns of a table of prices, a row for each unit of each priced record. A record is named by systems (joined by
/// ";"), service (or kind of prevention), line, agency and unit; a value of the appraisal by its line, with no system
/// and no service. Amounts are in pounds. Those from `counted` on need not be in a table that is given back, and those
/// from `base_year` on are worked out and not read.
enum class PriceColumn : std::uint8_t {
  systems,
  service,
  line,
  agency,
  unit,
  price,
  low,
  high,
  price_year,
  kind,
  spend,
  gain,
  transfer,
  cashable,
  new_model,
  stops,
  source,
  status,
  grade,
  counted,     ///< share inside the perimeter
  amount,      ///< of a value: its units, for one of the metric
  post,        ///< one post and year: a saving is cash in whole ones only
  base_year,   ///< whose pounds the real price is in
  deflator,    ///< what the price is multiplied by for it
  real_price,  ///< rounded to the penny
  metric,      ///< in summary.csv: how many of the unit are paid for, or what the value is of
};
inline constexpr std::size_t needed_price_columns = 19;
inline constexpr auto first_worked_out = PriceColumn::base_year;
inline constexpr std::array<std::string_view, 26> price_columns{
    "systems", "service", "line",   "agency",   "unit",      "price",     "low",        "high",   "price_year",
    "kind",    "spend",   "gain",   "transfer", "cashable",  "new_model", "stops",      "source", "status",
    "grade",   "counted", "amount", "post",     "base_year", "deflator",  "real_price", "metric"};

struct PriceCell {
  std::string text;
  scenario::Place place;
  bool given = true;  ///< false: its column is not in the table
};
struct PriceRow {
  std::array<PriceCell, price_columns.size()> cells;
  PriceCell& operator[](PriceColumn c) { return cells[static_cast<std::size_t>(c)]; }
  const PriceCell& operator[](PriceColumn c) const { return cells[static_cast<std::size_t>(c)]; }
};

/// Every price and value of a scenario, in its order; systems that say the same share a row.
/// \param root         the scenario as it was read, with its catalogue merged in
/// \param assumptions  what the loader said of it
std::vector<PriceRow> price_table(const config::Scenario& config, const scenario::Node& root,
                                  std::span<const scenario::Assumption> assumptions);

/// Puts the given prices, with what is said of them, in the place of those of the records that the rows name; a cell
/// that says what the scenario says already changes nothing. Rows that name no record are reported here, and what is
/// wrong with a new value where the scenario is read: it has the cell's place.
void put_prices(scenario::Node& root, std::span<const PriceRow> given, scenario::Diagnostics& diagnostics);

}  // namespace abuse
