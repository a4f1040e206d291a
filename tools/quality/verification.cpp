#include "tools/quality/verification.hpp"

#include "tools/quality/wording.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

namespace quality {

std::string Line::where() const {
  std::string text = system + ", " + metric;
  if (!group.empty()) text += ", " + group;
  return text + ", " + (year.empty() ? "whole period" : year);
}

std::vector<Line> lines_of(const report::Records& records) {
  std::vector<Line> lines;
  lines.reserve(records.size());
  for (std::size_t r = 0; r < records.size(); ++r) {
    Line& line = lines.emplace_back(Line{.system = records.text(r, "system"),
                                         .year = records.text(r, "year"),
                                         .group = records.text(r, "group"),
                                         .metric = records.text(r, "metric"),
                                         .unit = records.text(r, "unit")});
    line.of = report::measured(records, r);
  }
  return lines;
}

std::vector<Check> verify(const Facts& facts) {
  std::vector<Check> checks;
  verify_inputs(facts, checks);
  verify_measures(facts, checks);
  verify_network(facts, checks);
  verify_money(facts, checks);
  verify_statements(facts, checks);
  return checks;
}

std::string verification_csv(const std::vector<Check>& checks) {
  std::string out = "domain,check,result,compared,largest_deviation,allowed,where,note\n";
  for (const Check& c : checks)
    out += results::csv_line({c.domain, c.what, c.result(), std::to_string(c.compared),
                              !c.applies()               ? ""
                              : std::isfinite(c.largest) ? number_text(c.largest)
                                                         : "not a number",
                              results::shortest(c.allowed), c.largest > 0 ? c.where : "", c.note});
  return out;
}

}  // namespace quality
