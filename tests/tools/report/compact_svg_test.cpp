#include "tools/report/compact_svg.hpp"

#include "models/pathway/graph.hpp"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

namespace {

using Tree = boost::property_tree::ptree;

pathway::Spec small() {
  pathway::Spec spec{.system = "a_system", .grades = {"low", "high"}, .services = {}, .place = {}};
  for (const char* const name : {"front_desk", "team"}) {
    pathway::Service service;
    service.name = name;
    service.kind = pathway::Kind::staff;
    service.capacity = 2;
    spec.services.push_back(service);
  }
  spec.services[0].entries = 1;
  pathway::Edge edge;
  edge.to = 1;
  edge.to_name = "team";
  edge.share = 0.25;
  spec.services[0].edges = {edge};
  return spec;
}

std::vector<pathway::Load> loads() {
  std::vector<pathway::Load> two(2);
  two[0].service = "front_desk";
  two[0].cases_per_year = 400;
  two[0].capacity = two[1].capacity = 2;
  two[0].utilisation = 0.9;
  two[0].edge_cases_per_year = {100};
  two[1].service = "team";
  two[1].cases_per_year = 100;
  two[1].utilisation = 0.4;
  two[1].wait_days = 12.3;
  return two;
}

void collect(const Tree& tree, std::vector<std::string>& texts, std::vector<std::string>& ids, std::size_t& titles) {
  for (const auto& [name, child] : tree) {
    if (name == "text") texts.push_back(child.data());
    if (name == "title") ++titles;
    if (const auto id = child.get_optional<std::string>("<xmlattr>.id")) ids.push_back(*id);
    collect(child, texts, ids, titles);
  }
}

Tree parsed(const std::string& svg) {
  std::istringstream in(svg);
  Tree tree;
  boost::property_tree::read_xml(in, tree);
  return tree;
}

}  // namespace

TEST_CASE("a compact picture is well formed, smaller, and says the same") {
  const std::string svg = pathway::to_svg(small(), loads()), compact = report::compact_svg(svg);
  CHECK(compact.size() < svg.size());
  std::vector<std::string> before, after, ids_before, ids;
  std::size_t titles_before = 0, titles = 0;
  collect(parsed(svg), before, ids_before, titles_before);
  collect(parsed(compact), after, ids, titles);
  CHECK(after == before);
  CHECK(titles == 1);
  CHECK(ids == std::vector<std::string>{"a_system_picture-title", "a_system_picture-desc"});
  const Tree picture = parsed(compact).get_child("svg.<xmlattr>");
  CHECK(picture.get<std::string>("aria-labelledby") == "a_system_picture-title a_system_picture-desc");
  CHECK(picture.get<std::string>("class") == "pathway");
}

TEST_CASE("a wait that was simulated stands in its box and in the picture's words") {
  const std::string compact = report::compact_svg(pathway::to_svg(small(), loads()));
  CHECK(compact.find(">wait 12 days</text>") != std::string::npos);
  CHECK(compact.find("team: 100 cases a year, staff: 40 % of capacity, wait 12 days") != std::string::npos);
}

TEST_CASE("words keep their size, and polygons their corners") {
  const std::string compact = report::compact_svg(pathway::to_svg(small(), loads()));
  CHECK(compact.find("font-size=\"11\" text-anchor") != std::string::npos);  // of the whole picture
  CHECK(compact.find(".rim{font-size:10px") != std::string::npos);
  std::size_t polygons = 0;
  for (std::size_t at = compact.find(" points=\""); at != std::string::npos; at = compact.find(" points=\"", at + 1)) {
    std::istringstream corners(compact.substr(at + 9, compact.find('"', at + 9) - at - 9));
    std::vector<std::string> found;
    for (std::string corner; corners >> corner;) found.push_back(corner);
    ++polygons;
    CHECK(found.size() >= 3);
    CHECK(found.front() != found.back());
  }
  CHECK(polygons >= 3);  // two boxes and the head of an arrow
}
