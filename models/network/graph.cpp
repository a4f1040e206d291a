#include "models/network/graph.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace network {

pathway::Spec graph_of(const Plan& plan, std::size_t cls) {
  std::vector<std::size_t> reached{plan.classes[cls].starts_at};
  for (std::size_t i = 0; i < reached.size(); ++i)
    for (const Way& way : plan.stations[reached[i]].next[cls])
      if (way.to != exit_station && std::find(reached.begin(), reached.end(), way.to) == reached.end())
        reached.push_back(way.to);
  pathway::Spec spec;
  spec.system = plan.classes[cls].name;
  for (const std::size_t s : reached) {
    const CompiledStation& station = plan.stations[s];
    pathway::Service service;
    service.name = station.name;
    service.kind = station.meeting ? pathway::Kind::meeting : pathway::Kind::staff;
    service.capacity = station.meeting ? station.meeting->slots / station.meeting->every : station.servers[0].servers;
    if (station.service[cls]) service.mean_duration = station.service[cls]->mean();
    if (s == reached.front()) service.entries = plan.classes[cls].arrivals.mean_rate(0, plan.warm_up + plan.horizon);
    double before = 0;
    for (const Way& way : station.next[cls]) {
      pathway::Edge edge;
      edge.share = way.up_to - before;
      before = way.up_to;
      edge.to_name = "close";
      if (way.to != exit_station) {
        edge.to = static_cast<std::size_t>(std::find(reached.begin(), reached.end(), way.to) - reached.begin());
        edge.to_name = plan.stations[way.to].name;
      }
      service.edges.push_back(std::move(edge));
    }
    spec.services.push_back(std::move(service));
  }
  return spec;
}

}  // namespace network
