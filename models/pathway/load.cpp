#include "models/pathway/build.hpp"
#include "models/pathway/graph.hpp"

#include <Eigen/Dense>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

namespace pathway {
namespace {

constexpr double days_per_year = 365.25;

/// Cases that come round some 1e12 times have no expectation worth the name; rounding errors are far smaller.
constexpr double smallest_rcond = 1e-12;

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Vertices = std::vector<std::size_t>;

/// Where cases go in numbers: the links that carry some.
struct Carries {
  const CaseGraph* graph = nullptr;
  bool operator()(CaseGraph::edge_descriptor link) const { return (*graph)[link].cases > 0; }
};

/// Solves v = entries + routing^T v. \return empty if that has no finite solution
Vector solve(const Matrix& routing, const Vector& entries) {
  const Matrix system = Matrix::Identity(routing.rows(), routing.cols()) - routing.transpose();
  if (!system.allFinite() || !entries.allFinite()) return {};
  const Eigen::PartialPivLU<Matrix> decomposition(system);
  if (!(decomposition.rcond() > smallest_rcond)) return {};
  const Vector flow = decomposition.solve(entries);
  return flow.allFinite() ? flow : Vector{};
}

/// Whether cases that keep to these vertices become fewer and fewer. One entry each makes v >= 1 if they do; if each
/// case opens more than one there is a solution, but a negative one.
bool dies_out(const Matrix& routing) {
  const Vector flow = solve(routing, Vector::Ones(routing.rows()));
  return flow.size() > 0 && (flow.array() > 0.5).all();
}

/// Expected cases from each vertex to each, both among `vertices`.
Matrix routing_among(const CaseGraph& graph, const Vertices& vertices) {
  std::vector<Eigen::Index> row(num_vertices(graph), -1);
  for (std::size_t i = 0; i < vertices.size(); ++i) row[vertices[i]] = static_cast<Eigen::Index>(i);
  const auto size = static_cast<Eigen::Index>(vertices.size());
  Matrix routing = Matrix::Zero(size, size);
  for (const std::size_t from : vertices) {
    for (const auto link : boost::make_iterator_range(out_edges(from, graph))) {
      const std::size_t to = target(link, graph);
      if (row[to] >= 0) routing(row[from], row[to]) += graph[link].cases;
    }
  }
  return routing;
}

/// \throws std::invalid_argument naming the loops that do not die out, if people reach any
void require_finite(const Spec& spec, const CaseGraph& graph, const std::vector<bool>& reached) {
  const auto vertices = num_vertices(graph);
  std::vector<std::size_t> part(vertices);
  const boost::filtered_graph<CaseGraph, Carries> carrying(graph, Carries{&graph});
  const std::size_t parts = boost::strong_components(
      carrying, boost::make_iterator_property_map(part.begin(), get(boost::vertex_index, carrying)));
  std::vector<Vertices> members(parts);
  for (std::size_t v = 0; v < vertices; ++v) {
    if (reached[v]) members[part[v]].push_back(v);
  }
  std::vector<bool> endless(parts, false);
  for (std::size_t p = 0; p < parts; ++p) {
    endless[p] = !members[p].empty() && !dies_out(routing_among(graph, members[p]));
  }
  std::string named;
  for (const auto& loop : loops(graph, [&](CaseGraph::edge_descriptor link) {
         const std::size_t from = source(link, graph);
         return graph[link].cases > 0 && reached[from] && endless[part[from]];
       })) {
    named += (named.empty() ? "" : "; ") + to_string(spec, loop);
  }
  if (named.empty()) return;
  throw std::invalid_argument("system \"" + spec.system +
                              "\": expected loads have no finite solution, cases never leave " + named);
}

/// Cases a day that arrive at each vertex.
std::vector<double> find_flows(const Spec& spec, const CaseGraph& graph) {
  std::vector<double> entries(num_vertices(graph), 0.0);
  std::vector<boost::default_color_type> colours(num_vertices(graph), boost::white_color);
  const boost::filtered_graph<CaseGraph, Carries> carrying(graph, Carries{&graph});
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    const Service& service = spec.services[i];
    if (!(service.entries >= 0 && std::isfinite(service.entries))) {
      throw std::invalid_argument("system \"" + spec.system + "\": cases a day that enter " + service.name +
                                  " must be a number of at least 0");
    }
    const std::size_t v = case_vertex(spec, i, spec.grades.size());
    entries[v] = service.entries;
    if (!(service.entries > 0) || colours[v] != boost::white_color) continue;
    boost::breadth_first_visit(
        carrying, v,
        boost::color_map(boost::make_iterator_property_map(colours.begin(), get(boost::vertex_index, carrying))));
  }
  // Where nobody comes, a ring does no harm, so only the vertices that people reach are in the equations.
  Vertices reached;
  std::vector<bool> is_reached(num_vertices(graph), false);
  for (std::size_t v = 0; v < num_vertices(graph); ++v) {
    if (colours[v] == boost::white_color) continue;
    reached.push_back(v);
    is_reached[v] = true;
  }
  std::vector<double> flows(num_vertices(graph), 0.0);
  if (reached.empty()) return flows;
  require_finite(spec, graph, is_reached);
  Vector entering(static_cast<Eigen::Index>(reached.size()));
  for (std::size_t i = 0; i < reached.size(); ++i) entering[static_cast<Eigen::Index>(i)] = entries[reached[i]];
  const Vector flow = solve(routing_among(graph, reached), entering);
  if (flow.size() == 0) {
    throw std::invalid_argument("system \"" + spec.system + "\": expected loads have no finite solution");
  }
  for (std::size_t i = 0; i < reached.size(); ++i) {
    flows[reached[i]] = std::max(0.0, flow[static_cast<Eigen::Index>(i)]);
  }
  return flows;
}

/// What draws on one resource.
struct Demand {
  double offered = 0;
  double background = 0;
};

double divide(double demand, double capacity) {
  if (demand <= 0 || std::isinf(capacity)) return 0;
  return capacity > 0 ? demand / capacity : std::numeric_limits<double>::infinity();
}

}  // namespace

std::vector<Load> expected_load(const Spec& spec) {
  const CaseGraph graph = build_cases(spec);
  const std::vector<double> flows = find_flows(spec, graph);
  std::vector<Load> loads;
  std::map<std::string, Demand> shared;
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    const Service& service = spec.services[i];
    Load load;
    load.service = service.name;
    load.edge_cases_per_year.assign(service.edges.size(), 0.0);
    double engaged = 0;  // cases a day
    for (std::size_t grade = 0; grade <= spec.grades.size(); ++grade) {
      const std::size_t v = case_vertex(spec, i, grade);
      const double share = engages(service, grade);
      if (share > 0) load.cases_per_year += flows[v] * days_per_year;
      engaged += flows[v] * share;
      for (const auto link : boost::make_iterator_range(out_edges(v, graph))) {
        if (!graph[link].edge) continue;
        load.edge_cases_per_year[*graph[link].edge] += flows[v] * graph[link].cases * days_per_year;
      }
    }
    load.offered = service.kind == Kind::meeting ? engaged : engaged * service.mean_duration;
    if (!service.capacity_shared_with.empty()) {
      shared[service.capacity_shared_with].offered += load.offered;
      shared[service.capacity_shared_with].background += service.background_load;
    }
    loads.push_back(std::move(load));
  }
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    const Service& service = spec.services[i];
    const Demand demand = service.capacity_shared_with.empty() ? Demand{loads[i].offered, service.background_load}
                                                               : shared[service.capacity_shared_with];
    loads[i].capacity = std::max(0.0, service.capacity - demand.background);
    loads[i].utilisation = divide(demand.offered + demand.background, service.capacity);
  }
  return loads;
}

}  // namespace pathway
