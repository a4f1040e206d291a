#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace abuse {

/// How the hazard of an incident falls with the time since the last one: (max(s, cap) / reference)^(shape - 1),
/// decreasing in s. A table of whole days brackets it, so that most questions are answered without a power.
class Recency {
 public:
  Recency() : Recency(1, 1, 1) {}
  /// \param shape  in (0, 1]. \param reference, cap  in days, greater than 0
  Recency(double shape, double reference, double cap) : exponent_(shape - 1), reference_(reference), cap_(cap) {
    for (std::size_t day = 0; day < days_.size(); ++day) days_[day] = at(static_cast<double>(day));
  }
  /// \param s  days since the last incident, at least 0
  double at(double s) const { return std::pow(std::max(s, cap_) / reference_, exponent_); }
  /// \return at least `at(t)` for every t from s on
  double bound(double s) const {
    const auto day = static_cast<std::size_t>(s);
    return day < days_.size() ? days_[day] : days_.back();
  }
  /// Whether level * at(s) lies above height.
  bool exceeds(double s, double level, double height) const {
    const auto day = static_cast<std::size_t>(s);
    if (day + 1 < days_.size()) {
      if (level * days_[day] <= height) return false;
      if (level * days_[day + 1] > height) return true;
    }
    return level * at(s) > height;
  }

 private:
  double exponent_, reference_, cap_;
  std::array<double, 400> days_{};
};

}  // namespace abuse
