#include "models/network/arrivals.hpp"

#include "models/network/algorithms.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace network {

const Algorithm arrival_algorithm{
    "Arrivals",
    "Each class has a stream of its own. Its gaps are drawn from a distribution, or it is a Poisson process whose rate "
    "may change in steps or waves: then candidates come at the highest rate and each is kept with probability rate at "
    "that time over highest rate (thinning, Lewis and Shedler 1979)."};

Arrivals::Arrivals(const config::Arrivals& c) {
  if (c.rate) {
    highest_ = *c.rate;
    if (highest_ > 0) gaps_ = sim::Distribution::exponential(1 / highest_);
    if (highest_ == 0) changing_ = c;
    return;
  }
  changing_ = c;
  for (const config::RateStep& step : c.rates) highest_ = std::max(highest_, step.rate);
  if (c.sine) highest_ = c.sine->mean + c.sine->amplitude;
}

sim::Time Arrivals::next(sim::Time now, sim::PhiloxEngine& stream) const {
  if (!changing_) return now + gaps_.quantile(sim::to_unit(stream()));
  if (highest_ <= 0) return std::numeric_limits<sim::Time>::infinity();
  if (!changing_->period && !changing_->sine) {  // the last step lasts for ever
    const config::RateStep& last = changing_->rates.back();
    if (last.rate == 0 && now >= last.from) return std::numeric_limits<sim::Time>::infinity();
  }
  while (true) {
    now += -std::log(sim::to_unit(stream())) / highest_;
    if (sim::to_unit(stream()) * highest_ < rate(now)) return now;
    if (!changing_->period && !changing_->sine && changing_->rates.back().rate == 0 &&
        now >= changing_->rates.back().from)
      return std::numeric_limits<sim::Time>::infinity();
  }
}

double Arrivals::rate(sim::Time at) const {
  if (!changing_) return 1 / gaps_.mean();
  if (changing_->rate) return *changing_->rate;
  if (const auto& wave = changing_->sine)
    return wave->mean + wave->amplitude * std::sin(2 * std::numbers::pi * (at - wave->phase) / wave->period);
  if (changing_->period) at = std::max(0.0, at - std::floor(at / *changing_->period) * *changing_->period);
  const auto after = std::upper_bound(changing_->rates.begin(), changing_->rates.end(), at,
                                      [](sim::Time t, const config::RateStep& step) { return t < step.from; });
  return std::prev(after)->rate;
}

double Arrivals::mean_rate(sim::Time from, sim::Time until) const {
  if (!changing_) return 1 / gaps_.mean();
  return (expected(until) - expected(from)) / (until - from);
}

/// The integral of a rate that changes, from 0.
double Arrivals::expected(sim::Time until) const {
  if (changing_->rate) return *changing_->rate * until;
  if (const auto& wave = changing_->sine) {
    const double turn = 2 * std::numbers::pi / wave->period;
    return wave->mean * until +
           wave->amplitude / turn * (std::cos(turn * wave->phase) - std::cos(turn * (until - wave->phase)));
  }
  const auto& steps = changing_->rates;
  const auto up_to = [&](sim::Time t) {
    double sum = 0;
    for (std::size_t i = 0; i < steps.size() && steps[i].from < t; ++i)
      sum += steps[i].rate * ((i + 1 < steps.size() ? std::min(steps[i + 1].from, t) : t) - steps[i].from);
    return sum;
  };
  if (!changing_->period) return up_to(until);
  const double periods = std::floor(until / *changing_->period);
  return periods * up_to(*changing_->period) + up_to(until - periods * *changing_->period);
}

}  // namespace network
