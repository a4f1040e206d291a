#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace scenario {

/// What a number measures, which fixes the units it may be written in and the one it is kept in.
enum class Unit {
  number,    ///< a plain number with no unit: "0.4"; kept as it is
  count,     ///< a whole number of things: "17"
  share,     ///< a part of one: "0.31" or "31 %"; kept as 0.31
  duration,  ///< "12 weeks", "14 days", "36 hours", "3 months", "2 years"; kept in days (a year is 365.25 days, a month
             ///< a twelfth of it)
  rate,      ///< "18 per year", "1.5 per week", "0.2 per day"; kept per day
  money,     ///< "£500", "£44,676", "£13.20"; kept in whole pence
  caseload,  ///< "25 cases per FTE", or a plain number; kept as 25
};

/// Reads `text` as a number of that unit. A bare number is accepted only for number, count, share and caseload.
/// Hours and minutes are times too, and amounts of money may end in "k" or "m" or be written "1,234.50 GBP".
/// \return nothing, with the reason in `why` ("expected a time such as \"12 weeks\", got \"12\""), if it cannot be
std::optional<double> parse_quantity(std::string_view text, Unit unit, std::string& why);

/// A plain decimal number: optional sign, digits, point, exponent; no leading zeros ("010"), no .inf, no .nan.
std::optional<double> parse_number(std::string_view text);

/// Days since 1970-01-01 of "2013-04-01"; nothing if it is no date.
std::optional<std::int64_t> parse_date(std::string_view text);
/// \throws std::invalid_argument outside the years 0000 to 9999
std::string format_date(std::int64_t days_since_1970);

/// "days", "pence", "per day", "cases per FTE" or "": the unit in which the number is kept.
std::string_view kept_in(Unit unit);

/// A number as a user would write it: "84 days", "£13.20", "0.05 per day", "25 cases per FTE", "0.31". Reads back as
/// the same number, except for money with parts of a penny, which is near.
std::string format_quantity(double value, Unit unit);

}  // namespace scenario
