#include "models/pathway/draw.hpp"

#include <boost/graph/graphviz.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <ostream>
#include <stdexcept>

namespace pathway {
namespace {

struct Box {
  std::string name;
  std::string attributes;
};

/// All edges of one flow between two services: one line, whatever the number of grades.
struct Line {
  std::size_t service = 0;
  Flow flow = Flow::next;
  std::vector<std::size_t> edges;
  std::string attributes;
};

using Picture = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Box, Line>;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '&') {
      out += "&amp;";  // Graphviz reads labels as HTML does
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string percent(double share) { return fmt::format("{:.3g} %", 100 * share); }

std::string box_attributes(const Spec& spec, const std::vector<Load>& loads, std::size_t i) {
  const Service& service = spec.services[i];
  std::string label;
  for (const std::string& line : wrapped(service.name)) label += line + "\n";
  label += describe(spec, loads, i);
  const double utilisation = loads.empty() ? 0 : loads[i].utilisation;
  const bool over = utilisation > red_above;
  const bool near = !over && utilisation > amber_above;
  return fmt::format(R"(label="{}", id="{}", fillcolor="{}", color="{}", penwidth={}, peripheries={})", escaped(label),
                     box_id(spec, service.name), fill(service.kind),
                     over   ? red
                     : near ? amber
                            : outline_colour,
                     over   ? 2.5
                     : near ? 4
                            : 1,
                     over ? 2 : 1);
}

/// "30 %", "high 30 %, 1.5 cases each"; one line a grade.
std::string line_label(const Spec& spec, const Service& service, const Line& line) {
  std::string label;
  for (const std::size_t e : line.edges) {
    const Edge& edge = service.edges[e];
    std::string text;
    if (edge.grade) text = *edge.grade < spec.grades.size() ? readable(spec.grades[*edge.grade]) : "not assessed";
    const bool goes_without_saying = line.flow == Flow::fallback && edge.share == 1;
    if (!goes_without_saying) text += (text.empty() ? "" : " ") + percent(edge.share);
    if (edge.cases_per_case != 1) {
      text += fmt::format("{}{:.3g} cases each", text.empty() ? "" : ", ", edge.cases_per_case);
    }
    if (!text.empty()) label += (label.empty() ? "" : "\n") + text;
  }
  return label;
}

/// \param label   empty for a line to an exit, which has it instead
/// \param weight  its volume, of the largest in the picture
/// \param within  from one front door to another: Graphviz (2.42) frees what it has moved if a line within one rank
/// makes
///                room for its words, so that they are set beside it once all is laid out
std::string line_attributes(const std::string& label, Flow flow, double weight, bool closes, bool within) {
  const LineStyle& style = line_style(flow);
  const std::string colour = closes && flow == Flow::next ? grey : style.colour;
  return fmt::format(R"({5}="{0}", color="{1}", fontcolor="{1}", style={2}, penwidth={3:.2f}{4})", escaped(label),
                     colour, style.dash, (flow == Flow::fallback ? 1.6 : 1) + 3.5 * weight,
                     closes ? ", weight=4, arrowsize=0.5" : "", within ? "xlabel" : "label");
}

/// A small exit beside the service, so that the ways out do not cross the whole picture.
Box exit_box(const Service& service, Flow flow, const std::string& label) {
  std::string text = flow == Flow::also ? "also close" : flow == Flow::fallback ? "close if refused" : "close";
  if (!label.empty() && label != "100 %") text += (label.find('\n') == std::string::npos ? " " : "\n") + label;
  // Words to the left of a box as wide as the others in its column: the line to it stays short.
  std::string rows;
  for (const char c : text + "\n") rows += c == '\n' ? std::string("\\l") : escaped(std::string(1, c));
  return {"close after " + service.name + (flow == Flow::fallback ? ", refused" : ""),
          fmt::format("label=\"{}\", width=1.3, margin=\"0.08,0.02\", peripheries=0, style=\"\", fontsize=10, "
                      "fontcolor=\"{}\"",
                      rows, grey)};
}

}  // namespace

const char* word(Kind kind) {
  switch (kind) {
    case Kind::staff: return "staff";
    case Kind::places: return "places";
    case Kind::meeting: return "meeting";
    case Kind::programme: return "programme";
    case Kind::activity: return "activity";
  }
  return "";
}

const char* fill(Kind kind) {
  switch (kind) {
    case Kind::staff: return "#BFDFF5";      // of sky blue
    case Kind::places: return "#B5E0CF";     // of bluish green
    case Kind::meeting: return "#EBCBDD";    // of reddish purple
    case Kind::programme: return "#F7F0A6";  // of yellow
    case Kind::activity: return "#EDEDED";
  }
  return "";
}

const LineStyle& line_style(Flow flow) {
  static constexpr LineStyle next{"#333333", "solid", "none", "next step, with the share who take it"};
  static constexpr LineStyle also{"#0060A0", "dashed", "7 4", "also referred"};
  static constexpr LineStyle fallback{"#A04000", "dotted", "1.5 4", "if full, closed or not eligible"};
  switch (flow) {
    case Flow::next: return next;
    case Flow::also: return also;
    case Flow::fallback: return fallback;
  }
  return next;
}

std::string readable(const std::string& name) {
  static const std::map<std::string, std::string, std::less<>> written{
      {"ae", "A&E"},    {"caf", "CAF"},   {"childrens", "children's"}, {"dwp", "DWP"},   {"gp", "GP"},
      {"idva", "IDVA"}, {"isva", "ISVA"}, {"marac", "MARAC"},          {"mash", "MASH"}, {"nhs", "NHS"}};
  std::string text;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('_', at), name.size());
    const std::string word = name.substr(at, end - at);
    const auto found = written.find(word);
    text += (at == 0 ? "" : " ") + (found == written.end() ? word : found->second);
    at = end + 1;
  }
  return text;
}

std::vector<std::string> wrapped(const std::string& name) {
  constexpr std::size_t width = 20;
  const std::string text = readable(name);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string next = text.substr(at, end - at);
    if (!lines.empty() && lines.back().size() + 1 + next.size() <= width) {
      lines.back() += " " + next;
    } else {
      lines.push_back(next);
    }
    at = end + 1;
  }
  return lines;
}

std::string count(double number) {
  if (!(number >= 9.95)) return fmt::format("{:.1f}", number);
  std::string digits = fmt::format("{:.0f}", number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string describe(const Spec& spec, const std::vector<Load>& loads, std::size_t service) {
  const Service& drawn = spec.services[service];
  const std::string kind = word(drawn.kind);
  const std::string limit = std::isinf(drawn.capacity) ? ", no limit" : "";
  if (loads.empty()) return kind + limit;
  const Load& load = loads[service];
  if (load.cases_per_year == 0 && load.utilisation == 0) {
    const auto refers = [service](const Edge& e) { return e.flow == Flow::fallback && e.to == service; };
    const bool is_fallback = std::any_of(spec.services.begin(), spec.services.end(), [&](const Service& other) {
      return std::any_of(other.edges.begin(), other.edges.end(), refers);
    });
    return (is_fallback ? "only as a fallback\n" : "no cases\n") + kind + limit;
  }
  const std::string cases = count(load.cases_per_year) + " cases a year\n" + kind,
                    wait = load.wait_days >= 0.05 ? fmt::format("\nwait {} days", count(load.wait_days)) : "";
  if (!limit.empty()) return cases + limit + wait;
  if (std::isnan(load.utilisation)) return cases + wait;
  if (std::isinf(load.utilisation)) return cases + ": no capacity" + wait;
  return cases + fmt::format(": {:.0f} % of capacity", 100 * load.utilisation) + wait;
}

std::string box_id(const Spec& spec, const std::string& name) {
  std::string id = spec.system + "_" + name;
  for (char& c : id) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return id;
}

void write_dot(const Spec& spec, const std::vector<Load>& loads, bool with_key, std::ostream& out) {
  if (!loads.empty() && loads.size() != spec.services.size()) {
    throw std::invalid_argument("pathway: the loads are not of this system");
  }
  const ServiceGraph graph = build(spec);
  const std::size_t exit = spec.services.size();
  Picture picture(exit);
  for (std::size_t i = 0; i < exit; ++i) { picture[i] = {spec.services[i].name, box_attributes(spec, loads, i)}; }
  std::map<std::pair<std::size_t, Flow>, Picture::edge_descriptor> lines;
  for (std::size_t i = 0; i < exit; ++i) {
    lines.clear();
    for (const auto link : boost::make_iterator_range(out_edges(i, graph))) {
      const std::size_t to = target(link, graph);
      const Flow flow = graph[link].flow;
      const auto [at, is_new] = lines.try_emplace({to, flow});
      if (is_new) {
        const std::size_t end = to == exit ? add_vertex(picture) : to;
        at->second = add_edge(i, end, Line{.service = i, .flow = flow, .edges = {}, .attributes = {}}, picture).first;
      }
      picture[at->second].edges.push_back(graph[link].edge);
    }
  }
  const auto volume = [&](const Line& line) {
    double sum = 0;
    if (!loads.empty()) {
      for (const std::size_t e : line.edges) sum += loads[line.service].edge_cases_per_year.at(e);
    }
    return sum;
  };
  double largest = 0;
  for (const auto line : boost::make_iterator_range(edges(picture))) largest = std::max(largest, volume(picture[line]));
  for (const auto line : boost::make_iterator_range(edges(picture))) {
    const Service& service = spec.services[picture[line].service];
    const Flow flow = picture[line].flow;
    const std::string label = line_label(spec, service, picture[line]);
    const bool closes = target(line, picture) >= exit;
    if (closes) picture[target(line, picture)] = exit_box(service, flow, label);
    const bool within = !closes && service.entries > 0 && spec.services[target(line, picture)].entries > 0;
    picture[line].attributes =
        line_attributes(closes ? "" : label, flow, largest > 0 ? volume(picture[line]) / largest : 0, closes, within);
  }

  const auto write_graph = [&](std::ostream& o) {
    o << "graph [rankdir=LR, nodesep=0.25, ranksep=0.7, bgcolor=white, outputorder=edgesfirst, fontname=\"" << font
      << '"';
    if (with_key) {
      o << ", labelloc=t, labeljust=l, fontsize=14, label=\"" << escaped(readable(spec.system))
        << "\\lSolid: next step, with the share who take it. Dashed: also referred. Dotted: if full, closed or not "
           "eligible.\\lA thicker line carries more cases. Amber outline: above 85 % of capacity. Double red outline: "
           "above 100 %.\\l\"";
    }
    o << "];\n";
    o << "node [shape=box, style=filled, fontname=\"" << font << "\", fontsize=11, margin=\"0.22,0.07\"];\n";
    o << "edge [fontname=\"" << font << "\", fontsize=10, arrowsize=0.7];\n";
    o << "subgraph front_doors { rank=source;";
    for (const Service& service : spec.services) {
      if (service.entries > 0) o << ' ' << boost::escape_dot_string(service.name) << ';';
    }
    o << " }\n";
  };
  const auto write_box = [&](std::ostream& o, std::size_t v) { o << '[' << picture[v].attributes << ']'; };
  const auto write_line = [&](std::ostream& o, const Picture::edge_descriptor& line) {
    o << '[' << picture[line].attributes << ']';
  };
  boost::write_graphviz(out, picture, write_box, write_line, write_graph, get(&Box::name, picture));
}

void write_dot(const Spec& spec, const std::vector<Load>& loads, std::ostream& out) {
  write_dot(spec, loads, true, out);
}

}  // namespace pathway
