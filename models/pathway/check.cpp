#include "models/pathway/build.hpp"
#include "models/pathway/graph.hpp"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace pathway {
namespace {

constexpr double tolerance = 1e-9;

const char* key(Flow flow) {
  switch (flow) {
    case Flow::next: return "next";
    case Flow::also: return "also";
    case Flow::fallback: return "fallback";
  }
  return "";
}

std::string path(const Service& service) { return "services." + service.name; }
std::string path(const Service& service, Flow flow) { return path(service) + "." + key(flow); }

/// "cases assessed standard or medium", "cases not yet assessed".
std::string cases_of(const Spec& spec, const std::vector<std::size_t>& grades) {
  std::string text = "cases ";
  for (std::size_t i = 0; i < grades.size(); ++i) {
    const bool assessed = grades[i] < spec.grades.size();
    if (i > 0) text += i + 1 == grades.size() ? " or " : ", ";
    if (assessed && i == 0) text += "assessed ";
    text += assessed ? spec.grades[grades[i]] : "not yet assessed";
  }
  return text;
}

template <class Graph>
void mark(const Graph& graph, std::size_t start, std::vector<boost::default_color_type>& colours) {
  using boost::color_traits;
  if (colours[start] != color_traits<boost::default_color_type>::white()) return;
  boost::breadth_first_visit(
      graph, start,
      boost::color_map(boost::make_iterator_property_map(colours.begin(), get(boost::vertex_index, graph))));
}

std::vector<boost::default_color_type> blank(std::size_t vertices) {
  std::vector<boost::default_color_type> colours(vertices, boost::white_color);
  return colours;
}

/// Which grades are to be expected where.
struct Presence {
  std::vector<bool> reachable;                     ///< by service: edges lead there from a front door
  std::vector<std::vector<std::size_t>> arriving;  ///< by service: grades
  std::vector<std::vector<std::size_t>> leaving;   ///< by service: grades after assessment, of those who engage
};

/// A service that edges do not lead to is taken to be for the grades its own edges are for, so that its other mistakes
/// are found in the same go; one that they lead to but nobody takes in these numbers has nobody.
Presence find_presence(const Spec& spec, const ServiceGraph& services, const CaseGraph& cases) {
  const std::size_t states = spec.grades.size() + 1;
  auto reached = blank(num_vertices(services));
  auto visited = blank(num_vertices(cases));
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    if (!(spec.services[i].entries > 0)) continue;
    mark(services, i, reached);
    mark(cases, case_vertex(spec, i, spec.grades.size()), visited);
  }
  Presence presence;
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    const Service& service = spec.services[i];
    presence.reachable.push_back(reached[i] != boost::white_color);
    std::vector<std::size_t> arriving;
    std::vector<bool> can_leave(states, false);
    for (std::size_t g = 0; g < states; ++g) {
      if (presence.reachable[i] && visited[case_vertex(spec, i, g)] == boost::white_color) continue;
      arriving.push_back(g);
      if (!(engages(service, g) > 0)) continue;
      const std::vector<double> after = grades_after(spec, service, g);
      for (std::size_t h = 0; h < states; ++h) can_leave[h] = can_leave[h] || after[h] > 0;
    }
    std::vector<std::size_t> leaving;
    for (std::size_t h = 0; h < states; ++h) {
      const bool has_edge = std::any_of(service.edges.begin(), service.edges.end(),
                                        [h](const Edge& e) { return e.flow == Flow::next && applies(e, h); });
      if (can_leave[h] && (presence.reachable[i] || has_edge)) leaving.push_back(h);
    }
    presence.arriving.push_back(std::move(arriving));
    presence.leaving.push_back(std::move(leaving));
  }
  return presence;
}

/// \return the spec with misspelt references mended, so that one slip of the pen is one message
Spec check_references(Spec spec, scenario::Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const Service& service : spec.services) known.push_back(service.name);
  known.emplace_back("close");
  for (Service& service : spec.services) {
    for (Edge& edge : service.edges) {
      if (edge.to != Edge::leaves || edge.to_name == "close") continue;
      diagnostics.error(edge.place, path(service, edge.flow),
                        fmt::format("no service \"{}\"{}", edge.to_name, scenario::did_you_mean(edge.to_name, known)));
      const auto meant = std::find(known.begin(), known.end() - 1, scenario::nearest(edge.to_name, known));
      if (meant != known.end() - 1) edge.to = static_cast<std::size_t>(meant - known.begin());
    }
  }
  return spec;
}

void check_reached(const Spec& spec, const Presence& presence, scenario::Diagnostics& diagnostics) {
  if (std::none_of(spec.services.begin(), spec.services.end(), [](const Service& s) { return s.entries > 0; })) {
    diagnostics.error(spec.place, "services", "no front door: no cases enter any service from outside");
    return;
  }
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    if (presence.reachable[i]) continue;
    diagnostics.error(spec.services[i].place, path(spec.services[i]),
                      "nobody can get here: no front door leads to it over next, also or fallback");
  }
}

/// \return whether the numbers are such that sums of them mean something
bool check_numbers(const Service& service, scenario::Diagnostics& diagnostics) {
  bool good = true;
  for (const Edge& edge : service.edges) {
    if (!(edge.share >= 0 && edge.share <= 1)) {
      good = false;
      diagnostics.error(edge.place, path(service, edge.flow),
                        fmt::format("expected a share from 0 to 1, got {:.10g} for \"{}\"", edge.share, edge.to_name));
    }
    if (!(edge.cases_per_case >= 0 && std::isfinite(edge.cases_per_case))) {
      diagnostics.error(edge.place, path(service, edge.flow),
                        fmt::format("expected a number of cases of at least 0, got {:.10g} for \"{}\"",
                                    edge.cases_per_case, edge.to_name));
    }
  }
  return good;
}

/// Shares of exclusive ways must sum to one for every grade that has any. Grades with the same wrong sum are one
/// mistake. \return the grades that have none
std::vector<std::size_t> check_sums(const Spec& spec, const Service& service, Flow flow,
                                    const std::vector<std::size_t>& grades, bool report,
                                    scenario::Diagnostics& diagnostics) {
  struct Wrong {
    std::string sum;
    const Edge* first;
    std::vector<std::size_t> grades;
  };
  std::vector<Wrong> mistakes;
  std::vector<std::size_t> without;
  for (const std::size_t grade : grades) {
    double sum = 0;
    const Edge* first = nullptr;
    for (const Edge& edge : service.edges) {
      if (edge.flow != flow || !applies(edge, grade)) continue;
      if (first == nullptr) first = &edge;
      sum += edge.share;
    }
    if (first == nullptr) without.push_back(grade);
    if (first == nullptr || std::abs(sum - 1) <= tolerance) continue;
    const std::string text = fmt::format("{:.10g}", sum);
    const auto same = std::find_if(mistakes.begin(), mistakes.end(), [&](const Wrong& w) { return w.sum == text; });
    if (same == mistakes.end()) {
      mistakes.push_back({text, first, {grade}});
    } else {
      same->grades.push_back(grade);
    }
  }
  if (!report) return without;
  for (const Wrong& wrong : mistakes) {
    const std::string whose = wrong.grades.size() == grades.size() ? "" : " of " + cases_of(spec, wrong.grades);
    diagnostics.error(wrong.first->place, path(service, flow),
                      fmt::format("shares{} sum to {}, expected 1", whose, wrong.sum));
  }
  return without;
}

void check_shares(const Spec& spec, const Presence& presence, scenario::Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    const Service& service = spec.services[i];
    const bool good = check_numbers(service, diagnostics);
    const std::vector<std::size_t>& leaving = presence.leaving[i];
    const std::vector<std::size_t> stuck = check_sums(spec, service, Flow::next, leaving, good, diagnostics);
    check_sums(spec, service, Flow::fallback, presence.arriving[i], good, diagnostics);
    const bool has_next =
        std::any_of(service.edges.begin(), service.edges.end(), [](const Edge& e) { return e.flow == Flow::next; });
    if (stuck.empty() && (has_next || presence.reachable[i])) continue;
    const std::string whose = stuck.size() == leaving.size() ? "" : " for " + cases_of(spec, stuck);
    diagnostics.error(service.place, path(service), "no way on" + whose + "; name a service or close under next");
  }
}

void check_assessments(const Spec& spec, const Presence& presence, scenario::Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    const Service& service = spec.services[i];
    if (service.assesses.empty()) continue;
    for (const std::size_t grade : presence.arriving[i]) {
      double sum = 0;
      bool good = true;
      for (const double p : service.assesses[grade]) {
        good = good && p >= 0;
        sum += p;
      }
      if (good && std::abs(sum - 1) <= tolerance) continue;
      diagnostics.error(service.place, path(service),
                        fmt::format("expected probabilities of each grade that sum to 1, got {:.10g} for {}",
                                    fmt::join(service.assesses[grade], " + "), cases_of(spec, {grade})));
    }
  }
}

void check_capacities(const Spec& spec, scenario::Diagnostics& diagnostics) {
  std::map<std::string, const Service*> first;
  for (const Service& service : spec.services) {
    if (service.capacity_shared_with.empty()) continue;
    const Service& other = *first.try_emplace(service.capacity_shared_with, &service).first->second;
    if (service.capacity == other.capacity) continue;
    diagnostics.error(service.place, path(service),
                      fmt::format("shares \"{}\" with {} but has capacity {:.10g}, not {:.10g}",
                                  service.capacity_shared_with, other.name, service.capacity, other.capacity));
  }
}

/// Rings of cases that are served and never reach close. Who is stuck at a dead end is reported there instead; who does
/// not engage leaves, but that is no way out to rely on.
void check_rings(const Spec& spec, const CaseGraph& cases, const std::vector<bool>& present,
                 scenario::Diagnostics& diagnostics) {
  const auto goes_on = [&](CaseGraph::edge_descriptor link) {
    return cases[link].edge && cases[link].cases > 0 && cases[link].flow != Flow::also;
  };
  using Forward = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
  Forward forward(num_vertices(cases));
  for (const auto link : boost::make_iterator_range(edges(cases))) {
    if (goes_on(link)) add_edge(source(link, cases), target(link, cases), forward);
  }
  auto gets_out = blank(num_vertices(cases));
  const auto backward = boost::make_reverse_graph(forward);
  for (std::size_t v = 0; v < num_vertices(cases); ++v) {
    if (out_degree(v, forward) == 0) mark(backward, v, gets_out);
  }
  const auto is_stuck = [&](std::size_t v) { return present[v] && gets_out[v] == boost::white_color; };
  for (const auto& loop : loops(cases, [&](CaseGraph::edge_descriptor link) {
         return goes_on(link) && is_stuck(source(link, cases)) && is_stuck(target(link, cases));
       })) {
    const Service& service = spec.services[loop.front()];
    diagnostics.error(service.place, path(service),
                      "no way out of " + to_string(spec, loop) + "; one of them must lead to close in the end");
  }
}

/// A refused person moves on at once, however long the service takes for others.
void check_times(const Spec& spec, const CaseGraph& cases, const std::vector<bool>& present,
                 scenario::Diagnostics& diagnostics) {
  for (const auto& loop : loops(cases, [&](CaseGraph::edge_descriptor link) {
         const std::size_t from = source(link, cases);
         return present[from] && cases[link].edge &&
                (cases[link].flow == Flow::fallback || spec.services[cases[from].service].can_take_no_time);
       })) {
    const Service& service = spec.services[loop.front()];
    diagnostics.error(service.place, path(service),
                      "a case could go round without end in no time: " + to_string(spec, loop));
  }
}

}  // namespace

void check(const Spec& as_written, scenario::Diagnostics& diagnostics) {
  const Spec spec = check_references(as_written, diagnostics);
  const ServiceGraph services = build(spec);
  const CaseGraph cases = build_cases(spec);
  const Presence presence = find_presence(spec, services, cases);
  std::vector<bool> present(num_vertices(cases), false);
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    for (const std::size_t grade : presence.arriving[i]) present[case_vertex(spec, i, grade)] = true;
  }
  check_reached(spec, presence, diagnostics);
  check_shares(spec, presence, diagnostics);
  check_assessments(spec, presence, diagnostics);
  check_capacities(spec, diagnostics);
  check_rings(spec, cases, present, diagnostics);
  check_times(spec, cases, present, diagnostics);
}

}  // namespace pathway
