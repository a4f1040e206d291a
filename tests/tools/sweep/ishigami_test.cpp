#include "tests/tools/results_scratch.hpp"
#include "tools/results/csv.hpp"
#include "tools/sweep/output.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace {

using std::numbers::pi;

constexpr double a = 7, b = 0.1;

double ishigami(double x, double y, double z) {
  return std::sin(x) + a * std::pow(std::sin(y), 2) + b * std::pow(z, 4) * std::sin(x);
}

constexpr const char* network = R"(
model: network
title: A desk and a panel
run: {warm_up: 5, horizon: 20, replications: 2, seed: 5}
classes:
  caller: {arrivals: {rate: 1.5}, starts_at: desk}
stations:
  desk: {servers: 2, service: {exponential: {mean: 1}}}
  panel: {servers: 3, service: {exponential: {mean: 2}}}
routing:
  caller: {desk: {panel: 0.5, exit: 0.5}, panel: {exit: 1}}
)";

constexpr const char* sweep_text = R"(
title: Ishigami
purpose: to hold the indices against their closed form
scenario: network.yaml
metrics: [stations.desk.mean_wait, stations.panel.mean_wait, stations.desk.utilisation]
design: {kind: sobol_indices, points: 4096}
factors:
  rate: {path: classes.caller.arrivals.rate, range: [1.2, 1.8]}
  desk: {path: stations.desk.service.exponential.mean, range: [0.8, 1.2]}
  panel: {path: stations.panel.service.exponential.mean, range: [1, 3]}
)";

constexpr std::array<std::pair<double, double>, 3> ranges{{{1.2, 1.8}, {0.8, 1.2}, {1, 3}}};

}  // namespace

// Everything is the sweep's own but what would be simulated: its file, its points, the store of replications, the means
// over them and the analysis. Three metrics of 20,480 points are more than are looked at together.
TEST_CASE(
    "a sweep of the Ishigami function writes its Sobol indices within 0.02, in intervals that hold the true ones") {
  const Scratch scratch;
  std::ofstream(scratch.path() / "network.yaml") << network;
  const std::string file = (scratch.path() / "ishigami.yaml").string();
  std::ofstream(file) << sweep_text;

  const tools::sweeps::Sweep sweep(file, std::nullopt);
  const tools::sweeps::Kept kept(sweep);
  const tools::sweeps::Points& points = sweep.points();
  REQUIRE(points.size() == 4096 * 5);
  REQUIRE(kept.size() == 3);
  const std::filesystem::path target = scratch.path() / "results";
  results::Unfinished work(target, results::Unfinished::Start::anew, tools::sweeps::identity_of(sweep, kept), {});
  for (std::uint32_t p = 0; p < points.size(); ++p) {
    std::array<double, 3> at{};
    for (std::size_t f = 0; f < 3; ++f) {
      const auto [low, high] = ranges[f];
      at[f] = -pi + 2 * pi * (points.x.at(p, f) - low) / (high - low);
    }
    const double y = ishigami(at[0], at[1], at[2]);
    const double chance = 5 * at[2];  // which the mean of both replications is without
    work.store().keep({p, 0}, {{y - chance, chance - 2 * y, y}, 1});
    work.store().keep({p, 1}, {{y + chance, -chance - 2 * y, y}, 1});
  }
  tools::OutputOptions options;
  options.quiet = true;
  tools::sweeps::publish(sweep, kept, work, target, true, {}, options);

  const double variance = a * a / 8 + b * std::pow(pi, 4) / 5 + b * b * std::pow(pi, 8) / 18 + 0.5;
  const double first = std::pow(1 + b * std::pow(pi, 4) / 5, 2) / 2 / variance, second = a * a / 8 / variance;
  const double first_with_third = b * b * std::pow(pi, 8) * (1.0 / 18 - 1.0 / 50) / variance;
  const std::map<std::string, std::pair<double, double>> truth{
      {"rate", {first, first + first_with_third}}, {"desk", {second, second}}, {"panel", {0, first_with_third}}};
  const auto table = results::parse_csv(content_of(target / "sensitivity.csv"));
  REQUIRE(table.size() == 1 + 3 * 3 * 2);
  for (std::size_t i = 1; i < table.size(); ++i) {
    const std::vector<std::string>& line = table[i];
    CAPTURE(line[3]);
    CAPTURE(line[4]);
    CAPTURE(line[5]);
    CHECK(line[0] == "sobol");
    CHECK(line[4] == points.factors[(i - 1) / 6]);           // by factor,
    CHECK(line[3] == kept.metrics()[(i - 1) / 2 % 3].name);  // then metric, however many are looked at together
    const auto& [alone, total] = truth.at(line[4]);
    const double wanted = line[5] == "first" ? alone : total;
    CHECK(std::abs(std::stod(line[6]) - wanted) < 0.02);
    CHECK(std::stod(line[7]) <= wanted);
    CHECK(std::stod(line[8]) >= wanted);
  }
}
