#include "sim/sensitivity/shared_chance.hpp"

#include "sim/tally.hpp"

#include <algorithm>
#include <cmath>

namespace sim::sensitivity {

void SharedChance::add(std::span<const double> outcomes) {
  if (points_ == 0) {
    first_.assign(outcomes.begin(), outcomes.end());
    sums_.assign(outcomes.size(), 0);
  }
  ++points_;
  whole_ = whole_ && outcomes.size() == first_.size() &&
           std::none_of(outcomes.begin(), outcomes.end(), [](double x) { return std::isnan(x); });
  if (!whole_) return;
  Tally tally;
  for (std::size_t r = 0; r < outcomes.size(); ++r) {
    tally.add(outcomes[r]);
    sums_[r] += outcomes[r] - first_[r];
  }
  if (tally.count() > 1) within_ += tally.variance();
}

double SharedChance::variance() const {
  if (!whole_ || points_ < 2 || first_.size() < 2) return 0;
  const auto points = static_cast<double>(points_);
  Tally means;
  for (std::size_t r = 0; r < first_.size(); ++r) means.add(first_[r] + sums_[r] / points);
  const double rest = points * (within_ / points - means.variance()) / (points - 1);
  return std::max(0.0, means.variance() - rest / points);
}

}  // namespace sim::sensitivity
