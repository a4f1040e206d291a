#pragma once

#include "models/economics/classes.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

namespace economics {

/// One outcome as a spreadsheet builds it up, a factor at a time. A cross-check only: deadweight must never be taken
/// off a simulated difference, which has no effect of what would have happened anyway in it.
/// \source HM Treasury and New Economy, Cost benefit analysis guidance for local partnerships (2014)
struct ClassicBenefit {
  std::vector<double> population;  ///< people who might be reached; shape (years)
  double need = 1;                 ///< share who need it
  double engagement = 1;           ///< share of them who take part
  double impact = 1;               ///< units of outcome for each who does
  double deadweight = 0;           ///< share that would have come about anyway
  double leakage = 0;              ///< share that goes to others than those meant
  double displacement = 0;         ///< share that only moves elsewhere
  std::size_t lag = 0;             ///< years before an effect begins
  double drop_off = 0;             ///< share of an effect lost each year after its first
  std::size_t duration = std::numeric_limits<std::size_t>::max();  ///< years an effect lasts
  std::array<double, gain_names.size()> unit_value{};              ///< pence for a unit of outcome, by Gain
  std::vector<double> agency_share;                                ///< of the fiscal value; sums to 1; shape (agencies)
};

struct ClassicValue {
  std::vector<double> effect;                                  ///< units of outcome; shape (years)
  std::array<std::vector<double>, gain_names.size()> by_gain;  ///< pence, by Gain; shape (years)
  std::vector<std::vector<double>> by_agency;                  ///< fiscal, pence; shape (agencies, years)
};

/// \throws std::invalid_argument for a share outside 0 to 1, a population or impact that is negative or not finite, or
///         agency shares that do not sum to 1
ClassicValue classic_value(const ClassicBenefit& outcome);

}  // namespace economics
