#include "models/abuse/compiler.hpp"

#include <cmath>

namespace abuse {

/// Where victims live, how results are told apart, and the metrics of who the people are.
void Compiler::people() {
  const config::Abuse& c = plan_->scenario.abuse;
  const auto whole_years = [](const std::vector<double>& days) {
    std::vector<int> out;
    for (const double d : days) out.push_back(static_cast<int>(std::lround(d / config::year)));
    return out;
  };
  const config::People::Prevalence& prevalence = c.people.prevalence;
  double all = 0;
  for (Plan::Locality& l : plan_->localities) {
    const double rural = l.rural * prevalence.rural, rate = rural + (1 - l.rural) * prevalence.urban;
    l.rural = rural / rate;
    l.onsets = l.weight * rate;
    all += l.onsets;
  }
  for (Plan::Locality& l : plan_->localities) l.onsets /= all;

  plan_->characteristics = Characteristics(whole_years(c.people.age.bounds), plan_->areas);
  plan_->catalogue = Catalogue(plan_->characteristics.tags());
  Catalogue& m = plan_->catalogue;
  const auto tags = [](const std::string& key, const auto& categories) {
    std::vector<std::string> out;
    for (const auto& category : categories) out.push_back(key + "=" + std::string(category));
    return out;
  };
  std::vector<std::string> families;
  for (std::size_t n = 0; n < c.relationships.children.size(); ++n) families.push_back(std::to_string(n));
  Plan::People& people = plan_->people;
  people.victims = m.add("victims", "people",
                         "victims of an abusive relationship that began in the period or was there at its start");
  m.add_groups(people.victims);
  people.victims_by_children = m.add_variants(people.victims, tags("children", families));
  people.children = m.add("children", "children", "children in families where an abusive relationship began");
  people.children_by_age =
      m.add_variants(people.children, tags("age", age_bands(whole_years(c.relationships.ages.bounds))));
  people.perpetrators =
      m.add("perpetrators", "people", "people who began their first abusive relationship in the period");
  people.perpetrators_by_sex = m.add_variants(people.perpetrators, tags("sex", sex_names));
  people.perpetrators_by_age =
      m.add_variants(people.perpetrators, tags("age", age_bands(whole_years(c.people.age.bounds))));
  people.begun_by_ties = m.add_variants(index(Measure::relationships_begun), tags("earlier", tie_names));
  people.police_known =
      m.add("police_known_victims", "victims", "different victims with a police incident in the period");
  constexpr const char* knows[standing_names.size()] = {"no agency knows", "some agency knows, and no service supports",
                                                        "a service supports"};
  for (std::size_t s = 0; s < standing_names.size(); ++s) {
    const std::string name(standing_names[s]);
    people.standings[s] =
        m.add("people_" + name, "people",
              std::string("people living in an abusive relationship whom ") + knows[s] + ", mean over the quarters",
              Form::ratio);
    people.standing_slopes[s] =
        m.add("slope.people_" + name, "people a year", "least-squares slope of the number of people_" + name);
  }
}

}  // namespace abuse
