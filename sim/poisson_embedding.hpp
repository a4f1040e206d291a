#pragma once

#include "sim/random.hpp"
#include "sim/time.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <type_traits>

namespace sim {

/// How events of a changing hazard are drawn, in words; to be changed with PoissonEmbedding.
inline constexpr std::string_view about_thinning =
    "Thinning from common candidates: each entity has a fixed random measure of candidate points over time and hazard, "
    "one point on average for each unit of time x hazard, the same under every system. A candidate becomes an event "
    "when it lies under the hazard at its time. Systems with different hazards so share every event that lies under "
    "both, and each event that one of them averts or adds is known by itself (Kurtz 1972; Lewis and Shedler 1979).";

/// A point of an entity's fixed random measure over time and hazard.
struct Candidate {
  Time at = std::numeric_limits<double>::infinity();
  double height = 0;          ///< per unit of time: it happens where the hazard lies above this
  std::uint64_t address = 0;  ///< the entity of every draw that follows from it
  bool operator==(const Candidate&) const = default;
};

/// A unit-rate Poisson measure over time and hazard, the same for an entity whatever happens to it: a point is an event
/// when it lies under the hazard at its time. Two systems with different hazards so share every event that lies under
/// both, and the others are known one by one as averted or added.
///
/// The plane is cut into strips of hazard, [0, base), [base, 2 base), [2 base, 4 base), ..., and each strip into cells
/// of time: of the given length in the lowest, half as long wherever the strip is twice as wide. So every cell has as
/// many points on average; they are drawn at its own address, and only cells under the present bound are looked at.
/// \source Kurtz 1972 and later: representation of point processes by a Poisson measure (thinning, Lewis and Shedler
/// 1979)
class PoissonEmbedding {
 public:
  /// \param purpose  of the draws of its points
  /// \param cell  length of a cell of the lowest strips, greater than 0. \param base  height of the first two strips,
  ///        greater than 0; their product, the mean count of points in a cell, at most 50
  PoissonEmbedding(std::uint32_t purpose, Time cell, double base);
  PoissonEmbedding() : PoissonEmbedding(0, 1, 1) {}

  /// \return the highest bound that `first` takes
  double highest() const { return strips_.back().top; }

  /// The first point after `from` and before `until` that lies under the bound and that `accept(time, height)` takes,
  /// or `accept(time, height, address)` if that is what it is called with. \param bound  `bound(t)` is at least the
  /// hazard at t and at every later time before `until` \throws std::logic_error if the bound lies above `highest`
  template <class Bound, class Accept>
  Candidate first(std::uint32_t seed, std::uint32_t replication, std::uint64_t entity, Time from, Time until,
                  Bound bound, Accept accept) const {
    Candidate best;
    best.at = until;
    if (!(from < until)) return {};
    const double highest_now = bound(from);
    if (highest_now > highest()) throw std::logic_error("a hazard lies above every strip");
    std::uint64_t s = 0;
    while (highest_now > strips_[s].top) ++s;
    // From the highest strip down: its points come soon or not at all, and end the search in those below.
    for (++s; s-- > 0;) {
      const Strip strip = strips_[s];
      for (std::int64_t c = cell_at(from / strip.cell);; ++c) {
        const Time begin = static_cast<double>(c) * strip.cell;
        if (begin >= best.at) break;
        const double most = bound(begin > from ? begin : from);
        if (most <= strip.bottom) break;
        const std::uint64_t address = born(entity, static_cast<std::uint64_t>(c) << 8 | s);
        // The first block holds the count and three points, each further one four: 32 bits for each coordinate.
        const auto words = philox_block(seed, {replication, address, purpose_, 0}, 0);
        const double u = to_unit(words[0]);
        const auto time = [&](std::uint64_t word) { return begin + high_unit(word) * strip.cell; };
        const auto height = [&](std::uint64_t word) {
          return strip.bottom + low_unit(word) * (strip.top - strip.bottom);
        };
        const auto accepts = [&](Time at, double h, std::uint32_t k) {
          if constexpr (std::is_invocable_v<Accept, Time, double, std::uint64_t>)
            return accept(at, h, born(address, k));
          else
            return accept(at, h);
        };
        const auto try_point = [&](std::uint32_t k, std::uint64_t word) {
          const Time at = time(word);
          if (at > from && at < best.at && height(word) < most && accepts(at, height(word), k))
            best = {at, height(word), born(address, k)};
        };
        // Which of the three may count is told without a branch, since none of it can be foreseen.
        std::uint32_t may_count = 0;
        for (std::uint32_t k = 1; k <= 3; ++k) {
          const Time at = time(words[k]);
          const bool so = (u >= at_most_[k - 1]) & (at > from) & (at < best.at) & (height(words[k]) < most);
          may_count |= static_cast<std::uint32_t>(so) << k;
        }
        for (; may_count != 0; may_count &= may_count - 1) {
          const auto k = static_cast<std::uint32_t>(std::countr_zero(may_count));
          try_point(k, words[k]);
        }
        if (u < at_most_[3]) continue;
        auto more = words;
        for (std::uint32_t k = 4; u >= at_most_[k - 1]; ++k) {
          if (k % 4 == 0) more = philox_block(seed, {replication, address, purpose_, 0}, k / 4);
          try_point(k, more[k % 4]);
        }
      }
    }
    return best.at < until ? best : Candidate{};
  }

 private:
  struct Strip {
    double bottom, top;
    Time cell;
  };

  /// The whole number at or below `place`. std::floor is a call where the processor is not known to have SSE4.1.
  static std::int64_t cell_at(double place) {
    const auto towards_zero = static_cast<std::int64_t>(place);
    return towards_zero - (static_cast<double>(towards_zero) > place ? 1 : 0);
  }

  std::uint32_t purpose_;
  std::array<Strip, 40> strips_{};
  std::array<double, 128> at_most_{};  ///< by n: chance that a cell has at most n points
};

}  // namespace sim
