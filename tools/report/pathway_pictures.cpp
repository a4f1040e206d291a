#include "tools/report/pathway_pictures.hpp"

#include "models/abuse/load.hpp"
#include "models/network/graph.hpp"
#include "models/network/load.hpp"
#include "tools/report/period.hpp"
#include "tools/report/services.hpp"
#include "tools/report/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace report {

namespace {

/// The load that was simulated, where its metrics are there.
pathway::Load simulated(const Inputs& inputs, const std::string& system, const pathway::Service& service,
                        pathway::Load load) {
  const Measures& summary = *inputs.summary();
  const double cases = summary.mean(system, service.name + "_cases") / static_cast<double>(years(inputs));
  const double expected = load.cases_per_year;
  load.cases_per_year = std::isfinite(cases) ? cases : 0;
  for (double& on_edge : load.edge_cases_per_year) on_edge *= expected > 0 ? load.cases_per_year / expected : 0;
  load.wait_days = summary.mean(system, service.name + "_wait_days");
  const Measured* const in_use = used(summary, system, service.name);
  load.utilisation = in_use == nullptr ? experiment::missing : in_use->mean;
  return load;
}

/// Takes out what would clutter the picture.
Pathway thinned(const Pathway& whole) {
  constexpr std::size_t gone = static_cast<std::size_t>(-2);
  const std::size_t n = whole.spec.services.size();
  const auto is_drawn = [&](std::size_t i, std::size_t e) {
    const std::size_t to = whole.spec.services[i].edges[e].to;
    return to != pathway::Edge::leaves && whole.loads[i].cases_per_year >= least_cases &&
           whole.loads[to].cases_per_year >= least_cases && whole.loads[i].edge_cases_per_year[e] >= least_on_line;
  };
  std::vector<bool> has_line(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t e = 0; e < whole.spec.services[i].edges.size(); ++e)
      if (is_drawn(i, e)) has_line[i] = has_line[whole.spec.services[i].edges[e].to] = true;
  std::vector<std::size_t> place(n, gone);
  std::size_t next = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (has_line[i]) place[i] = next++;

  Pathway part{
      whole.name, {.system = whole.spec.system, .grades = whole.spec.grades, .services = {}, .place = {}}, {}, {}};
  for (std::size_t i = 0; i < n; ++i) {
    if (whole.loads[i].cases_per_year > 0) part.all.push_back(whole.loads[i]);
    if (place[i] == gone) continue;
    pathway::Service service = whole.spec.services[i];
    pathway::Load load = whole.loads[i];
    service.edges.clear();
    load.edge_cases_per_year.clear();
    for (std::size_t e = 0; e < whole.spec.services[i].edges.size(); ++e) {
      if (!is_drawn(i, e)) continue;
      service.edges.push_back(whole.spec.services[i].edges[e]);
      service.edges.back().to = place[service.edges.back().to];
      load.edge_cases_per_year.push_back(whole.loads[i].edge_cases_per_year[e]);
    }
    part.spec.services.push_back(std::move(service));
    part.loads.push_back(std::move(load));
  }
  return part;
}

std::vector<Pathway> of_systems(const Inputs& inputs, const abuse::Loaded& loaded) {
  std::vector<Pathway> pathways;
  for (std::size_t s = 0; s < loaded.graphs.size(); ++s) {
    const std::string& system = loaded.plan->systems[s].name;
    const std::vector<std::string>& simulated_ones = inputs.finished().systems;
    if (std::find(simulated_ones.begin(), simulated_ones.end(), system) == simulated_ones.end()) continue;
    Pathway pathway{system, loaded.graphs[s], {}, {}};
    pathway.spec.system = system;  // not its title: names are what the rest of the report says
    for (std::size_t i = 0; i < pathway.spec.services.size(); ++i)
      pathway.loads.push_back(simulated(inputs, system, pathway.spec.services[i], loaded.loads[s][i]));
    pathways.push_back(thinned(pathway));
  }
  return pathways;
}

std::vector<Pathway> of_classes(const network::Loaded& loaded) {
  std::vector<Pathway> pathways;
  for (std::size_t c = 0; c < loaded.plan->classes.size(); ++c)
    pathways.push_back({loaded.plan->classes[c].name, network::graph_of(*loaded.plan, c), {}, {}});
  return pathways;
}

}  // namespace

std::vector<Pathway> pathways_of(const Inputs& inputs) {
  if (inputs.network()) return of_classes(*inputs.network());
  if (inputs.abuse()) return of_systems(inputs, *inputs.abuse());
  return {};
}

}  // namespace report
