#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace sim {

/// Counts of non-negative numbers in bins of nearly equal relative width, for quantiles of any number of values
/// without keeping them. A bin is named by the exponent and the seven leading bits after the point of the number:
/// each power of two is cut into 128 equal bins. Zeros are counted apart and exactly.
///
/// Equal when the counts are, whatever the order in which the values came. Memory is 1 KiB for each power of two from
/// the lowest to the highest value seen (20 KiB for a millionfold spread), up to twice that with a vector's slack, and
/// less than 4 MiB whatever is added. To add costs about a nanosecond, zeros or not.
class Histogram {
 public:
  /// The most by which a quantile differs from the exact one, as a share of the exact one: half a bin. For values from
  /// 2^-1022 up; subnormal ones are off by at most 2^-1030.
  static constexpr double relative_error = 1.0 / 256;

  /// \param x  finite and at least 0 (a negative zero is a zero)
  /// \throws std::invalid_argument if x is negative, infinite or not a number; the histogram is then as before
  void add(double x) {
    const std::uint64_t bin = std::bit_cast<std::uint64_t>(x) >> dropped_bits;
    const std::uint64_t not_zero = x != 0;  // in arithmetic, since zeros come too irregularly to be foreseen
    const std::uint64_t offset = (bin - lowest_) & -not_zero, slot = offset + not_zero;
    if ((offset < counts_.size()) & (slot < counts_.size()))  // both, since the bin before the lowest has slot 0 too
      ++counts_[slot];
    else
      add_outside(bin, not_zero == 0);
  }

  /// Afterwards as if all values of the other had been added here, exactly.
  void merge(const Histogram& other) {
    if (other.counts_.empty()) return;
    if (counts_.empty()) {
      *this = other;
      return;
    }
    if (other.counts_.size() > 1) widen(other.lowest_, other.lowest_ + other.counts_.size() - 2);
    counts_[0] += other.counts_[0];
    const std::uint64_t offset = other.lowest_ - lowest_;
    for (std::size_t i = 1; i < other.counts_.size(); ++i) counts_[offset + i] += other.counts_[i];
  }

  /// Values added, zeros among them. Takes time proportional to the bins, as does a quantile.
  std::uint64_t count() const { return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0}); }
  std::uint64_t zeros() const { return counts_.empty() ? 0 : counts_[0]; }

  /// The value of rank ceil(p n), the first for p = 0 (Hyndman and Fan's type 1, which does not interpolate).
  /// \param p  in [0, 1]
  /// \return in the unit of the values, the mid-point of the bin that holds it: see relative_error; 0 if it is one of
  ///         the zeros; NaN if nothing was added
  /// \throws std::invalid_argument if p is outside [0, 1]
  double quantile(double p) const {
    if (!(p >= 0 && p <= 1)) throw std::invalid_argument("a quantile's p must lie in [0, 1]");
    const std::uint64_t n = count();
    if (n == 0) return std::numeric_limits<double>::quiet_NaN();
    const double position = std::ceil(p * static_cast<double>(n));
    const std::uint64_t rank = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(position), 1, n);
    std::uint64_t up_to = 0;
    std::size_t slot = 0;
    while ((up_to += counts_[slot]) < rank) ++slot;
    if (slot == 0) return 0;
    return std::bit_cast<double>((lowest_ + slot - 1) << dropped_bits | std::uint64_t{1} << (dropped_bits - 1));
  }

  bool operator==(const Histogram&) const = default;

 private:
  static constexpr int dropped_bits = 52 - 7;
  static constexpr std::uint64_t per_octave = 128;
  static constexpr std::uint64_t all_bins = 2047 * per_octave;  ///< infinity and NaN have the exponent 2047

  void add_outside(std::uint64_t bin, bool zero) {
    if (bin >= all_bins && !zero) throw std::invalid_argument("a histogram counts finite numbers of at least 0");
    if (counts_.empty()) counts_.resize(1);
    if (!zero) widen(bin, bin);
    ++counts_[zero ? 0 : bin - lowest_ + 1];
  }

  /// Whole octaves, from that of the lowest value to that of the highest: the same for the same values in any order,
  /// and moved to make room below 2046 times at most.
  void widen(std::uint64_t first, std::uint64_t last) {
    const std::uint64_t low = first / per_octave * per_octave, end = (last / per_octave + 1) * per_octave;
    if (counts_.size() == 1) lowest_ = low;
    if (low < lowest_) {
      counts_.insert(counts_.begin() + 1, lowest_ - low, 0);
      lowest_ = low;
    }
    if (end > lowest_ + counts_.size() - 1) counts_.resize(end - lowest_ + 1);
  }

  std::uint64_t lowest_ = 0;           ///< the bin counted in counts_[1]; 0 if there is none
  std::vector<std::uint64_t> counts_;  ///< of zeros, then of the bins; empty if nothing was added
};

}  // namespace sim
