#pragma once

#include <string_view>

/// Rows of cba_by_agency_year.csv and agreements.csv that are of no single agency.
namespace report {

inline constexpr std::string_view all_agencies = "all";  ///< every agency together
inline constexpr std::string_view society = "society";   ///< who gains what is no public spending

}  // namespace report
