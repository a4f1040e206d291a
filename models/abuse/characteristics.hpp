#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace abuse {

struct Relationship;

/// What results are told apart by. Every relationship is in one category of each characteristic, so the categories of
/// one add up to everybody.
class Characteristics {
 public:
  static constexpr std::size_t count = 8;  ///< tier, sex, age, ethnic group, disability, setting, living, area

  Characteristics() = default;
  /// \param age_limits  in whole years, rising: n + 1 of them for n bands
  Characteristics(const std::vector<int>& age_limits, const std::vector<std::string>& areas);

  /// "tier=standard" and so on, every characteristic's categories in a row.
  const std::vector<std::string>& tags() const { return tags_; }
  /// The place among the tags of each characteristic's category: as the relationship is now, ages as they were when it
  /// began.
  /// \param area  its number
  std::array<std::size_t, count> of(const Relationship& r, std::size_t area) const;

 private:
  std::vector<std::string> tags_;
  std::array<std::size_t, count> first_{};  ///< place of each characteristic's first category
  std::vector<std::uint8_t> age_band_;      ///< by age in years
};

/// "16-24": the whole years from one limit up to, but not at, the next.
std::string age_label(int from, int to);

}  // namespace abuse
