#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

namespace sim {

/// Count, mean and variance of a sample in one pass (Welford), merged exactly as if all had been added to one (Chan,
/// Golub and LeVeque 1979).
class Tally {
 public:
  void add(double x) {
    ++n_;
    const double d = x - mean_;
    mean_ += d / static_cast<double>(n_);
    m2_ += d * (x - mean_);
    if (x < min_) min_ = x;
    if (x > max_) max_ = x;
  }
  void merge(const Tally& other) {
    if (other.n_ == 0) return;
    if (n_ == 0) {
      *this = other;
      return;
    }
    const double a = static_cast<double>(n_), b = static_cast<double>(other.n_), d = other.mean_ - mean_;
    n_ += other.n_;
    mean_ += d * b / (a + b);
    m2_ += other.m2_ + d * d * a * b / (a + b);
    if (other.min_ < min_) min_ = other.min_;
    if (other.max_ > max_) max_ = other.max_;
  }
  std::size_t count() const { return n_; }
  double mean() const { return n_ ? mean_ : std::numeric_limits<double>::quiet_NaN(); }
  /// Sample variance; NaN below two observations.
  double variance() const {
    return n_ > 1 ? m2_ / static_cast<double>(n_ - 1) : std::numeric_limits<double>::quiet_NaN();
  }
  double sd() const { return std::sqrt(variance()); }
  double min() const { return min_; }
  double max() const { return max_; }
  bool operator==(const Tally&) const = default;

 private:
  std::size_t n_ = 0;
  double mean_ = 0, m2_ = 0;
  double min_ = std::numeric_limits<double>::infinity(), max_ = -std::numeric_limits<double>::infinity();
};

/// Least-squares slope of y on x, one pair at a time.
class Slope {
 public:
  void add(double x, double y) {
    ++n_;
    const double n = static_cast<double>(n_), dx = x - mean_x_, dy = y - mean_y_;
    mean_x_ += dx / n;
    mean_y_ += dy / n;
    sxx_ += dx * (x - mean_x_);
    sxy_ += dx * (y - mean_y_);
  }
  /// NaN until two different x are known.
  double value() const { return sxx_ > 0 ? sxy_ / sxx_ : std::numeric_limits<double>::quiet_NaN(); }
  double mean_y() const { return mean_y_; }
  bool operator==(const Slope&) const = default;

 private:
  std::size_t n_ = 0;
  double mean_x_ = 0, mean_y_ = 0, sxx_ = 0, sxy_ = 0;
};

}  // namespace sim
