#include "tools/quality/outputs.hpp"

#include "tools/quality/wording.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace quality {

std::string outputs_csv(const Facts& facts) {
  const report::Measures* summary = facts.inputs.summary();
  if (summary == nullptr) return "";
  std::map<std::string, std::set<std::string>> attributes;
  const report::Records& file = *facts.inputs.records("summary.csv");
  for (std::size_t r = 0; r < file.size(); ++r)
    if (const std::string& group = file.text(r, "group"); !group.empty())
      attributes[file.text(r, "metric")].insert(group.substr(0, group.find('=')));
  std::string out = "output,unit,definition,kept_as,told_apart_by\n";
  for (const auto& metric : summary->metrics) {
    std::string form;
    if (facts.abuse) {
      const auto& catalogue = facts.abuse->plan->catalogue;
      const std::size_t id = catalogue.find(metric.name);
      if (id < catalogue.size())
        form = catalogue.form(id) == abuse::Form::ratio ? "sum over a sum, mean of the replications' ratios" : "sum";
    }
    out += results::csv_line({metric.name, metric.unit, metric.definition, form,
                              fmt::format("{}", fmt::join(attributes[metric.name], "; "))});
  }
  return out;
}

std::string validation_csv(const Facts& facts) {
  const report::Records* validation = facts.inputs.records("validation.csv");
  if (validation == nullptr) return "";
  constexpr const char* columns[] = {"quantity", "kind",   "unit",    "target",  "low",    "high", "n",
                                     "mean",     "ci_low", "ci_high", "verdict", "source", "note"};
  constexpr std::string_view numbers[] = {"target", "low", "high", "mean", "ci_low", "ci_high"};
  std::string out;
  for (const char* column : columns) out += std::string(column) + ",";
  out += "relative_error\n";
  const auto field = [&](std::size_t r, const std::string& column) {
    if (!validation->has(column)) return std::string();
    const bool is_number = std::ranges::find(numbers, column) != std::end(numbers);
    return is_number ? number_text(validation->number(r, column)) : validation->text(r, column);
  };
  for (std::size_t r = 0; r < validation->size(); ++r) {
    for (const char* column : columns) out += results::csv_field(field(r, column)) + ",";
    const double target = validation->number(r, "target"), mean = validation->number(r, "mean");
    out += (target != 0 && std::isfinite(target) && std::isfinite(mean) ? number_text(mean / target - 1) : "") + "\n";
  }
  return out;
}

}  // namespace quality
