#include "sim/sensitivity/prim.hpp"

#include "tests/sim/sensitivity/sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

using namespace sim::sensitivity;

namespace {

const std::vector<bool> all_amounts(5, false);

/// A case inside the box 0.2 <= x0 <= 0.5, x3 >= 0.6, but for one in 20 there and one in 20 elsewhere that is not.
std::vector<double> planted(const sim::Matrix& x, std::uint32_t seed) {
  std::vector<double> outcome;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const bool inside = x.at(i, 0) >= 0.2 && x.at(i, 0) <= 0.5 && x.at(i, 3) >= 0.6;
    const bool astray = sim::uniform(seed, {.entity = i, .purpose = 1}) < 0.05;
    outcome.push_back(inside != astray ? 1 : 0);
  }
  return outcome;
}

/// The largest box of at least this density.
const Box& largest(const std::vector<Box>& boxes, double density) {
  return *std::find_if(boxes.begin(), boxes.end(), [&](const Box& box) { return box.density >= density; });
}

}  // namespace

TEST_CASE("a planted box is found, pasted to its limits, and nothing else is asked") {
  const sim::Matrix x = sample::uniforms(4000, 5, 1);
  const auto outcome = planted(x, 1);
  const auto boxes = prim_peel(x, outcome, all_amounts);
  const Box box = prim_paste(x, outcome, all_amounts, largest(boxes, 0.94).restrictions);
  REQUIRE(box.restrictions.size() == 2);
  CHECK(box.restrictions[0].factor == 0);
  CHECK(std::abs(box.restrictions[0].low - 0.2) < 0.02);
  CHECK(std::abs(box.restrictions[0].high - 0.5) < 0.02);
  CHECK(box.restrictions[1].factor == 3);
  CHECK(std::abs(box.restrictions[1].low - 0.6) < 0.02);
  CHECK(std::isinf(box.restrictions[1].high));
  for (const Restriction& r : box.restrictions) CHECK(r.quasi_p < 1e-9);
  CHECK(std::abs(box.mass - 0.12) < 0.02);
  // 0.12 * 0.95 of all points are cases in the box, 0.88 * 0.05 elsewhere
  CHECK(std::abs(box.coverage - 0.114 / 0.158) < 0.05);
}

TEST_CASE("a box's mass, density and coverage are counts of the points within its limits") {
  const sim::Matrix x = sample::uniforms(600, 5, 2);
  const auto outcome = planted(x, 2);
  const double all_cases = static_cast<double>(std::count(outcome.begin(), outcome.end(), 1.0));
  for (const Box& box : prim_peel(x, outcome, all_amounts)) {
    double points = 0, cases = 0;
    for (std::size_t i = 0; i < x.rows; ++i)
      if (std::all_of(box.restrictions.begin(), box.restrictions.end(), [&](const Restriction& r) {
            return x.at(i, r.factor) >= r.low && x.at(i, r.factor) <= r.high;
          })) {
        ++points;
        cases += outcome[i];
      }
    CHECK(static_cast<double>(box.points) == points);
    CHECK(static_cast<double>(box.cases) == cases);
    CHECK(box.mass == points / 600);
    CHECK(box.density == cases / points);
    CHECK(box.coverage == cases / all_cases);
  }
}

TEST_CASE("each peel takes a share of the box and makes it denser, until the least mass") {
  const sim::Matrix x = sample::uniforms(2000, 5, 3);
  const auto boxes = prim_peel(x, planted(x, 3), all_amounts, {.peel = 0.1, .least_mass = 0.2});
  REQUIRE(boxes.size() > 5);
  CHECK(boxes[0].points == 2000);
  CHECK(boxes[0].restrictions.empty());
  CHECK(boxes[0].coverage == 1);
  for (std::size_t b = 1; b < boxes.size(); ++b) {
    CHECK(boxes[b].points == boxes[b - 1].points - boxes[b - 1].points / 10);
    CHECK(boxes[b].density > boxes[b - 1].density);
  }
  CHECK(boxes.back().mass >= 0.2);
  CHECK(boxes.back().mass * 0.9 < 0.2);
}

TEST_CASE("peels and pastes of ten points are those worked by hand") {
  // cases at 5 to 8 of 0 to 9; a share of 0.3 takes off three points, then two, then one
  std::vector<double> level, outcome;
  for (int i = 0; i < 10; ++i) {
    level.push_back(i);
    outcome.push_back(i >= 5 && i <= 8 ? 1 : 0);
  }
  const PrimShares shares{.peel = 0.3, .least_mass = 0.1};
  const auto boxes = prim_peel(sample::column(level), outcome, {false}, shares);
  REQUIRE(boxes.size() == 4);
  CHECK(boxes[1].restrictions[0].low == 3);  // 4 in 7
  CHECK(boxes[2].restrictions[0].low == 5);  // 4 in 5
  CHECK(std::isinf(boxes[2].restrictions[0].high));
  CHECK(boxes[3].restrictions[0].low == 5);
  CHECK(boxes[3].restrictions[0].high == 8);
  CHECK(boxes[3].density == 1);
  CHECK(boxes[3].coverage == 1);
  // four of four at a density of 4 in 10
  CHECK(boxes[3].restrictions[0].quasi_p == doctest::Approx(std::pow(0.4, 4)));
  // five points at 0.4, at least four of them cases
  CHECK(boxes[2].restrictions[0].quasi_p == doctest::Approx(5 * std::pow(0.4, 4) * 0.6 + std::pow(0.4, 5)));

  const Box pasted = prim_paste(sample::column(level), outcome, {false}, {{.factor = 0, .low = 6, .high = 7}}, shares);
  CHECK(pasted.restrictions[0].low == 5);
  CHECK(pasted.restrictions[0].high == 8);
  CHECK(pasted.points == 4);
}

TEST_CASE("a restriction that costs nothing to drop is pasted away altogether") {
  const auto x = sample::column({1, 2, 3, 4});
  const std::vector<double> outcome{1, 1, 1, 1};
  const Box pasted = prim_paste(x, outcome, {false}, {{.factor = 0, .low = 2, .high = 3}});
  CHECK(pasted.restrictions.empty());
  CHECK(pasted.points == 4);
}

TEST_CASE("a restriction that does nothing has a quasi-p-value that says so") {
  const sim::Matrix x = sample::uniforms(4000, 5, 4);
  const auto box =
      prim_box(x, planted(x, 4), all_amounts,
               {{.factor = 0, .low = 0.2, .high = 0.5}, {.factor = 1, .high = 0.9}, {.factor = 3, .low = 0.6}});
  REQUIRE(box.restrictions.size() == 3);
  CHECK(box.restrictions[0].quasi_p < 1e-9);
  CHECK(box.restrictions[1].quasi_p > 0.05);
  CHECK(box.restrictions[2].quasi_p < 1e-9);
}

TEST_CASE("a box of no points has no density, and its restrictions are no evidence") {
  const auto box = prim_box(sample::column({1, 2}), std::vector<double>{1, 0}, {false}, {{.factor = 0, .low = 3}});
  CHECK(box.points == 0);
  CHECK(box.mass == 0);
  CHECK(std::isnan(box.density));
  CHECK(box.restrictions[0].quasi_p == 1);
}

TEST_CASE("levels of a categorical factor are taken off one by one, in no order") {
  const sim::Matrix u = sample::uniforms(2000, 2, 5);
  sim::Matrix x(2000, 2);
  std::vector<double> outcome;
  for (std::size_t i = 0; i < 2000; ++i) {
    x.at(i, 0) = std::floor(5 * u.at(i, 0));
    x.at(i, 1) = u.at(i, 1);
    const bool inside = (x.at(i, 0) == 1 || x.at(i, 0) == 3) && x.at(i, 1) < 0.7;
    outcome.push_back(inside ? 1 : 0);
  }
  const auto boxes = prim_peel(x, outcome, {true, false});
  const Box& box = largest(boxes, 0.999);
  REQUIRE(box.restrictions.size() == 2);
  CHECK(box.restrictions[0].levels == std::vector<double>{1, 3});
  CHECK(std::isinf(box.restrictions[0].low));
  CHECK(box.restrictions[1].levels.empty());
  CHECK(std::abs(box.restrictions[1].high - 0.7) < 0.05);

  std::vector<Restriction> half = box.restrictions;
  half[0].levels = {3};
  const Box pasted = prim_paste(x, outcome, {true, false}, half);
  CHECK(pasted.restrictions[0].levels == std::vector<double>{1, 3});
  CHECK(pasted.density == 1);
  CHECK(pasted.coverage > 0.95);  // the last peel, of one point in 20 at most, may take cases along
}

TEST_CASE("a small level of few cases goes before a large one of more, whose removal would cost more mass") {
  // level 0: 18 cases in 60, level 1: 15 in 30, level 2: none in 10. Without level 0 the density is highest
  std::vector<double> level, outcome;
  for (const auto& [number, points, cases] : {std::array{0, 60, 18}, std::array{1, 30, 15}, std::array{2, 10, 0}})
    for (int i = 0; i < points; ++i) {
      level.push_back(number);
      outcome.push_back(i < cases ? 1 : 0);
    }
  const auto boxes = prim_peel(sample::column(level), outcome, {true});
  REQUIRE(boxes.size() == 3);
  CHECK(boxes[1].restrictions[0].levels == std::vector<double>{0, 1});
  CHECK(boxes[2].restrictions[0].levels == std::vector<double>{1});
}

TEST_CASE("points of equal value go together") {
  // levels 0 to 3 of 100 points each; cases at 2 alone
  std::vector<double> level, outcome;
  for (int i = 0; i < 400; ++i) {
    level.push_back(i % 4);
    outcome.push_back(i % 4 == 2 ? 1 : 0);
  }
  const auto boxes = prim_peel(sample::column(level), outcome, {false});
  REQUIRE(boxes.size() == 4);
  for (std::size_t b = 0; b < 4; ++b) CHECK(boxes[b].points == 400 - 100 * b);
  CHECK(boxes[3].restrictions[0].low == 2);
  CHECK(boxes[3].restrictions[0].high == 2);
  CHECK(boxes[3].density == 1);
}

TEST_CASE("a missing outcome is a point that is not there") {
  const sim::Matrix x = sample::uniforms(500, 5, 6);
  auto outcome = planted(x, 6);
  std::vector<bool> missing(500);
  std::vector<double> kept;
  for (std::size_t i = 0; i < 500; ++i) {
    missing[i] = i % 7 == 0;
    if (missing[i]) outcome[i] = sample::none;
    if (!missing[i]) kept.push_back(outcome[i]);
  }
  const auto with = prim_peel(x, outcome, all_amounts);
  const auto without = prim_peel(sample::without_rows(x, missing), kept, all_amounts);
  REQUIRE(with.size() == without.size());
  CHECK(with.back().points == without.back().points);
  CHECK(with.back().mass == without.back().mass);
  CHECK(with.back().coverage == without.back().coverage);
}

TEST_CASE("where all are cases, or none is, there is nothing to peel") {
  const sim::Matrix x = sample::uniforms(50, 5, 7);
  CHECK(prim_peel(x, std::vector<double>(50, 1), all_amounts).size() == 1);
  const auto none = prim_peel(x, std::vector<double>(50, 0), all_amounts);
  REQUIRE(none.size() == 1);
  CHECK(none[0].density == 0);
  CHECK(std::isnan(none[0].coverage));
  CHECK(prim_peel(x, std::vector<double>(50, sample::none), all_amounts).empty());
}

TEST_CASE("what is no yes or no, no share and no flag for each factor is refused") {
  const sim::Matrix x = sample::uniforms(3, 5, 7);
  const std::vector<double> good{0, 1, 1};
  CHECK_THROWS_AS(prim_peel(x, std::vector<double>{0, 1, 0.5}, all_amounts), std::invalid_argument);
  CHECK_THROWS_AS(prim_peel(x, std::vector<double>{0, 1}, all_amounts), std::invalid_argument);
  CHECK_THROWS_AS(prim_peel(x, good, {false}), std::invalid_argument);
  CHECK_THROWS_AS(prim_peel(x, good, all_amounts, {.peel = 0}), std::invalid_argument);
  CHECK_THROWS_AS(prim_peel(x, good, all_amounts, {.least_mass = 1}), std::invalid_argument);
}

TEST_CASE("restrictions that name no factor, or one twice, are refused") {
  const sim::Matrix x = sample::uniforms(3, 5, 7);
  const std::vector<double> outcome{0, 1, 1};
  CHECK_THROWS_AS(prim_box(x, outcome, all_amounts, {{.factor = 5}}), std::invalid_argument);
  CHECK_THROWS_AS(prim_box(x, outcome, all_amounts, {{.factor = 1}, {.factor = 1}}), std::invalid_argument);
  CHECK_THROWS_AS(prim_paste(x, outcome, all_amounts, {{.factor = 2}, {.factor = 1}}), std::invalid_argument);
  CHECK_THROWS_AS(prim_box(x, outcome, std::vector<bool>(5, true), {{.factor = 0, .levels = {2, 1}}}),
                  std::invalid_argument);
}
