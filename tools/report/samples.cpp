#include "tools/report/samples.hpp"

#include "sim/summary.hpp"

#include <algorithm>
#include <numeric>

namespace report {

std::optional<Samples> Samples::of(const Inputs& inputs) {
  const Records* const records = inputs.records("samples.csv");
  if (records == nullptr || records->size() == 0) return std::nullopt;
  return Samples(*records);
}

Samples::Samples(const Records& records) : records_(&records) {
  for (std::size_t r = 0; r < records.size(); ++r) rows_[records.text(r, "system")].push_back(r);
  for (const std::size_t r : rows_.begin()->second) replications_.push_back(records.number(r, "replication"));
  for (const std::string& column : records.columns()) {
    if (column.starts_with("net.")) years_.push_back(column.substr(4));
    if (column.starts_with("effect.")) effects_.push_back(column.substr(7));
  }
}

std::vector<double> Samples::values(const std::string& system, const std::string& column) const {
  std::vector<double> values;
  const auto rows = rows_.find(system);
  if (rows == rows_.end() || !records_->has(column)) return values;
  for (const std::size_t r : rows->second) values.push_back(records_->number(r, column));
  return values;
}

double quantile(std::vector<double> values, double p) {
  if (values.empty()) return experiment::missing;
  std::sort(values.begin(), values.end());
  return sim::quantile_of_sorted(values, p);
}

double mean(const std::vector<double>& values) {
  if (values.empty()) return experiment::missing;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace report
