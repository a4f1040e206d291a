#include "tools/results/weekly_table.hpp"

#include "sim/summary.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/series.hpp"

#include <cmath>
#include <utility>

namespace results {

WeeklyTable::WeeklyTable(experiment::Weekly names)
    : names_(std::move(names)), cells_(names_.series.size() * names_.weeks.size()) {}

void WeeklyTable::add(std::span<const std::byte> series) {
  const std::vector<double> values = unpacked(series, cells_.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isnan(values[i])) cells_[i].add(values[i]);
}

std::string WeeklyTable::csv(const std::string& area) const {
  const auto half_width = [](const sim::Tally& cell) {
    return cell.count() < 2 ? std::nan("") : sim::t_half_width(1, cell.count()) * cell.sd();
  };
  std::string csv = "system,area,week,service,metric,unit,n,mean,ci_low,ci_high\n";
  auto cell = cells_.begin();
  for (const experiment::Weekly::Series& series : names_.series)
    for (const std::string& week : names_.weeks) {
      const double half = half_width(*cell);
      csv += csv_line({series.system, area, week, series.service, series.metric, series.unit,
                       std::to_string(cell->count()), shortest(cell->mean()), shortest(cell->mean() - half),
                       shortest(cell->mean() + half)});
      ++cell;
    }
  return csv;
}

}  // namespace results
