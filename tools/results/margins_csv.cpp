#include "tools/results/margins_csv.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

namespace results {

std::string margins_csv(std::span<const abuse::Margin> rows) {
  std::string csv = "characteristic,category,unit,target,low,high,n,people,drawn,ci_low,ci_high,status,source\n";
  for (const abuse::Margin& row : rows)
    csv += csv_line({row.characteristic, row.category, row.unit, shortest(row.target), shortest(row.low),
                     shortest(row.high), std::to_string(row.n), shortest(row.people), shortest(row.drawn),
                     shortest(row.ci_low), shortest(row.ci_high), row.status, row.source});
  return csv;
}

}  // namespace results
