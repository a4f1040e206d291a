#include "models/abuse/world.hpp"

#include <algorithm>
#include <cmath>

namespace abuse {

/// Adds to a metric's variants for the groups that the victim is in; to none if it is not reported by group.
void World::grouped(std::size_t metric, const Relationship& r, double x, bool year_too, bool horizon_too) {
  const auto base = plan_->catalogue.group_base(metric);
  if (!base || !counting_) return;  // what is counted before then is forgotten
  for (const std::size_t place :
       plan_->characteristics.of(r, perpetrators_[r.perpetrator], plan_->localities[r.locality].area))
    add(*base + place, x, year_too, horizon_too);
}

void World::group_incident(const Relationship& r, double harm) {
  if (!counting_) return;
  const std::size_t incidents = *plan_->catalogue.group_base(index(Measure::incidents)),
                    harm_days = *plan_->catalogue.group_base(index(Measure::harm_days));
  for (const std::size_t place :
       plan_->characteristics.of(r, perpetrators_[r.perpetrator], plan_->localities[r.locality].area)) {
    measures_.add(incidents + place, 1);
    measures_.add(harm_days + place, harm);
  }
}

void World::add(std::size_t metric, double x, bool year_too, bool horizon_too) {
  if (year_too && horizon_too)
    measures_.add(metric, x);
  else if (year_too)
    measures_.add_year(metric, x);
  else if (horizon_too)
    measures_.add_horizon(metric, x);
}

void World::count_beginning(const Relationship& r, Time now) {
  measures_.add(Measure::relationships_begun);
  grouped(Measure::relationships_begun, r, 1);
  count_victim(r, true);
  count_perpetrator(perpetrators_[r.perpetrator], now);
  measures_.add(plan_->people.children, r.children);
  const auto& bounds = abuse().relationships.ages.bounds;
  for (std::uint32_t k = 0; k < r.children; ++k) {
    const double age = now - children_[r.first_child + k].birth;
    const auto above = std::upper_bound(bounds.begin() + 1, bounds.end() - 1, age);
    measures_.add(plan_->people.children_by_age + static_cast<std::size_t>(above - bounds.begin() - 1), 1);
  }
}

void World::count_perpetrator(const Perpetrator& p, Time now) {
  const Plan::People& metrics = plan_->people;
  constexpr std::size_t most = tie_names.size() - 1;
  measures_.add(metrics.begun_by_ties + std::min<std::size_t>(p.earlier, most), 1);
  if (p.earlier > 0) return;
  const auto& bounds = abuse().people.age.bounds;
  const auto above = std::upper_bound(bounds.begin() + 1, bounds.end() - 1, std::round(now) - *p.birth);
  measures_.add(metrics.perpetrators, 1);
  measures_.add(metrics.perpetrators_by_sex + index(p.sex), 1);
  measures_.add(metrics.perpetrators_by_age + static_cast<std::size_t>(above - bounds.begin() - 1), 1);
}

void World::count_victim(const Relationship& r, bool horizon_too) {
  add(plan_->people.victims, 1, true, horizon_too);
  add(plan_->people.victims_by_children + r.children, 1, true, horizon_too);
  grouped(plan_->people.victims, r, 1, true, horizon_too);
}

/// Counts who is there as a year begins. \param horizon_too  the counted period begins with it
void World::count_living(bool horizon_too) {
  for (const Relationship& r : relationships_)
    if (r.phase == Phase::active || r.phase == Phase::quiet) count_victim(r, horizon_too);
}

void World::sample_standing(double years) {
  std::array<double, standing_names.size()> people{};
  for (const Relationship& r : relationships_) {
    if (r.phase != Phase::active && r.phase != Phase::quiet) continue;
    const Standing standing = r.victim.supported > 0   ? Standing::in_service
                              : r.victim.known_to != 0 ? Standing::known
                                                       : Standing::hidden;
    ++people[index(standing)];
  }
  for (std::size_t s = 0; s < people.size(); ++s) {
    measures_.add(plan_->people.standings[s], people[s]);
    measures_.weigh(plan_->people.standings[s], 1);
    standing_slopes_[s].add(years, people[s]);
  }
}

}  // namespace abuse
