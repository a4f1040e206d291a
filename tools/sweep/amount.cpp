#include "tools/sweep/amount.hpp"

#include "tools/results/number.hpp"

#include <charconv>

namespace tools::sweeps {

std::string Amount::text() const { return before + results::shortest(number) + after; }

std::optional<Amount> amount_of(std::string_view text) {
  const std::size_t start = text.find_first_of("+-.0123456789");
  if (start == std::string::npos) return std::nullopt;
  Amount amount;
  amount.before = std::string(text.substr(0, start));
  if (!amount.before.empty() && amount.before != "£") return std::nullopt;
  const char* const first = text.data() + start + (text[start] == '+' ? 1 : 0);
  const char* const last = text.data() + text.size();
  const auto [end, failed] = std::from_chars(first, last, amount.number);
  if (failed != std::errc()) return std::nullopt;
  amount.after = std::string(end, last);
  return amount;
}

}  // namespace tools::sweeps
