#pragma once

#include "models/economics/money.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace economics {

/// What a contract pays for a year's results. Both terms may hold together; they add up.
struct PaymentByResults {
  double share = 0;              ///< of the saving above its threshold; 0 to 1
  Pence saving_threshold = 0;    ///< of a year's saving
  Pence price = 0;               ///< of a unit of outcome above its threshold; at least 0
  double outcome_threshold = 0;  ///< units in a year
  std::optional<Pence> cap{};    ///< of a year's payment; at least 0
};

/// \param saving    shape (years)
/// \param outcomes  units brought about; empty: none; shape (years)
/// \return never below 0; shape (years)
/// \throws std::invalid_argument for terms out of range or shapes that do not fit
std::vector<Pence> payments(const PaymentByResults& terms, std::span<const Pence> saving,
                            std::span<const double> outcomes);

/// Who pays: the other agencies in proportion to what each gains that year; where none gains, in equal parts.
/// \param benefit  shape (agencies, years), at least 2 agencies
/// \param payee    the agency that is paid
/// \return received above 0, paid below; sums to 0 in every year; shape (agencies, years)
/// \throws std::invalid_argument for an agency that is not there or shapes that do not fit
AgencyYears payment_transfers(std::span<const Pence> paid, const AgencyYears& benefit, std::size_t payee);

}  // namespace economics
