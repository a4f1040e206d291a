#pragma once

#include "models/network/config.hpp"
#include "sim/distribution.hpp"
#include "sim/random.hpp"
#include "sim/time.hpp"

#include <limits>
#include <optional>

namespace network {

/// When the people of a class come: a renewal process, or a Poisson process whose rate may change in time.
class Arrivals {
 public:
  Arrivals() = default;
  explicit Arrivals(sim::Distribution gaps) : gaps_(std::move(gaps)) {}
  explicit Arrivals(const config::Arrivals& c);

  /// The first arrival after `now`, drawn from the class's stream; infinity if there is none. A rate that changes is
  /// thinned from its highest value (Lewis and Shedler 1979).
  sim::Time next(sim::Time now, sim::PhiloxEngine& stream) const;

  /// Arrivals in a unit of time at that time; of a renewal process the long-run mean.
  double rate(sim::Time at) const;
  /// Whether the rate changes in time, or there are no arrivals at all.
  bool changes() const { return changing_.has_value(); }
  /// The mean rate over a span, for checks before a run.
  double mean_rate(sim::Time from, sim::Time until) const;

 private:
  double expected(sim::Time until) const;

  sim::Distribution gaps_;
  std::optional<config::Arrivals> changing_;
  double highest_ = 0;
};

}  // namespace network
