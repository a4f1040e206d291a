#pragma once

#include <cmath>
#include <cstddef>
#include <string>

namespace quality {

/// One check of a folder's numbers, with the worst that was found.
struct Check {
  std::string domain;  ///< of TECHVER
  std::string what;    ///< a sentence that could be false
  double allowed = 0;  ///< deviation up to which it holds
  std::size_t compared = 0;
  double largest = 0;      ///< deviation
  std::string where = {};  ///< it was found
  std::string note = {};   ///< why there was nothing to compare, or what to bear in mind

  bool applies() const { return compared > 0; }
  bool passed() const { return !applies() || largest <= allowed; }
  const char* result() const { return !applies() ? "nothing to check" : passed() ? "pass" : "fail"; }

  /// Takes one more deviation into account; one that is no number is the worst there is.
  void deviates(double by, const std::string& at) {
    ++compared;
    if (std::isnan(by)) by = INFINITY;
    if (by > largest || (compared == 1 && by == largest)) {
      largest = by;
      where = at;
    }
  }
  /// Two numbers that should be one: their difference, as a part of the larger of them where that is above 1.
  void equal(double a, double b, const std::string& at) {
    deviates(std::abs(a - b) / std::fmax(1.0, std::fmax(std::abs(a), std::abs(b))), at);
  }
  void within(double value, double low, double high, const std::string& at) {
    deviates(std::fmax(0.0, std::fmax(low - value, value - high)), at);
    if (std::isnan(value)) largest = INFINITY, where = at;
  }
};

}  // namespace quality
