#include "models/abuse/characteristics.hpp"

#include "models/abuse/state.hpp"

#include <algorithm>

namespace abuse {

std::string age_label(int from, int to) { return std::to_string(from) + "-" + std::to_string(to - 1); }

std::vector<std::string> age_bands(const std::vector<int>& limits) {
  std::vector<std::string> bands;
  for (std::size_t b = 0; b + 1 < limits.size(); ++b) bands.push_back(age_label(limits[b], limits[b + 1]));
  return bands;
}

Characteristics::Characteristics(const std::vector<int>& age_limits, const std::vector<std::string>& areas) {
  std::size_t characteristic = 0;
  const auto add = [&](const std::string& key, const auto& categories) {
    first_[characteristic++] = tags_.size();
    for (const auto& category : categories) tags_.push_back(key + "=" + std::string(category));
  };
  for (std::size_t b = 0; b + 1 < age_limits.size(); ++b)
    age_band_.resize(static_cast<std::size_t>(age_limits[b + 1]), static_cast<std::uint8_t>(b));
  add("tier", tier_names);
  add("sex", sex_names);
  add("age", age_bands(age_limits));
  add("ethnic_group", ethnic_group_names);
  add("disability", std::array{"no", "yes"});
  add("setting", std::array{"urban", "rural"});
  add("living", std::array{"apart", "together"});
  add("area", areas);
  add("perpetrator_sex", sex_names);
}

std::array<std::size_t, Characteristics::count> Characteristics::of(const Relationship& r,
                                                                    const Perpetrator& perpetrator,
                                                                    std::size_t area) const {
  const Person& p = r.victim.person;
  return {first_[0] + index(r.true_tier),
          first_[1] + index(p.sex),
          first_[2] + age_band_[p.age],
          first_[3] + index(p.ethnic_group),
          first_[4] + p.disabled,
          first_[5] + r.rural,
          first_[6] + r.together,
          first_[7] + area,
          first_[8] + index(perpetrator.sex)};
}

}  // namespace abuse
