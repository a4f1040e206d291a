#include "tools/report/words.hpp"

#include "models/pathway/draw.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace report {

namespace {

constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                            "July",    "August",   "September", "October", "November", "December"};

struct Day {
  int year = 0, month = 0;  ///< month from 1; 0: no date
};

Day day_of(const std::string& text) {
  const bool has_shape =
      text.size() == 10 && text[4] == '-' && text[7] == '-' &&
      std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
  if (!has_shape) return {};
  const Day day{std::stoi(text.substr(0, 4)), std::stoi(text.substr(5, 2))};
  return day.month >= 1 && day.month <= 12 ? day : Day{};
}

std::string month_of(int month, int year) {
  return fmt::format("{} {}", months.at(static_cast<std::size_t>(month - 1)), year);
}

/// "£" behind the sign of a number.
std::string pounds(std::string number, const char* unit = "") {
  const std::size_t sign = number.front() == '-' || number.front() == '+' ? 1 : 0;
  return number.insert(sign, "£") + unit;
}

std::string joined(const std::vector<std::string>& words, const std::string& last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "" : i + 1 == words.size() ? last : ", ") + words[i];
  return text;
}

int figures(double value, int wanted, int least, int most) {
  return value == 0 ? 0 : std::clamp(results::decimals_for(value, wanted), least, most);
}

std::string money(double value, bool plus, bool in_millions) {
  if (in_millions) return pounds(results::grouped(value / 1e6, std::abs(value) >= 1e8 ? 0 : 2, plus), "m");
  const int decimals = value == std::round(value) ? figures(value, 3, -3, 0) : figures(value, 3, -3, 2);
  return pounds(results::grouped(value, decimals == 1 ? 2 : decimals, plus));
}

std::string share(double value, bool plus) {
  const double per_cent = 100 * value;
  const bool is_whole = std::abs(per_cent - std::round(per_cent)) < 1e-9;
  const std::string digits = results::grouped(per_cent, is_whole ? 0 : figures(per_cent, 3, 0, 2), plus);
  return digits + " %";
}

std::string number(double value, bool plus) {
  return results::grouped(value, value == std::round(value) ? 0 : figures(value, 3, 0, 6), plus);
}

}  // namespace

std::string readable(const std::string& name) { return pathway::readable(name); }

std::string capital(std::string text) {
  if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

std::string lowered(std::string text) {
  if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])) != 0)
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  return text;
}

std::string list(const std::vector<std::string>& words) { return joined(words, " and "); }

std::string any_of(const std::vector<std::string>& words) { return joined(words, " or "); }

std::string count(std::size_t n) {
  static constexpr std::array words{"no",    "one",   "two",  "three", "four",   "five",  "six",
                                    "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  return n < words.size() ? words.at(n) : results::grouped(static_cast<double>(n), 0);
}

std::string counted(std::size_t n, const std::string& one, const std::string& many) {
  return count(n) + " " + (n == 1 ? one : many.empty() ? one + "s" : many);
}

std::string shown(double value, Kind kind, bool plus) {
  if (!std::isfinite(value)) return "–";
  switch (kind) {
    case Kind::money: return money(value, plus, std::abs(value) >= 999'500);
    case Kind::share: return share(value, plus);
    case Kind::number: return number(value, plus);
    case Kind::text: break;
  }
  return results::grouped_shortest(value);
}

std::string with_interval(double mean, double low, double high, Kind kind) {
  if (!std::isfinite(low) || !std::isfinite(high) || !std::isfinite(mean)) return shown(mean, kind);
  const auto text = [&](const auto& as) {
    return fmt::format("{} (95 % interval {} to {})", as(mean), as(low), as(high));
  };
  if (kind == Kind::money) {
    const bool in_millions = std::max({std::abs(mean), std::abs(low), std::abs(high)}) >= 999'500;
    return text([&](double value) { return money(value, false, in_millions); });
  }
  const double unit = kind == Kind::share ? 100 : 1;
  const int decimals = std::clamp(results::decimals_for_interval(unit * mean, unit * (high - low) / 2), 0, 6);
  const char* const sign = kind == Kind::share ? " %" : "";
  return text([&](double value) { return results::grouped(unit * value, decimals) + sign; });
}

std::string with_interval(const Measured& measured, Kind kind) {
  return with_interval(measured.mean, measured.ci_low, measured.ci_high, kind);
}

bool is_clear(double low, double high) { return std::isfinite(low) && std::isfinite(high) && (low > 0 || high < 0); }

bool is_clear(const Measured& difference) { return is_clear(difference.ci_low, difference.ci_high); }

Finding finding(const Measured* difference) {
  if (difference == nullptr || !std::isfinite(difference->mean) || !std::isfinite(difference->ci_low))
    return Finding::unknown;
  if (!is_clear(*difference)) return Finding::no_difference;
  return difference->mean < 0 ? Finding::less : Finding::more;
}

std::string year_in_words(const std::string& first_day) {
  if (first_day.empty()) return "the whole period";
  const Day day = day_of(first_day);
  if (day.month == 0) return first_day;
  const int last = day.month == 1 ? 12 : day.month - 1;
  return month_of(day.month, day.year) + " to " + month_of(last, day.month == 1 ? day.year : day.year + 1);
}

std::string year_label(const std::string& first_day) {
  if (first_day.empty()) return "whole period";
  const Day day = day_of(first_day);
  if (day.month == 0) return first_day;
  if (day.month == 1) return std::to_string(day.year);
  return fmt::format("{}/{:02}", day.year, (day.year + 1) % 100);
}

Kind kind_of_unit(const std::string& unit) {
  if (unit.starts_with("£")) return Kind::money;
  return unit == "share" || unit == "probability" ? Kind::share : Kind::number;
}

std::vector<Column> mean_columns(const std::string& title, Kind kind) {
  return {{"mean", title, kind}, {"ci_low", "95 % interval from", kind}, {"ci_high", "to", kind}};
}

void add_mean(std::vector<Cell>& row, const Measured* measured) {
  row.emplace_back(measured != nullptr ? measured->mean : unknown);
  row.emplace_back(measured != nullptr ? measured->ci_low : unknown);
  row.emplace_back(measured != nullptr ? measured->ci_high : unknown);
}

}  // namespace report
