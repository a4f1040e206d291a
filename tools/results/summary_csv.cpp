#include "tools/results/summary_csv.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

namespace results {
namespace {

constexpr const char* header = "system,area,year,group,metric,unit,n,mean,ci_low,ci_high,p05,p50,p95\n";

void append_row(std::string& csv, const experiment::Results& results, const Summaries& summaries, bool differences,
                std::size_t system, std::size_t row) {
  const std::string year = row < results.years.size() ? results.years[row] : "";
  for (std::size_t m = 0; m < results.metrics.size(); ++m) {
    const experiment::Metric& metric = results.metrics[m];
    const sim::Summary& s = differences ? summaries.difference(system, row, m) : summaries.of(system, row, m);
    csv += csv_line({results.systems[system], results.area, year, metric.group, metric.name, metric.unit,
                     std::to_string(s.n), shortest(s.mean), shortest(s.ci_low), shortest(s.ci_high), shortest(s.p05),
                     shortest(s.p50), shortest(s.p95)});
  }
}

std::string to_csv(const experiment::Results& results, const Summaries& summaries, bool differences) {
  std::string csv = header;
  for (std::size_t system = 0; system < results.systems.size(); ++system) {
    if (differences && system == results.baseline) continue;
    append_row(csv, results, summaries, differences, system, results.years.size());
    for (std::size_t year = 0; year < results.years.size(); ++year)
      append_row(csv, results, summaries, differences, system, year);
  }
  return csv;
}

}  // namespace

std::string summary_csv(const experiment::Results& results, const Summaries& summaries) {
  return to_csv(results, summaries, false);
}

std::string differences_csv(const experiment::Results& results, const Summaries& summaries) {
  return to_csv(results, summaries, true);
}

}  // namespace results
