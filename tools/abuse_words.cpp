#include "tools/abuse_words.hpp"

#include "models/scenario/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tools {

std::string words(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string grade_of(const abuse::Entry& entry) {
  return entry.grade < abuse::tiers ? std::string(abuse::tier_names[entry.grade]) : "not yet assessed";
}

std::string moment(std::int64_t start, double at) {
  const double day = std::floor(at);
  const int second = static_cast<int>((at - day) * 86400);
  return fmt::format("{}T{:02}:{:02}:{:02}", scenario::format_date(start + static_cast<std::int64_t>(day)),
                     second / 3600, second / 60 % 60, second % 60);
}

}  // namespace tools
