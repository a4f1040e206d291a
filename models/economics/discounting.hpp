#pragma once

#include "models/economics/money.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace economics {

/// A yearly discount rate from one year on, until the next step. 0.035 is 3.5 % a year.
struct RateStep {
  std::size_t from_year = 0;  ///< counted from the base year, which is 0
  double rate = 0;
  bool operator==(const RateStep&) const = default;
};

/// What a pound of a later year is worth today. Annual; the base year is not discounted. Where the rate changes, the
/// factor is the product of the yearly ones: a year is discounted from the year before at its own rate.
/// \source HM Treasury, Green Book, annex 6 on discounting
class Discounting {
 public:
  /// \throws std::invalid_argument unless the first step is from year 0, the years rise and every rate is at least 0
  ///         and finite
  explicit Discounting(std::vector<RateStep> steps);

  /// \return 1 in year 0
  double factor(std::size_t year) const;
  /// \param amounts  one entry a year, in any unit; shape (years)
  /// \return in the same unit, not rounded; 0 for an empty stream
  double present_value(std::span<const double> amounts) const;
  double present_value(std::span<const Pence> amounts) const;
  /// The amounts times their factors; shape (years).
  std::vector<double> discounted(std::span<const Pence> amounts) const;

  bool operator==(const Discounting&) const = default;

 private:
  std::vector<RateStep> steps_;
};

}  // namespace economics
