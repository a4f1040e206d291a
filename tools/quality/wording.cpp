#include "tools/quality/wording.hpp"

#include "tools/quality/logs.hpp"
#include "tools/report/words.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace quality {

namespace {

constexpr std::string_view of_systems = "systems.";

/// \param digits  significant
double rounded(double value, int digits) {
  return std::strtod(fmt::format("{:.{}e}", value, digits - 1).c_str(), nullptr);
}

std::string key_in_words(const std::string& key) {
  const bool is_index = !key.empty() && std::ranges::all_of(key, [](unsigned char c) { return std::isdigit(c) != 0; });
  return is_index ? fmt::format("no. {}", std::stoull(key) + 1) : report::readable(key);
}

}  // namespace

double as_written(double value) {
  if (!std::isfinite(value) || value == std::round(value)) return value;
  constexpr int most_written = 9, kept = 6;
  const double written = rounded(value, most_written);
  if (std::abs(written - value) <= 1e-13 * std::abs(value)) return written;
  const int whole = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
  return rounded(value, std::max(kept, whole));
}

std::string number_text(double value) { return results::shortest(as_written(value)); }

std::string quantity_text(double value, scenario::Unit unit) {
  return scenario::format_quantity(as_written(value), unit);
}

std::string system_of(const std::string& path) {
  if (!path.starts_with(of_systems)) return "";
  return path.substr(of_systems.size(), path.find('.', of_systems.size()) - of_systems.size());
}

std::string place_in_words(const std::string& path) {
  std::string rest = path;
  if (const std::string system = system_of(path); !system.empty())
    rest = rest.substr(std::min(rest.size(), of_systems.size() + system.size() + 1));
  std::vector<std::string> words;
  while (!rest.empty()) {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    words.push_back(key_in_words(rest.substr(0, dot)));
    rest = rest.substr(std::min(dot + 1, rest.size()));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string number_in_words(const scenario::Assumption& a) {
  const std::string place = place_in_words(a.path);
  return a.description.empty() ? report::capital(place) : fmt::format("{} ({})", report::capital(a.description), place);
}

std::string status_in_words(const scenario::Assumption& a) {
  if (!a.status.empty()) return a.status;
  if (a.exact) return "setting";
  return is_estimate(a) ? "not said" : "observed or said, to compare with";
}

}  // namespace quality
