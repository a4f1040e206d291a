#pragma once

#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"

#include <string>
#include <vector>

/// How a report puts names, numbers and intervals into words.
namespace report {

/// A name of the scenario as people read it: "option_1" is "option 1".
std::string readable(const std::string& name);
/// The same at the beginning of a sentence: "Option 1".
std::string capital(std::string text);
/// And within one: "Fewer" is "fewer"; "IDVA" stays.
std::string lowered(std::string text);
/// "", "a", "a and b", "a, b and c".
std::string list(const std::vector<std::string>& words);
/// "", "a", "a or b", "a, b or c".
std::string any_of(const std::vector<std::string>& words);
/// A count in words up to twelve: "three"; "17".
std::string count(std::size_t n);
/// "one system", "three systems". \param many  "" for `one` with an s
std::string counted(std::size_t n, const std::string& one, const std::string& many = "");

/// A number as its cell shows it: three significant figures, more of whole numbers below a million; money in pounds,
/// "£813,000" or "£1.23m"; a share in per cent, "80 %". "–" for NaN.
/// \param plus  writes "+" before what is above zero
std::string shown(double value, Kind kind, bool plus = false);
/// A mean with its 95 % interval: "£813,000 (95 % interval £681,000 to £945,000)"; without it where there is none.
std::string with_interval(double mean, double low, double high, Kind kind);
std::string with_interval(const Measured& measured, Kind kind);

/// Whether an interval shows a difference: it has ends, and 0 is not between them.
bool is_clear(double low, double high);
bool is_clear(const Measured& difference);
/// Whether its interval shows a difference, whether it lacks one, and which way it goes.
enum class Finding { less, no_difference, more, unknown };
/// `unknown` for no measure, no mean, or one without an interval (one replication).
Finding finding(const Measured* difference);

/// The year that begins on the day: "2014-11-01" is "November 2014 to October 2015"; "" is "the whole period"; what is
/// no such date stands as it is.
std::string year_in_words(const std::string& first_day);
/// The same for an axis or a narrow column: "2014/15"; a calendar year "2014".
std::string year_label(const std::string& first_day);

/// Kind of the column for a metric's unit: £ is money, share is a share.
Kind kind_of_unit(const std::string& unit);

/// The columns of one measured thing: mean, ci_low, ci_high (as keys), for a table whose heading says what it is.
std::vector<Column> mean_columns(const std::string& title, Kind kind);
/// And its cells; NaN where there is nothing.
void add_mean(std::vector<Cell>& row, const Measured* measured);

/// A measured thing that there is not.
inline constexpr double unknown = experiment::missing;

}  // namespace report
