#pragma once

#include "models/abuse/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace abuse {

/// Readings of truly high and truly standard victims, counted in narrow bins, for the area under their ROC curve.
class Readings {
 public:
  void add(Tier truth, double reading) {
    const double bin = std::clamp((reading - lowest) / width, 0.0, bins - 1.0);
    ++counts_[index(truth)][static_cast<std::size_t>(bin)];
  }
  /// Pairs of a truly high and a truly standard victim, and how many of them are in the right order, ties counting
  /// half. \source area under the ROC curve as a probability: Hanley and McNeil 1982
  struct Pairs {
    double right = 0, all = 0;
  };
  Pairs pairs() const {
    Pairs out;
    double below = 0;
    for (std::size_t b = 0; b < bins; ++b) {
      const double standard = counts_[index(Tier::standard)][b], high = counts_[index(Tier::high)][b];
      out.right += high * (below + standard / 2);
      below += standard;
    }
    for (const double high : counts_[index(Tier::high)]) out.all += high * below;
    return out;
  }
  bool operator==(const Readings&) const = default;

 private:
  static constexpr std::size_t bins = 200;
  static constexpr double lowest = -5, width = 0.06;
  std::array<std::array<std::uint32_t, bins>, tiers> counts_{};
};

}  // namespace abuse
