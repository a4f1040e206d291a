#include "models/economics/contributions.hpp"

#include "models/economics/apportion.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace economics {

namespace {

void require_shape(const AgencyYears& table, std::size_t agencies, std::size_t years) {
  if (table.size() != agencies) throw std::invalid_argument("a table has not one row for each agency");
  for (const auto& row : table)
    if (row.size() != years) throw std::invalid_argument("a table has not one column for each year");
}

std::vector<Pence> year_of(const AgencyYears& table, std::size_t year) {
  std::vector<Pence> column;
  for (const auto& row : table) column.push_back(row[year]);
  return column;
}

std::vector<Pence> horizon_of(const AgencyYears& table) {
  std::vector<Pence> sums;
  for (const auto& row : table) {
    Pence sum = 0;
    for (const Pence amount : row) sum = add(sum, amount);
    sums.push_back(sum);
  }
  return sums;
}

bool any(const std::vector<Pence>& weights) {
  return std::any_of(weights.begin(), weights.end(), [](Pence w) { return w > 0; });
}

std::vector<Pence> benefit_weights(const AgencyYears& benefit, std::size_t year,
                                   const std::optional<std::size_t>& delay) {
  if (!delay) return gains_only(horizon_of(benefit));
  if (year < *delay) return {};
  return gains_only(year_of(benefit, year - *delay));
}

}  // namespace

AgencyYears contributions(std::span<const Pence> cost, const AgencyYears& benefit, const AgencyYears& spending,
                          const ContributionRule& rule) {
  const std::size_t agencies = benefit.size(), years = cost.size();
  if (agencies == 0) throw std::invalid_argument("a cost cannot be shared by no agency");
  require_shape(benefit, agencies, years);
  require_shape(spending, agencies, years);
  AgencyYears paid(agencies, std::vector<Pence>(years, 0));
  for (std::size_t y = 0; y < years; ++y) {
    std::vector<Pence> weights;
    if (rule.basis == Basis::by_benefit) weights = benefit_weights(benefit, y, rule.delay);
    if (rule.basis != Basis::equal && !any(weights)) weights = gains_only(year_of(spending, y));
    if (!any(weights)) weights.assign(agencies, 1);
    const std::vector<Pence> parts = apportion(cost[y], weights);
    for (std::size_t a = 0; a < agencies; ++a) paid[a][y] = parts[a];
  }
  return paid;
}

AgencyYears settlement(const AgencyYears& borne, const AgencyYears& contributed) {
  const std::size_t agencies = borne.size(), years = borne.empty() ? 0 : borne.front().size();
  require_shape(borne, agencies, years);
  require_shape(contributed, agencies, years);
  AgencyYears owed = borne;
  for (std::size_t y = 0; y < years; ++y) {
    Pence sum = 0;
    for (std::size_t a = 0; a < agencies; ++a) {
      owed[a][y] = subtract(borne[a][y], contributed[a][y]);
      sum = add(sum, owed[a][y]);
    }
    if (sum != 0) throw std::invalid_argument("contributions do not add up to what is spent");
  }
  return owed;
}

}  // namespace economics
