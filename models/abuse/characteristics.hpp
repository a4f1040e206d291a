#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace abuse {

struct Perpetrator;
struct Relationship;

/// What results are told apart by. Every relationship is in one category of each characteristic, so the categories of
/// one add up to everybody.
class Characteristics {
 public:
  /// Tier; the victim's sex, age, ethnic group, disability and setting; living; area; the perpetrator's sex.
  static constexpr std::size_t count = 9;

  Characteristics() = default;
  /// \param age_limits  in whole years, rising: n + 1 of them for n bands
  Characteristics(const std::vector<int>& age_limits, const std::vector<std::string>& areas);

  /// "tier=standard" and so on, every characteristic's categories in a row.
  const std::vector<std::string>& tags() const { return tags_; }
  /// The place among the tags of each characteristic's category: as the relationship is now, ages as they were when it
  /// began.
  /// \param area  its number
  std::array<std::size_t, count> of(const Relationship& r, const Perpetrator& perpetrator, std::size_t area) const;

 private:
  std::vector<std::string> tags_;
  std::array<std::size_t, count> first_{};  ///< place of each characteristic's first category
  std::vector<std::uint8_t> age_band_;      ///< by age in years
};

/// "16-24": the whole years from one limit up to, but not at, the next.
std::string age_label(int from, int to);
/// The same for every two limits in a row.
std::vector<std::string> age_bands(const std::vector<int>& limits);

}  // namespace abuse
