#include "models/economics/classic_benefit.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace economics {

namespace {

void require_share(double share) {
  if (!(share >= 0 && share <= 1)) throw std::invalid_argument("a share must be 0 to 1");
}

void require_amount(double amount) {
  if (!(amount >= 0) || std::isinf(amount))
    throw std::invalid_argument("a population or an impact must be at least 0 and finite");
}

void require_sound(const ClassicBenefit& o) {
  for (const double share : {o.need, o.engagement, o.deadweight, o.leakage, o.displacement, o.drop_off})
    require_share(share);
  require_amount(o.impact);
  for (const double people : o.population) require_amount(people);
  for (const double share : o.agency_share) require_share(share);
  const double whole = std::accumulate(o.agency_share.begin(), o.agency_share.end(), 0.0);
  if (std::abs(whole - 1) > 1e-9) throw std::invalid_argument("the agencies' shares of a benefit must sum to 1");
}

/// Each year's new units fade from the year in which they begin and end after their duration.
std::vector<double> effect(const ClassicBenefit& o) {
  const std::size_t years = o.population.size();
  const double kept = (1 - o.deadweight) * (1 - o.leakage) * (1 - o.displacement);
  std::vector<double> units(years, 0);
  for (std::size_t s = 0; s < years; ++s) {
    const double gross = o.population[s] * o.need * o.engagement * o.impact;
    double left = gross * kept;
    for (std::size_t age = 0; age < o.duration && o.lag < years - s && age < years - s - o.lag; ++age) {
      units[s + o.lag + age] += left;
      left *= 1 - o.drop_off;
    }
  }
  return units;
}

std::vector<double> times(const std::vector<double>& values, double factor) {
  std::vector<double> scaled;
  scaled.reserve(values.size());
  for (const double v : values) scaled.push_back(v * factor);
  return scaled;
}

}  // namespace

ClassicValue classic_value(const ClassicBenefit& outcome) {
  require_sound(outcome);
  ClassicValue value;
  value.effect = effect(outcome);
  for (std::size_t k = 0; k < value.by_gain.size(); ++k) value.by_gain[k] = times(value.effect, outcome.unit_value[k]);
  for (const double share : outcome.agency_share)
    value.by_agency.push_back(times(value.by_gain[static_cast<std::size_t>(Gain::fiscal)], share));
  return value;
}

}  // namespace economics
