#pragma once

#include "models/pathway/spec.hpp"

#include <boost/graph/adjacency_list.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pathway {

/// A service, or the exit.
struct Node {
  std::string name;
};

/// One line under a service's next, also or fallback.
struct Link {
  std::size_t edge = 0;  ///< position among the service's edges
  Flow flow = Flow::next;
};

using ServiceGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Node, Link>;

/// The system as written: vertex i is service i, the last one is the exit. Edges to nothing are left out.
/// \throws std::logic_error if an index or a shape is out of range
ServiceGraph build(const Spec& spec);

/// Cases of one grade at one service; the exit has neither.
struct CaseNode {
  std::size_t service = 0;
  std::size_t grade = 0;  ///< on arrival; as many as there are grades: not yet assessed
};

/// One thing that may happen to such cases.
struct CaseLink {
  std::optional<std::size_t> edge;  ///< position among the service's edges; unset: they do not engage and leave
  Flow flow = Flow::next;
  double cases = 0;  ///< expected for each case that arrives, capacity not limiting; 0: only when the service is full
};

using CaseGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, CaseNode, CaseLink>;

/// What can happen to whom: only what has a probability above 0. Vertex of (service, grade): see case_vertex; the last
/// one is the exit. An edge to nothing leads to the exit.
/// \throws std::logic_error as build
CaseGraph build_cases(const Spec& spec);

inline std::size_t case_vertex(const Spec& spec, std::size_t service, std::size_t grade) {
  return service * (spec.grades.size() + 1) + grade;
}

/// Whether an edge is for cases of that grade.
inline bool applies(const Edge& edge, std::size_t grade) { return !edge.grade || *edge.grade == grade; }

/// Share of referrals of that grade taken up.
inline double engages(const Service& service, std::size_t grade) {
  return service.engages.empty() ? 1.0 : service.engages[grade];
}

/// Grades that cases arriving with `grade` may have when they leave the service, with their probabilities.
std::vector<double> grades_after(const Spec& spec, const Service& service, std::size_t grade);

/// Loops over those links that `counts` holds for, as service indices in order of travel, first the one written first.
/// For every service on a loop, a shortest one through it is among them; none is there twice.
std::vector<std::vector<std::size_t>> loops(const CaseGraph& graph,
                                            const std::function<bool(CaseGraph::edge_descriptor)>& counts);

/// "a -> b -> a".
std::string to_string(const Spec& spec, const std::vector<std::size_t>& loop);

}  // namespace pathway
