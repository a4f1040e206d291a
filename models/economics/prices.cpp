#include "models/economics/prices.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace economics {

Prices::Prices(int base_year, std::map<int, double> deflator) : deflator_(std::move(deflator)) {
  const auto base = deflator_.find(base_year);
  if (base == deflator_.end()) throw std::invalid_argument("the deflator does not hold the base year");
  base_ = base->second;
}

std::int64_t Prices::real(std::int64_t pence, int price_year) const {
  return std::llround(static_cast<double>(pence) * base_ / deflator_.at(price_year));
}

}  // namespace economics
