#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace results {
namespace {

constexpr int most_decimals = 6;

/// "-1234.5" to "-1,234.5"; leaves exponents alone.
std::string with_separators(std::string digits) {
  const std::size_t start = digits.find_first_of("0123456789");
  if (start == std::string::npos || digits.find('e') != std::string::npos) return digits;
  std::size_t at = std::min(digits.find('.'), digits.size());
  while (at > start + 3) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace

std::string shortest(double value) {
  if (!std::isfinite(value)) return "";
  if (value == 0) return "0";
  std::array<char, 64> text;
  char* const end = text.data() + text.size();
  const bool in_full = std::abs(value) >= 1e-5 && std::abs(value) < 1e17;
  const std::to_chars_result done = in_full ? std::to_chars(text.data(), end, value, std::chars_format::fixed)
                                            : std::to_chars(text.data(), end, value);
  return {text.data(), done.ptr};
}

std::string grouped(double value, int decimals, bool plus) {
  if (!std::isfinite(value)) return "n/a";
  if (decimals < 0) {
    const double unit = std::pow(10.0, -decimals);
    value = std::round(value / unit) * unit;
    decimals = 0;
  }
  std::string digits = fmt::format("{:.{}f}", value, decimals);
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  if (zero && digits.front() == '-') digits.erase(0, 1);
  if (plus && !zero && value > 0) digits.insert(0, 1, '+');
  return with_separators(std::move(digits));
}

std::string grouped_shortest(double value) { return std::isfinite(value) ? with_separators(shortest(value)) : "n/a"; }

int decimals_for(double value, int figures) {
  return figures - 1 - static_cast<int>(std::floor(std::log10(std::abs(value))));
}

int decimals_for_interval(double largest, double half_width) {
  const bool has_mean = std::isfinite(largest) && largest != 0;
  // Anything narrower than a billionth of the mean is rounding, not chance.
  const bool has_width = std::isfinite(half_width) && half_width > (has_mean ? 1e-9 * std::abs(largest) : 0);
  if (!has_width) {
    if (!has_mean || largest == std::round(largest)) return 0;
    return std::clamp(decimals_for(largest, 3), 0, most_decimals);
  }
  const int for_width = decimals_for(half_width, 2);
  return std::min(has_mean ? std::max(decimals_for(largest, 3), for_width) : for_width, most_decimals);
}

std::string in_millions(double pounds, bool plus) {
  if (!std::isfinite(pounds)) return "n/a";
  const std::string number = grouped(pounds / 1e6, 2, plus);
  const bool is_signed = number.front() == '-' || number.front() == '+';
  return (is_signed ? number.substr(0, 1) : "") + "£" + number.substr(is_signed ? 1 : 0) + "m";
}

std::string mean_with_interval(double mean, double low, double high, int decimals, bool plus) {
  if (mean == 0 && low == 0 && high == 0) decimals = 0;  // exactly nothing, not nearly
  const std::string text = grouped(mean, decimals, plus);
  if (!std::isfinite(low)) return text;
  return fmt::format("{} ({} to {})", text, grouped(low, decimals, plus), grouped(high, decimals, plus));
}

}  // namespace results
