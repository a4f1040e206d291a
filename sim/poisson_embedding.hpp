#pragma once

#include "sim/random.hpp"
#include "sim/time.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace sim {

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
/// The plane is cut into cells of time and strips of hazard, [0, base), [base, 2 base), [2 base, 4 base), ...; the
/// points of a (strip, cell) are drawn at its own address, so only strips under the present bound are ever looked at.
/// \source Kurtz 1972 and later: representation of point processes by a Poisson measure (thinning, Lewis and Shedler
/// 1979)
class PoissonEmbedding {
 public:
  /// \param purpose  of the draws of its points
  /// \param cell     length of a cell, greater than 0. \param base  height of the first two strips, greater than 0
  PoissonEmbedding(std::uint32_t purpose, Time cell, double base) : purpose_(purpose), cell_(cell), base_(base) {
    double width = base;
    for (std::size_t strip = 0; strip < none_.size(); ++strip) {
      none_[strip] = std::exp(-width * cell);
      if (none_[strip] > least_none) strips_ = static_cast<std::uint32_t>(strip + 1);
      if (strip > 0) width *= 2;
    }
  }
  PoissonEmbedding() = default;

  /// \return the highest bound that `first` takes
  double highest() const { return base_ * std::exp2(static_cast<double>(strips_) - 1); }

  /// The first point after `from` and before `until` that `accept(time, height)` takes.
  /// \param bound  `bound(t)` is at least the hazard at every time from t to the end of t's cell
  /// \throws std::logic_error if the bound lies above the highest strip that can be drawn: the 24th, or the last whose
  ///         cells have at most 690 points on average
  template <class Bound, class Accept>
  Candidate first(std::uint32_t seed, std::uint32_t replication, std::uint64_t entity, Time from, Time until,
                  Bound bound, Accept accept) const {
    for (std::int64_t c = static_cast<std::int64_t>(std::floor(from / cell_)); static_cast<double>(c) * cell_ < until;
         ++c) {
      const Time begin = static_cast<double>(c) * cell_;
      const Time low = from > begin ? from : begin;
      const double most = bound(low);
      Candidate best;
      best.at = until < begin + cell_ ? until : begin + cell_;
      const Time limit = best.at;
      double bottom = 0, width = base_;
      for (std::uint32_t strip = 0; bottom < most; ++strip) {
        if (strip == strips_) throw std::logic_error("a hazard lies above every strip");
        const std::uint64_t block = born(entity, static_cast<std::uint64_t>(c) << 8 | strip);
        // One Philox block holds the count and the first point, each further one two points, at 32 bits apiece.
        auto words = philox_block(seed, {replication, block, purpose_, 0}, 0);
        const std::uint32_t n = points(to_unit(words[0]), width * cell_, none_[strip]);
        for (std::uint32_t k = 0; k < n; ++k) {
          if (k > 0 && k % 2 == 1) words = philox_block(seed, {replication, block, purpose_, 0}, (k + 1) / 2);
          const std::uint32_t* const point = &words[k == 0 ? 1 : k % 2 == 1 ? 0 : 2];
          const Time at = begin + to_unit(point[0]) * cell_;
          if (at <= low || at >= best.at) continue;
          const double height = bottom + to_unit(point[1]) * width;
          if (height >= most || !accept(at, height)) continue;
          best = {at, height, born(block, k)};
        }
        bottom += width;
        if (strip > 0) width *= 2;
      }
      if (best.at < limit) return best;
    }
    return {};
  }

 private:
  /// Poisson count by inversion. \param none  exp(-mean)
  static std::uint32_t points(double u, double mean, double none) {
    double p = none;
    std::uint32_t n = 0;
    while (u >= p && p > least_none) {
      u -= p;
      p *= mean / ++n;
    }
    return n;
  }

  static constexpr double least_none = 1e-300;  ///< below it a count by inversion would run out of doubles

  std::uint32_t purpose_ = 0;
  Time cell_ = 1;
  double base_ = 1;
  std::array<double, 24> none_{};  ///< by strip: chance that a cell of it is empty
  std::uint32_t strips_ = 0;       ///< how many of them can be drawn
};

}  // namespace sim
