#include "models/abuse/config_parts.hpp"

#include <algorithm>

namespace abuse::config {

void describe(Fields& f, People::Ages& c) {
  f.numbers(
      {"bounds", Unit::duration, 16 * year, 120 * year, "limits of the age bands, in whole years", required, exact},
      c.bounds);
  if (!std::is_sorted(c.bounds.begin(), c.bounds.end())) f.error("bounds", "expected limits that rise");
  for (const double bound : c.bounds)
    if (std::abs(bound / year - std::round(bound / year)) > 1e-9) f.error("bounds", "expected whole years");
  const auto shares = [&](const Param& param, std::vector<double>& out) {
    f.numbers(param, out);
    if (!c.bounds.empty() && !out.empty() && c.bounds.size() != out.size() + 1)
      f.error(param.key, fmt::format("expected one less than the {} limits, got {}", c.bounds.size(), out.size()));
    must_sum_to_one(f, param.key, out);
  };
  shares({"women", Unit::share, 0, 1, "share of women who are victims in each band"}, c.women);
  shares({"men", Unit::share, 0, 1, "share of men who are victims in each band"}, c.men);
}

void describe(Fields& f, People::Prevalence& c) {
  f.number({"urban", Unit::share, 0.0001, 1, "of abuse among people in urban homes"}, c.urban);
  f.number({"rural", Unit::share, 0.0001, 1, "and in rural ones; only the proportion of the two counts"}, c.rural);
}

void describe(Fields& f, People& c) {
  f.mapping({"age", "of victims when the relationship begins"}, c.age);
  f.distribution({"perpetrator_older_by", Unit::duration, -no_limit, no_limit,
                  "age of a perpetrator less that of the first victim"},
                 c.perpetrator_older_by);
  Each<sex_names.size()> couples{
      {"male_perpetrators", Unit::share, 0, 1, "share of men among those who abuse this sex"},
      sex_names,
      c.male_perpetrators};
  f.mapping({"male_perpetrators", "share of perpetrators who are men, by sex of the victim"}, couples);
  Each<ethnic_group_names.size()> groups{
      {"ethnic_group", Unit::share, 0, 1, "share of victims of this group"}, ethnic_group_names, c.ethnic_group};
  f.mapping({"ethnic_group", "victims by the census' broad groups"}, groups);
  must_sum_to_one(f, "ethnic_group", c.ethnic_group);
  Each<sex_names.size()> sexes{
      {"disabled", Unit::share, 0, 1, "share of victims of this sex who are disabled"}, sex_names, c.disabled};
  f.mapping({"disabled", "share of victims who are disabled, by sex"}, sexes);
  f.mapping({"prevalence", "how much more often relationships turn abusive in one setting than in the other"},
            c.prevalence);
}

}  // namespace abuse::config
