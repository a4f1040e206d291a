#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// How appraisal sorts money.
/// \source HM Treasury and New Economy, Cost benefit analysis guidance for local partnerships (2014)
namespace economics {

/// Whose gain a benefit is: the taxpayer's, people's and firms' income and output, or health and wellbeing.
enum class Gain : std::uint8_t { fiscal, economic, social };
inline constexpr std::array<std::string_view, 3> gain_names{"fiscal", "economic", "social"};

/// What sort of spending a line is. In kind is what a partner gives without paying money for it.
enum class Spend : std::uint8_t { revenue, capital, in_kind };
inline constexpr std::array<std::string_view, 3> spend_names{"revenue", "capital", "in_kind"};

}  // namespace economics
