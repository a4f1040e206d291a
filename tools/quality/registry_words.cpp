#include "tools/quality/markdown.hpp"
#include "tools/quality/registry_parts.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace quality {

std::string amount(double value) { return std::isinf(value) ? "unlimited" : fmt::format("{:.4g}", value); }

std::string with_unit(double value, const std::string& unit) {
  if (unit == "days" && value == 1) return "1 day";
  return unit.empty() ? amount(value) : amount(value) + " " + unit;
}

std::string in_words(const sim::Distribution& distribution, const std::string& unit) {
  const std::string family = distribution.family();
  if (family == "constant") return with_unit(distribution.mean(), unit);
  return fmt::format("{}, mean {}, sd {}", family, with_unit(distribution.mean(), unit),
                     with_unit(distribution.sd(), unit));
}

void SharedRows::add(const std::string& system, std::vector<std::string> cells) {
  const auto found = std::ranges::find_if(rows_, [&](const auto& row) { return row.first == cells; });
  if (found == rows_.end())
    rows_.push_back({std::move(cells), {system}});
  else if (std::ranges::find(found->second, system) == found->second.end())
    found->second.push_back(system);
}

std::string SharedRows::text(std::vector<std::string> heading) const {
  const bool several = systems_ > 1;
  if (several) heading.insert(heading.begin() + 1, "Systems");
  MarkdownTable table(std::move(heading));
  for (const auto& [cells, systems] : rows_) {
    std::vector<std::string> row = cells;
    if (several)
      row.insert(row.begin() + 1,
                 systems.size() == systems_ ? "all" : report::readable(fmt::format("{}", fmt::join(systems, ", "))));
    table.row(std::move(row));
  }
  return table.text();
}

}  // namespace quality
