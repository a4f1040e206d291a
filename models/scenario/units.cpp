#include "models/scenario/units.hpp"

#include "models/scenario/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace scenario {

namespace {

constexpr double days_per_year = 365.25;

struct TimeUnit {
  std::string_view name;
  double days;
};
constexpr std::array<TimeUnit, 6> time_units{{{"minute", 1.0 / 1440},
                                              {"hour", 1.0 / 24},
                                              {"day", 1},
                                              {"week", 7},
                                              {"month", days_per_year / 12},
                                              {"year", days_per_year}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Whether `text` is an optional sign, digits without leading zeros, an optional point and exponent.
bool is_decimal(std::string_view text) {
  std::size_t i = 0;
  const auto skip_sign = [&] { i += i < text.size() && (text[i] == '-' || text[i] == '+') ? 1 : 0; };
  const auto skip_digits = [&] {
    const std::size_t start = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - start;
  };
  skip_sign();
  const std::size_t start = i;
  std::size_t digits = skip_digits();
  if (digits > 1 && text[start] == '0') return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    digits += skip_digits();
  }
  if (digits == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    skip_sign();
    if (skip_digits() == 0) return false;
  }
  return i == text.size();
}

/// \param power  of ten that multiplies the number by moving its point, so that £0.29 is 29 pence and no neighbour of
/// it
std::optional<double> read_decimal(std::string_view text, int power = 0) {
  if (!is_decimal(text)) return std::nullopt;
  if (text.front() == '+') text.remove_prefix(1);
  std::string shifted(text);
  if (power != 0) {
    if (shifted.find_first_of("eE") != std::string::npos) return std::nullopt;
    shifted += fmt::format("e{}", power);
  }
  double value = 0;
  const auto [end, failed] = std::from_chars(shifted.data(), shifted.data() + shifted.size(), value);
  if (failed != std::errc() || end != shifted.data() + shifted.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// For text that is nearly a number, how to write it: `; write 1000`, or "".
std::string hint(std::string_view text) {
  if (text.find_first_not_of("0123456789_,.") != std::string_view::npos || text.empty() || !is_digit(text.front())) {
    const std::string_view word = text.substr(std::min(text.find_first_not_of("+-."), text.size()));
    const bool infinite = word == "inf" || word == "Inf" || word == "INF" || word == "nan" || word == "NaN";
    return infinite ? "; it must be a finite number" : "";
  }
  std::string plain;
  std::copy_if(text.begin(), text.end(), std::back_inserter(plain), [](char c) { return c != '_' && c != ','; });
  const std::size_t comma = text.find(',');
  const bool decimal_comma = comma != std::string_view::npos && text.find_first_of(",_.", comma + 1) == text.npos &&
                             text.find_first_of("_.") == text.npos && text.size() - comma != 4;
  if (decimal_comma) {
    plain = text;
    plain[comma] = '.';
  }
  const bool zeros = plain.size() > 1 && plain[0] == '0' && is_digit(plain[1]);
  const bool octal = zeros && plain.size() < 10 && plain.find_first_not_of("01234567") == std::string::npos;
  const std::string as_octal = octal ? std::to_string(std::stoul(plain, nullptr, 8)) : "";
  while (plain.size() > 1 && plain[0] == '0' && is_digit(plain[1])) plain.erase(0, 1);
  if (!is_decimal(plain) || plain == text) return {};
  if (octal && as_octal != plain) return fmt::format("; it might mean {} or {}: write {}", as_octal, plain, plain);
  return "; write " + plain;
}

/// "12 weeks" as "12" and "weeks".
struct Amount {
  std::string_view number;
  std::string_view unit;
};

Amount split(std::string_view text) {
  std::size_t i = text.empty() || (text[0] != '-' && text[0] != '+') ? 0 : 1;
  while (i < text.size() && (is_digit(text[i]) || text[i] == '.' || text[i] == ',' || text[i] == '_')) ++i;
  if (i + 1 < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    std::size_t j = i + 1;
    if (text[j] == '-' || text[j] == '+') ++j;
    if (j < text.size() && is_digit(text[j])) {
      while (j < text.size() && is_digit(text[j])) ++j;
      i = j;
    }
  }
  return {text.substr(0, i), trim(text.substr(i))};
}

const TimeUnit* find_time_unit(std::string_view word) {
  for (const TimeUnit& unit : time_units)
    if (word == unit.name || (word.size() == unit.name.size() + 1 && word.starts_with(unit.name) && word.back() == 's'))
      return &unit;
  return nullptr;
}

std::string time_unit_hint(std::string_view word) {
  if (word.empty()) return {};
  std::vector<std::string> names;
  for (const TimeUnit& unit : time_units) {
    names.push_back(std::string(unit.name) + 's');
    names.emplace_back(unit.name);
  }
  return did_you_mean(word, names);
}

std::optional<double> parse_duration(std::string_view text, std::string& extra) {
  const Amount amount = split(text);
  const TimeUnit* unit = find_time_unit(amount.unit);
  const auto value = read_decimal(amount.number);
  if (!value) extra = hint(amount.number);
  if (!unit) extra = time_unit_hint(amount.unit);
  if (!value || !unit || !std::isfinite(*value * unit->days)) return std::nullopt;
  return *value * unit->days;
}

std::optional<double> parse_rate(std::string_view text, std::string& extra) {
  const Amount amount = split(text);
  constexpr std::string_view per = "per ";
  if (!amount.unit.starts_with(per)) return std::nullopt;
  const std::string_view word = trim(amount.unit.substr(per.size()));
  const TimeUnit* unit = find_time_unit(word);
  const auto value = read_decimal(amount.number);
  if (!value) extra = hint(amount.number);
  if (!unit) extra = time_unit_hint(word);
  if (!value || !unit || !std::isfinite(*value / unit->days)) return std::nullopt;
  return *value / unit->days;
}

/// Takes out the commas of "1,234,567"; nothing if they are misplaced.
std::optional<std::string> without_thousands_commas(std::string_view number) {
  const std::size_t point = std::min(number.find('.'), number.size());
  const std::string_view whole = number.substr(0, point);
  std::string out;
  std::size_t group = 0;
  bool any = false;
  for (const char c : whole) {
    if (c == ',') {
      if (any ? group != 3 : group == 0 || group > 3) return std::nullopt;
      any = true;
      group = 0;
    } else if (!is_digit(c)) {
      return std::nullopt;
    } else {
      ++group;
      out += c;
    }
  }
  if (any && group != 3) return std::nullopt;
  return out + std::string(number.substr(point));
}

std::optional<double> parse_money(std::string_view text) {
  constexpr std::string_view pound = "£";
  constexpr std::string_view code = "GBP";
  const bool negative = text.starts_with('-');
  if (negative) text = trim(text.substr(1));
  if (text.starts_with(pound))
    text = trim(text.substr(pound.size()));
  else if (text.ends_with(code))
    text = trim(text.substr(0, text.size() - code.size()));
  else
    return std::nullopt;
  int power = 2;  // pounds to pence
  if (text.ends_with('k') || text.ends_with('K'))
    power += 3;
  else if (text.ends_with('m') || text.ends_with('M'))
    power += 6;
  if (power > 2) text = trim(text.substr(0, text.size() - 1));
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  const auto digits = without_thousands_commas(text);
  const auto pence = digits ? read_decimal(*digits, power) : std::nullopt;
  if (!pence) return std::nullopt;
  return negative ? -*pence : *pence;
}

std::optional<double> parse_caseload(std::string_view text, std::string& extra) {
  const Amount amount = split(text);
  constexpr std::string_view units[] = {"", "case per FTE", "cases per FTE", "case per fte", "cases per fte"};
  const bool known = std::find(std::begin(units), std::end(units), amount.unit) != std::end(units);
  const auto value = read_decimal(amount.number);
  if (!value) extra = hint(amount.number);
  return known ? value : std::nullopt;
}

std::string_view expected(Unit unit) {
  switch (unit) {
    case Unit::number: return "a number";
    case Unit::count: return "a whole number";
    case Unit::share: return "a share such as \"0.31\" or \"31 %\"";
    case Unit::duration: return "a time such as \"12 weeks\"";
    case Unit::rate: return "a rate such as \"18 per year\"";
    case Unit::money: return "an amount such as \"£500\"";
    case Unit::caseload: return "a caseload such as \"25 cases per FTE\"";
  }
  return "";
}

}  // namespace

std::optional<double> parse_number(std::string_view text) { return read_decimal(text); }

std::optional<double> parse_quantity(std::string_view text, Unit unit, std::string& why) {
  std::optional<double> value;
  std::string extra;
  switch (unit) {
    case Unit::number:
    case Unit::count:
      value = read_decimal(text);
      if (value && unit == Unit::count && *value != std::floor(*value))
        value = std::nullopt;
      else if (!value)
        extra = hint(text);
      break;
    case Unit::share:
      if (text.ends_with('%'))
        value = read_decimal(trim(text.substr(0, text.size() - 1)), -2);
      else
        value = read_decimal(text);
      if (!value) extra = hint(split(text).number);
      break;
    case Unit::duration: value = parse_duration(text, extra); break;
    case Unit::rate: value = parse_rate(text, extra); break;
    case Unit::money: value = parse_money(text); break;
    case Unit::caseload: value = parse_caseload(text, extra); break;
  }
  if (!value) why = fmt::format("expected {}, got {}{}", expected(unit), in_message(text), extra);
  return value;
}

std::string format_quantity(double value, Unit unit) {
  const double size = std::abs(value);
  switch (unit) {
    case Unit::number:
    case Unit::count:
    case Unit::share: return fmt::format("{}", value);
    case Unit::duration: return fmt::format("{} {}", value, size == 1 ? "day" : "days");
    case Unit::rate: return fmt::format("{} per day", value);
    case Unit::caseload: return fmt::format("{} {} per FTE", value, size == 1 ? "case" : "cases");
    case Unit::money: {
      const std::string sign = value < 0 ? "-£" : "£";
      if (size != std::floor(size) || size > 9e15) return sign + fmt::format("{}", size / 100);
      const auto pence = static_cast<std::int64_t>(size);
      return sign +
             (pence % 100 == 0 ? fmt::format("{}", pence / 100) : fmt::format("{}.{:02}", pence / 100, pence % 100));
    }
  }
  return {};
}

std::string_view kept_in(Unit unit) {
  switch (unit) {
    case Unit::number:
    case Unit::count:
    case Unit::share: return "";
    case Unit::duration: return "days";
    case Unit::rate: return "per day";
    case Unit::money: return "pence";
    case Unit::caseload: return "cases per FTE";
  }
  return "";
}

std::optional<std::int64_t> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t length) {
    int value = 0;
    for (const char c : text.substr(at, length)) value = is_digit(c) && value >= 0 ? value * 10 + (c - '0') : -1;
    return value;
  };
  const int year = part(0, 4), month = part(5, 2), day = part(8, 2);
  if (year < 0 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::string format_date(std::int64_t days_since_1970) {
  constexpr std::int64_t year_0000 = -719528, year_9999 = 2932896;
  if (days_since_1970 < year_0000 || days_since_1970 > year_9999)
    throw std::invalid_argument("a date must lie between the years 0000 and 9999");
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days_since_1970))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace scenario
