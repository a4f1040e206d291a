#include "models/network/pilot.hpp"

#include "models/network/traffic.hpp"
#include "models/network/world.hpp"
#include "sim/batch_means.hpp"
#include "sim/simulation.hpp"
#include "sim/warm_up.hpp"

#include <algorithm>
#include <cmath>

namespace network {

namespace {

constexpr std::size_t trials = 5;
constexpr std::size_t observations = 1000;
constexpr double most_events = 400'000;  ///< in a trial, roughly

/// Mean number at each station over each of many equal spans; shape (stations, observations).
std::vector<std::vector<double>> series_of(const std::shared_ptr<const Plan>& plan, std::uint32_t trial,
                                           sim::Time span) {
  std::vector<std::vector<double>> series(plan->stations.size());
  std::vector<double> before(plan->stations.size(), 0);
  sim::Simulation<World> simulation(World(plan), plan->seed, trial, 0);
  for (std::size_t i = 1; i <= observations; ++i) {
    simulation.run_until(static_cast<double>(i) * span);
    for (std::size_t s = 0; s < series.size(); ++s) {
      Occupancy present = simulation.model.stations()[s].present;
      present.spend(simulation.now());
      series[s].push_back((present.area() - before[s]) / span);
      before[s] = present.area();
    }
  }
  return series;
}

}  // namespace

Pilot try_out(const std::shared_ptr<const Plan>& plan) {
  Pilot pilot;
  for (const CompiledClass& c : plan->classes)
    if (c.arrivals.changes()) return pilot;
  for (const CompiledStation& s : plan->stations)
    if (s.servers.size() > 1) return pilot;
  double events_per_time = 0;
  for (const Load& load : expected_loads(*plan)) events_per_time += 2 * load.arrivals;
  if (!(events_per_time > 0)) return pilot;
  const sim::Time planned = plan->warm_up + plan->horizon;
  pilot.length = std::min(planned, most_events / events_per_time);
  pilot.replications = std::min<std::size_t>(trials, plan->replications);
  const sim::Time span = pilot.length / observations;

  std::vector<std::vector<double>> mean(plan->stations.size(), std::vector<double>(observations, 0));
  for (std::uint32_t trial = 0; trial < pilot.replications; ++trial) {
    const auto series = series_of(plan, trial, span);
    for (std::size_t s = 0; s < mean.size(); ++s)
      for (std::size_t i = 0; i < observations; ++i)
        mean[s][i] += series[s][i] / static_cast<double>(pilot.replications);
  }
  for (std::size_t s = 0; s < mean.size(); ++s) {
    PilotStation station;
    station.station = plan->stations[s].name;
    const sim::WarmUpAdvice advice = sim::mser5(mean[s]);
    station.warm_up = static_cast<double>(advice.truncate) * span;
    station.settled = advice.reliable;
    const std::span<const double> rest = std::span(mean[s]).subspan(advice.truncate);
    if (rest.size() >= 100) {
      const sim::BatchMeans batches = sim::batch_means(rest);
      const double seen = static_cast<double>(rest.size()) * span * static_cast<double>(pilot.replications);
      station.mean = batches.mean;
      station.half_width = (batches.ci_high - batches.mean) *
                           std::sqrt(seen / (plan->horizon * static_cast<double>(plan->replications)));
    }
    pilot.stations.push_back(std::move(station));
  }
  return pilot;
}

}  // namespace network
