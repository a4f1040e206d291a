#include "models/pathway/build.hpp"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace pathway {
namespace {

void require(bool holds, const Service& service, const char* what) {
  if (!holds) throw std::logic_error("pathway: service \"" + service.name + "\": " + what);
}

void require_shape(const Spec& spec) {
  const std::size_t states = spec.grades.size() + 1;
  for (const Service& service : spec.services) {
    require(service.engages.empty() || service.engages.size() == states, service, "engages has the wrong shape");
    require(service.assesses.empty() || service.assesses.size() == states, service, "assesses has the wrong shape");
    for (const std::vector<double>& row : service.assesses) {
      require(row.size() == spec.grades.size(), service, "assesses has the wrong shape");
    }
    for (const Edge& edge : service.edges) {
      require(edge.to < spec.services.size() || edge.to == Edge::leaves, service, "an edge leads out of range");
      require(!edge.grade || *edge.grade < states, service, "an edge is for a grade out of range");
    }
  }
}

using Steps = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

/// A shortest loop through a vertex that is on one; empty if it is not.
std::vector<std::size_t> loop_through(const Steps& steps, std::size_t start) {
  constexpr std::size_t none = Edge::leaves;
  std::vector<std::size_t> before(num_vertices(steps), none);
  boost::breadth_first_search(
      steps, start,
      boost::visitor(boost::make_bfs_visitor(boost::record_predecessors(before.data(), boost::on_tree_edge{}))));
  std::vector<std::size_t> shortest;
  for (std::size_t last = 0; last < num_vertices(steps); ++last) {
    if ((last != start && before[last] == none) || !edge(last, start, steps).second) continue;
    std::vector<std::size_t> loop{last};
    while (loop.back() != start) loop.push_back(before[loop.back()]);
    if (shortest.empty() || loop.size() < shortest.size()) shortest.assign(loop.rbegin(), loop.rend());
  }
  return shortest;
}

}  // namespace

ServiceGraph build(const Spec& spec) {
  require_shape(spec);
  const std::size_t exit = spec.services.size();
  ServiceGraph graph(exit + 1);
  graph[exit].name = "close";
  for (std::size_t i = 0; i < exit; ++i) {
    const Service& service = spec.services[i];
    graph[i].name = service.name;
    for (std::size_t e = 0; e < service.edges.size(); ++e) {
      const Edge& edge = service.edges[e];
      if (edge.to == Edge::leaves && edge.to_name != "close") continue;
      add_edge(i, edge.to == Edge::leaves ? exit : edge.to, Link{.edge = e, .flow = edge.flow}, graph);
    }
  }
  return graph;
}

CaseGraph build_cases(const Spec& spec) {
  require_shape(spec);
  const std::size_t states = spec.grades.size() + 1;
  const std::size_t exit = spec.services.size() * states;
  CaseGraph graph(exit + 1);
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    const Service& service = spec.services[i];
    for (std::size_t grade = 0; grade < states; ++grade) {
      const std::size_t from = case_vertex(spec, i, grade);
      graph[from] = {.service = i, .grade = grade};
      const double engaged = engages(service, grade);
      const std::vector<double> after = grades_after(spec, service, grade);
      bool falls_back = false;
      for (std::size_t e = 0; e < service.edges.size(); ++e) {
        const Edge& edge = service.edges[e];
        if (!(edge.share > 0)) continue;
        const auto lead_to = [&](std::size_t grade_there, double cases) {
          const std::size_t to = edge.to == Edge::leaves ? exit : case_vertex(spec, edge.to, grade_there);
          add_edge(from, to, CaseLink{.edge = e, .flow = edge.flow, .cases = cases * edge.cases_per_case}, graph);
        };
        if (edge.flow == Flow::fallback) {
          if (!applies(edge, grade)) continue;
          falls_back = true;
          lead_to(grade, engaged > 0 ? 0.0 : edge.share);
        } else if (engaged > 0) {
          for (std::size_t g = 0; g < states; ++g) {
            if (after[g] > 0 && applies(edge, g)) lead_to(g, engaged * after[g] * edge.share);
          }
        }
      }
      const bool referred_on = falls_back && !(engaged > 0);
      if (engaged < 1 && !referred_on) add_edge(from, exit, CaseLink{.edge = {}, .cases = 1 - engaged}, graph);
    }
  }
  return graph;
}

std::vector<double> grades_after(const Spec& spec, const Service& service, std::size_t grade) {
  std::vector<double> after(spec.grades.size() + 1, 0.0);
  if (service.assesses.empty()) {
    after[grade] = 1;
  } else {
    std::copy(service.assesses[grade].begin(), service.assesses[grade].end(), after.begin());
  }
  return after;
}

std::vector<std::vector<std::size_t>> loops(const CaseGraph& graph,
                                            const std::function<bool(CaseGraph::edge_descriptor)>& counts) {
  // Only links inside a strongly connected part can lie on a loop; the rest need not be searched.
  Steps all(num_vertices(graph));
  for (const auto link : boost::make_iterator_range(edges(graph))) {
    if (counts(link)) add_edge(source(link, graph), target(link, graph), all);
  }
  std::vector<std::size_t> part(num_vertices(all));
  boost::strong_components(all, boost::make_iterator_property_map(part.begin(), get(boost::vertex_index, all)));
  Steps steps(num_vertices(all));
  for (const auto step : boost::make_iterator_range(edges(all))) {
    if (part[source(step, all)] == part[target(step, all)]) add_edge(source(step, all), target(step, all), steps);
  }

  std::vector<std::vector<std::size_t>> found;
  std::set<std::vector<std::size_t>> seen;
  std::vector<bool> named(num_vertices(steps), false);
  for (std::size_t start = 0; start < num_vertices(steps); ++start) {
    if (named[start] || out_degree(start, steps) == 0) continue;
    std::vector<std::size_t> loop = loop_through(steps, start);
    for (std::size_t& vertex : loop) {
      named[vertex] = true;
      vertex = graph[vertex].service;
    }
    std::rotate(loop.begin(), std::min_element(loop.begin(), loop.end()), loop.end());
    if (!loop.empty() && seen.insert(loop).second) found.push_back(std::move(loop));
  }
  return found;
}

std::string to_string(const Spec& spec, const std::vector<std::size_t>& loop) {
  std::string text;
  for (const std::size_t service : loop) text += spec.services[service].name + " -> ";
  return text + spec.services[loop.front()].name;
}

}  // namespace pathway
