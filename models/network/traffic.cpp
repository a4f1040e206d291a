#include "models/network/traffic.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace network {

namespace {

/// Servers on average over the run, or slots in a unit of time.
double capacity_of(const CompiledStation& s, sim::Time end) {
  if (s.meeting) {
    double closed = 0;
    for (const config::Gap& gap : s.meeting->gaps) closed += std::max(0.0, std::min(gap.until, end) - gap.from);
    return s.meeting->slots / s.meeting->every * std::max(0.0, 1 - closed / end);
  }
  double area = 0;
  for (std::size_t i = 0; i < s.servers.size(); ++i) {
    const double until = i + 1 < s.servers.size() ? std::min(s.servers[i + 1].from, end) : end;
    if (until > s.servers[i].from) area += s.servers[i].servers * (until - s.servers[i].from);
  }
  return area / end;
}

}  // namespace

std::vector<Load> expected_loads(const Plan& plan) {
  const auto n = static_cast<Eigen::Index>(plan.stations.size());
  const sim::Time end = plan.warm_up + plan.horizon;
  std::vector<Load> loads;
  for (const CompiledStation& s : plan.stations) loads.push_back({s.name, 0, 0, capacity_of(s, end), 0, false});
  for (std::size_t c = 0; c < plan.classes.size(); ++c) {
    const CompiledClass& cls = plan.classes[c];
    Eigen::MatrixXd equations = Eigen::MatrixXd::Identity(n, n);
    for (Eigen::Index s = 0; s < n; ++s) {
      double before = 0;
      for (const Way& way : plan.stations[static_cast<std::size_t>(s)].next[c]) {
        if (way.to != exit_station) equations(way.to, s) -= way.up_to - before;
        before = way.up_to;
      }
    }
    Eigen::VectorXd outside = Eigen::VectorXd::Zero(n);
    outside(cls.starts_at) = cls.arrivals.mean_rate(0, end);
    const Eigen::VectorXd rates = equations.partialPivLu().solve(outside);
    for (std::size_t s = 0; s < plan.stations.size(); ++s) {
      const double rate = std::max(0.0, rates(static_cast<Eigen::Index>(s)));
      const CompiledStation& station = plan.stations[s];
      if (rate <= 1e-12) continue;
      loads[s].arrivals += rate;
      loads[s].offered += station.meeting ? rate : rate * station.service[c]->mean();
      if (!station.patience[c] && std::isinf(station.room)) loads[s].nobody_gives_up = true;
    }
  }
  for (Load& load : loads) load.load = std::isfinite(load.capacity) ? load.offered / load.capacity : 0;
  return loads;
}

}  // namespace network
