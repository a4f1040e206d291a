#include "models/pathway/graph.hpp"
#include "tests/models/pathway/specs.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <stdexcept>

using namespace pathway;
using namespace pathway::testing;

namespace {

Spec small() {
  Service police =
      door("police_front_door", 10, {only(0, to("close", 1)), only(1, to("idva", 1)), also("children", 0.25)});
  police.assesses.assign(3, {0.6, 0.4});
  Service idva = service("idva", {to("close", 0.7), to("idva", 0.3), fallback("helpline")});
  idva.kind = Kind::staff;
  idva.mean_duration = 84;
  idva.capacity = 400;
  Service children = service("children", {to("close", 1)});
  children.kind = Kind::staff;
  children.mean_duration = 10;
  children.capacity = 27;
  return system({police, idva, children, service("helpline", {to("close", 1)})}, {"standard", "high"});
}

std::string dot_of(const Spec& spec) {
  std::ostringstream out;
  write_dot(spec, expected_load(spec), out);
  return out.str();
}

struct Box {
  std::string name, label, outline;
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Box>;

Graph read(const std::string& dot) {
  Graph graph;
  boost::dynamic_properties properties(boost::ignore_other_properties);
  properties.property("node_id", get(&Box::name, graph));
  properties.property("label", get(&Box::label, graph));
  properties.property("color", get(&Box::outline, graph));
  std::istringstream in(dot);
  REQUIRE(boost::read_graphviz(in, graph, properties));
  return graph;
}

std::map<std::string, Box> boxes(const Graph& graph) {
  std::map<std::string, Box> found;
  for (const auto v : boost::make_iterator_range(vertices(graph))) found[graph[v].name] = graph[v];
  return found;
}

/// All text between tags, with a space after each piece.
std::string words(const boost::property_tree::ptree& tree) {
  std::string all;
  for (const auto& [tag, child] : tree) {
    if (tag == "<xmlattr>" || tag == "title" || tag == "desc") continue;
    all += child.data() + (child.data().empty() ? "" : " ") + words(child);
  }
  return all;
}

boost::property_tree::ptree parsed(const std::string& svg) {
  boost::property_tree::ptree tree;
  std::istringstream in(svg);
  boost::property_tree::read_xml(in, tree, boost::property_tree::xml_parser::trim_whitespace);
  return tree;
}

}  // namespace

TEST_CASE("DOT reads back with a box for every service and a small exit for every service that closes") {
  const Graph graph = read(dot_of(small()));
  const std::map<std::string, Box> found = boxes(graph);
  CHECK(found.size() == 4 + 4);
  CHECK(found.count("close after idva") == 1);
  CHECK(num_edges(graph) == 4 + 4);
}

TEST_CASE("a box says who it is, how many come and how full it is") {
  const std::map<std::string, Box> found = boxes(read(dot_of(small())));
  CHECK(found.at("police_front_door").label == "police front door\\n3,652 cases a year\\nactivity, no limit");
  // 4 a day come first, 0.3 of all come again.
  CHECK(found.at("idva").label == "IDVA\\n2,087 cases a year\\nstaff: 120 % of capacity");
  CHECK(found.at("children").label == "children\\n913 cases a year\\nstaff: 93 % of capacity");
  CHECK(found.at("helpline").label == "helpline\\nonly as a fallback\\nactivity, no limit");
  CHECK(found.at("close after police_front_door").label == "close standard 100 %\\l");
}

TEST_CASE("a full service is outlined in red, a nearly full one in amber") {
  const std::map<std::string, Box> found = boxes(read(dot_of(small())));
  CHECK(found.at("idva").outline == "#B2182B");
  CHECK(found.at("children").outline == "#E08A00");
  CHECK(found.at("helpline").outline == "#4D4D4D");
}

TEST_CASE("next, also and fallback are drawn solid, dashed and dotted") {
  const std::string dot = dot_of(small());
  for (const char* style : {"style=solid", "style=dashed", "style=dotted"}) {
    CAPTURE(style);
    CHECK(dot.find(style) != std::string::npos);
  }
}

TEST_CASE("grades on one way are one line with a share each") {
  Service police = door("police", 1, {only(0, to("idva", 0.25)), only(1, to("idva", 1)), only(0, to("close", 0.75))});
  police.assesses.assign(3, {0.5, 0.5});
  const Spec spec = system({police, service("idva", {to("close", 1)})}, {"standard", "high"});
  const std::string dot = dot_of(spec);
  CHECK(num_edges(read(dot)) == 3);
  CHECK(dot.find("label=\"standard 25 %\\nhigh 100 %\"") != std::string::npos);
}

TEST_CASE("a name that DOT and XML would read as their own is drawn as written") {
  const Spec spec = system({door("a \"b\" <c> & \\N", 1, {to("close", 1)})});
  CHECK(boxes(read(dot_of(spec))).count("a \"b\" <c> & \\N") == 1);
  const std::string text = words(parsed(to_svg(spec, expected_load(spec))));
  CHECK(text.find("a \"b\" <c> & \\N") != std::string::npos);
}

TEST_CASE("the SVG is well-formed and shows every service, the key and the system's name") {
  const Spec spec = small();
  const std::string text = words(parsed(to_svg(spec, expected_load(spec))));
  for (const char* expected : {"Services of trial ", "police front door ", "idva ", "children ", "helpline ",
                               "above 100 % of capacity ", "also referred ", "close 70 % "}) {
    CAPTURE(expected);
    CHECK(text.find(expected) != std::string::npos);
  }
}

TEST_CASE("the SVG tells in words what it shows") {
  const Spec spec = small();
  const boost::property_tree::ptree tree = parsed(to_svg(spec, expected_load(spec)));
  CHECK(tree.get<std::string>("svg.<xmlattr>.role") == "img");
  CHECK(tree.get<std::string>("svg.title") == "Services of trial");
  CHECK(tree.get<std::string>("svg.desc")
            .find("IDVA: 2,087 cases a year, staff: 120 % of capacity; leads to close, "
                  "IDVA, helpline.") != std::string::npos);
}

TEST_CASE("front doors that all refer to each other are drawn, with every share on its line") {
  std::vector<Service> doors;
  const std::vector<std::string> names{"police", "hospital", "school", "housing", "helpline"};
  for (const std::string& from : names) {
    std::vector<Edge> edges;
    for (const std::string& other : names)
      if (other != from) edges.push_back(to(other, 0.2));
    edges.push_back(to("close", 0.2));
    doors.push_back(door(from, 10, edges));
  }
  const Spec spec = system(doors);
  const std::string svg = to_svg(spec, expected_load(spec));
  std::size_t shares = 0;
  for (std::size_t at = svg.find(">20 %<"); at != std::string::npos; at = svg.find(">20 %<", at + 1)) ++shares;
  CHECK(shares == 20);
}
TEST_CASE("a picture drawn twice is the same") {
  const Spec spec = small();
  CHECK(to_svg(spec, expected_load(spec)) == to_svg(spec, expected_load(spec)));
}

TEST_CASE("without loads the bare structure is drawn") {
  const std::string svg = to_svg(small(), {});
  CHECK(svg.find("cases a year") == std::string::npos);
  CHECK(words(parsed(svg)).find("police front door ") != std::string::npos);
}

TEST_CASE("loads of another system are refused") {
  std::ostringstream out;
  CHECK_THROWS_AS(write_dot(small(), std::vector<Load>(1), out), std::invalid_argument);
}
