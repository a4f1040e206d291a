#pragma once

#include <cstdint>
#include <map>

namespace economics {

/// Turns prices of one year into those of the base year by the GDP deflator.
class Prices {
 public:
  /// \param deflator  index by calendar year, each greater than 0
  /// \throws std::invalid_argument if the base year is not in it
  Prices(int base_year, std::map<int, double> deflator);
  /// x_real(base) = x_nominal(year) * D(base) / D(year), rounded to the penny.
  /// \throws std::out_of_range if the deflator does not know the year
  std::int64_t real(std::int64_t pence, int price_year) const;
  bool knows(int year) const { return deflator_.contains(year); }

 private:
  std::map<int, double> deflator_;
  double base_;
};

}  // namespace economics
