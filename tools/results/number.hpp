#pragma once

#include <string>

namespace results {

/// The shortest decimal that reads back to the same double: "0.1", "1234567", "1e-07". Written out in full from 1e-5
/// up to 1e17, for spreadsheets. Minus zero is "0". \return "" if the number is not finite
std::string shortest(double value);

/// A number for people, with thousands separators: 1234.5 with one decimal is "1,234.5".
/// \param decimals  after the point; -2 rounds to hundreds
/// \param plus      writes "+" before what is above zero after rounding
/// \return "n/a" if the number is not finite
std::string grouped(double value, int decimals, bool plus = false);

/// `shortest` with thousands separators; "n/a" if the number is not finite.
std::string grouped_shortest(double value);

/// Decimals that show `figures` significant figures of a number: 0 for 123 and three, -1 for 1234, 2 for 1.23.
/// \param value  not 0, finite
int decimals_for(double value, int figures);

/// Decimals for a mean with its interval: three significant figures of the largest mean, or two of the half-width
/// where that says more. At most 6, and none where the half-width is 0 or unknown and the mean is whole.
/// \param largest     the mean; of several in one row, the one furthest from 0
/// \param half_width  of its interval; NaN if it has none
int decimals_for_interval(double largest, double half_width);

/// Pounds in millions: "£1.23m", "-£0.50m"; "£0.00m" for what rounds to nothing. \param plus  as of `grouped`
std::string in_millions(double pounds, bool plus = false);

/// A mean with its interval: "12.3 (11.9 to 12.7)"; without it if its ends are not finite. Exactly nothing is "0".
std::string mean_with_interval(double mean, double low, double high, int decimals, bool plus = false);

}  // namespace results
