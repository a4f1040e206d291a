#pragma once

#include "models/pathway/spec.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Service graphs in few words, for the tests.
namespace pathway::testing {

inline Edge to(std::string name, double share, Flow flow = Flow::next) {
  Edge edge;
  edge.to_name = std::move(name);
  edge.share = share;
  edge.flow = flow;
  return edge;
}
inline Edge also(std::string name, double share) { return to(std::move(name), share, Flow::also); }
inline Edge fallback(std::string name) { return to(std::move(name), 1, Flow::fallback); }
inline Edge only(std::size_t grade, Edge edge) {
  edge.grade = grade;
  return edge;
}

inline Service service(std::string name, std::vector<Edge> edges) {
  Service made;
  made.name = std::move(name);
  made.mean_duration = 1;
  made.edges = std::move(edges);
  return made;
}
inline Service door(std::string name, double entries, std::vector<Edge> edges) {
  Service made = service(std::move(name), std::move(edges));
  made.entries = entries;
  return made;
}

/// Service k, counted from 1, stands in line 10 k, its edges in the lines after it.
inline Spec system(std::vector<Service> services, std::vector<std::string> grades = {}) {
  const auto file = std::make_shared<const std::string>("x.yaml");
  Spec spec{.system = "trial", .grades = std::move(grades), .services = std::move(services), .place = {file, 1, 1}};
  for (std::size_t k = 0; k < spec.services.size(); ++k) {
    Service& made = spec.services[k];
    made.place = {file, static_cast<int>(10 * (k + 1)), 3};
    for (std::size_t e = 0; e < made.edges.size(); ++e) {
      Edge& edge = made.edges[e];
      edge.place = {file, made.place.line + 1 + static_cast<int>(e), 7};
      for (std::size_t j = 0; j < spec.services.size(); ++j) {
        if (spec.services[j].name == edge.to_name) edge.to = j;
      }
    }
  }
  return spec;
}

}  // namespace pathway::testing
