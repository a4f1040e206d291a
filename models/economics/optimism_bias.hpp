#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace economics {

/// What one grade of evidence costs. Shares: 0.25 is 25 %.
struct GradeCorrection {
  double cost_uplift = 0;  ///< added to a cost; at least 0
  double benefit_cut = 0;  ///< taken off a benefit; 0 to 1
  double known_error = 0;  ///< the least half-width of the data's spread; at least 0
  bool operator==(const GradeCorrection&) const = default;
};

inline constexpr std::size_t grade_count = 6;  ///< 1 is the best evidence, 6 the weakest
using GradeTable = std::array<GradeCorrection, grade_count>;

/// How the grades of several fields make one: the weakest, or their mean.
enum class Combine : std::uint8_t { worst, mean };
inline constexpr std::array<std::string_view, 2> combine_names{"worst", "mean"};

/// Costs raised and benefits lowered by the grade of the evidence. For what has no distribution that already holds the
/// optimism: there, take the factor 1.
/// \source HM Treasury and New Economy, Cost benefit analysis guidance for local partnerships (2014)
class OptimismBias {
 public:
  /// \param table  grade 1 first; no correction falls with the grade
  /// \throws std::invalid_argument if a correction is out of its range or falls
  OptimismBias(const GradeTable& table, Combine combine);

  /// \param fields  grades of the fields that make up the number, each 1 to 6; shape (at least 1). A mean between two
  ///                grades lies between their corrections in proportion
  /// \throws std::invalid_argument for no field or no such grade
  double uplift(std::span<const int> fields) const;
  double cut(std::span<const int> fields) const;
  double known_error(std::span<const int> fields) const;

  /// 1 + uplift.
  double cost_factor(std::span<const int> fields) const;
  /// 1 - cut, and 1 + uplift where a loss is expected: a benefit below 0 is a cost, and cutting it would flatter.
  /// \param expected  the benefit in the mean, in any unit. Not one replication's: cutting what chance made positive
  ///                  and raising what it made negative would make a loss of chance
  double benefit_factor(std::span<const int> fields, double expected) const;

 private:
  double correction(std::span<const int> fields, double GradeCorrection::*column) const;

  GradeTable table_;
  Combine combine_;
};

}  // namespace economics
