#include "tools/results/samples_csv.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

namespace results {

std::string samples_csv(const abuse::Samples& samples, const experiment::Results& results) {
  if (samples.rows.empty()) return "";
  std::string csv = "replication,system";
  for (const std::string& column : samples.columns) csv += "," + csv_field(column);
  csv += "\n";
  for (const abuse::Sample& sample : samples.rows) {
    csv += std::to_string(sample.replication) + "," + csv_field(results.systems.at(sample.system));
    for (const double value : sample.values) csv += "," + shortest(value);
    csv += "\n";
  }
  return csv;
}

}  // namespace results
