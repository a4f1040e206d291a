#include "models/economics/discounting.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

using namespace economics;

namespace {

std::string printed(double factor) { return fmt::format("{:.4f}", factor); }

}  // namespace

TEST_CASE("discount factors are those of the published tables, digit by digit") {
  const std::vector<std::string> money{"1.0000", "0.9662", "0.9335", "0.9019", "0.8714", "0.8420",
                                       "0.8135", "0.7860", "0.7594", "0.7337", "0.7089"};
  const std::vector<std::string> health{"1.0000", "0.9852", "0.9707", "0.9563", "0.9422", "0.9283"};
  for (std::size_t year = 0; year < money.size(); ++year) {
    CAPTURE(year);
    CHECK(printed(Discounting({{0, 0.035}}).factor(year)) == money[year]);
    if (year < health.size()) CHECK(printed(Discounting({{0, 0.015}}).factor(year)) == health[year]);
  }
}

TEST_CASE("where the rate falls, only the years from there on are discounted at the lower one") {
  const Discounting stepped({{0, 0.035}, {31, 0.03}, {76, 0.025}});
  const double at_30 = std::pow(1.035, -30), at_75 = at_30 * std::pow(1.03, -45);
  CHECK(stepped.factor(30) == doctest::Approx(at_30).epsilon(1e-12));
  CHECK(stepped.factor(31) == doctest::Approx(at_30 / 1.03).epsilon(1e-12));
  CHECK(stepped.factor(75) == doctest::Approx(at_75).epsilon(1e-12));
  CHECK(stepped.factor(77) == doctest::Approx(at_75 / 1.025 / 1.025).epsilon(1e-12));
}

TEST_CASE("a present value is the sum of the amounts times their factors") {
  const Discounting stepped({{0, 0.035}, {2, 0.01}});
  const std::vector<double> amounts{3, -1, 4, 1.5};
  const std::vector<Pence> pence{300, -100, 400, 150};
  double by_hand = 0;
  for (std::size_t year = 0; year < amounts.size(); ++year) by_hand += amounts[year] * stepped.factor(year);
  CHECK(stepped.present_value(std::span<const double>(amounts)) == doctest::Approx(by_hand).epsilon(1e-14));
  CHECK(stepped.present_value(std::span<const Pence>(pence)) == doctest::Approx(100 * by_hand).epsilon(1e-14));
  const std::vector<double> each = stepped.discounted(pence);
  CHECK(std::accumulate(each.begin(), each.end(), 0.0) == doctest::Approx(100 * by_hand).epsilon(1e-14));
}

TEST_CASE("at a rate of nought a present value is the plain sum, to the penny") {
  const std::vector<Pence> amounts{123'456'789'012, -987'654'321, 55, 1};
  CHECK(Discounting({{0, 0}}).present_value(std::span<const Pence>(amounts)) ==
        static_cast<double>(std::accumulate(amounts.begin(), amounts.end(), Pence{0})));
}

TEST_CASE("a stream without years is worth nothing") {
  CHECK(Discounting({{0, 0.035}}).present_value(std::span<const double>()) == 0);
}

TEST_CASE("a discount schedule that does not begin in year 0, does not rise or is negative is refused") {
  CHECK_THROWS_AS(Discounting({}), std::invalid_argument);
  CHECK_THROWS_AS(Discounting({{1, 0.035}}), std::invalid_argument);
  CHECK_THROWS_AS(Discounting({{0, 0.035}, {31, 0.03}, {31, 0.02}}), std::invalid_argument);
  CHECK_THROWS_AS(Discounting({{0, -0.01}}), std::invalid_argument);
  CHECK_THROWS_AS(Discounting({{0, std::numeric_limits<double>::quiet_NaN()}}), std::invalid_argument);
  CHECK_THROWS_AS(Discounting({{0, std::numeric_limits<double>::infinity()}}), std::invalid_argument);
}
