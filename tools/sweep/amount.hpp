#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tools::sweeps {

/// "£12.50 per day" apart: what stands before the number, the number, what stands after.
struct Amount {
  std::string before, after;
  double number = 0;

  bool same_unit(const Amount& other) const { return before == other.before && after == other.after; }
  /// As it was written.
  std::string text() const;
};

/// \return nothing if it is no number with a unit
std::optional<Amount> amount_of(std::string_view text);

}  // namespace tools::sweeps
