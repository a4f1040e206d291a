#pragma once

#include "models/abuse/traits.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace abuse {

/// A relationship that begins with a perpetrator new to the world, as far as its number alone says how. It fills one
/// cache line.
struct alignas(64) Onset {
  Time at = 0;
  Traits traits;
  Spell spell;  ///< the first
  bool operator==(const Onset&) const = default;
};

/// The number of the relationship that is the n-th to begin so, and of its perpetrator.
constexpr std::uint64_t relationship_of_onset(std::uint32_t n) { return sim::born(1, n); }
constexpr std::uint64_t perpetrator_of_onset(std::uint32_t n) { return sim::born(relationship_of_onset(n), 1); }

/// The time between the (n - 1)-th onset and the n-th: they are a Poisson process over the whole place.
Time gap_before_onset(const Plan& plan, std::uint32_t n, const Context& ctx);

/// The onsets of one replication from the start of the warm-up to the end of its horizon, in order of time. They are
/// the same under every system (one that prevents some leaves them out), so they are drawn once for all, and copies
/// share them: 64 bytes for each, 7 MB in West Cheshire.
class Onsets {
 public:
  Onsets() = default;
  /// \param first  number of the first of them. \param at  its time
  Onsets(const Plan& plan, std::uint32_t first, Time at, const Context& ctx);

  /// \param n  number of the onset, up to the first one after the horizon. \throws std::out_of_range beyond
  const Onset& at(std::uint32_t n) const { return onsets_->at(n - first_); }
  bool holds(std::uint32_t n) const { return n - first_ < onsets_->size(); }
  bool operator==(const Onsets& other) const {
    return first_ == other.first_ &&
           (onsets_ == other.onsets_ || (onsets_ && other.onsets_ && *onsets_ == *other.onsets_));
  }

 private:
  std::uint32_t first_ = 0;
  std::shared_ptr<const std::vector<Onset>> onsets_;
};

}  // namespace abuse
