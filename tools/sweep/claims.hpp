#pragma once

#include "sim/summary.hpp"
#include "tools/sweep/outcomes.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace tools::sweeps {

/// The claims of a scenario over the points of a sweep that asks for their metrics (claim.NAME.naive, without, effect):
/// what each reading of the evidence makes of them.
class Claims {
 public:
  Claims(const Sweep& sweep, const Kept& kept) : sweep_(sweep), kept_(kept) {}

  /// One point's outcome in one column; those that are none of a claim's, or of nobody, are forgotten.
  void add(std::size_t point, const Column& column, const sim::Summary& summary);
  /// claims.csv: point, every factor, claim, system, n, mean, ci_low and ci_high of naive, without and effect,
  /// explained (without over naive where anything fell). Empty if no claim was asked for.
  std::string csv() const;
  /// The same for people, claim by claim, with the first factors of a point.
  std::string text() const;

 private:
  struct Figures {
    sim::Summary naive, without, effect;
    double explained() const;    ///< NaN if nothing fell, or one of the two was not asked for
    std::string anyway() const;  ///< the same in words, where a share would say nothing
  };
  struct Key {
    std::string claim;
    std::size_t point, system;
    auto operator<=>(const Key&) const = default;
  };
  const Sweep& sweep_;
  const Kept& kept_;
  std::map<Key, Figures> figures_;
};

}  // namespace tools::sweeps
