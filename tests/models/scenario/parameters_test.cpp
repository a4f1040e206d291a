#include "models/scenario/parameters.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace scenario;

namespace {

Assumption uncertain(const std::string& path, double value, const std::string& part_of) {
  Assumption a;
  a.path = path;
  a.unit = part_of.empty() ? Unit::number : Unit::share;
  a.value = value;
  a.low = 0.8 * value;
  a.high = 1.2 * value;
  a.least = 0;
  a.part_of = part_of;
  return a;
}

}  // namespace

TEST_CASE("what is said to be put is what the scenario then holds, shares of one whole summing to one") {
  const Parameters parameters(std::vector{uncertain("routes.police", 0.3, "routes"), uncertain("fte", 4, ""),
                                          uncertain("routes.health", 0.7, "routes")});
  const std::vector<double> drawn{0.5, 4.5, 0.75};
  const std::vector<double> put = parameters.as_put(drawn);
  REQUIRE(put.size() == 3);
  CHECK(put[0] == doctest::Approx(0.4));
  CHECK(put[1] == 4.5);
  CHECK(put[2] == doctest::Approx(0.6));

  Diagnostics diagnostics;
  const Node root =
      parameters.put(read_text("{routes: {police: 0.3, health: 0.7}, fte: 4}", "x.yaml", diagnostics), drawn);
  CHECK(std::stod(root.find("routes")->find("police")->text) == put[0]);
  CHECK(std::stod(root.find("routes")->find("health")->text) == put[2]);
  CHECK(std::stod(root.find("fte")->text) == put[1]);
}
