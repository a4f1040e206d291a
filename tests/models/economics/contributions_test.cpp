#include "models/economics/contributions.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace economics;

namespace {

const std::vector<Pence> cost{1'000, 1'000, 1'000};
const AgencyYears benefit{{10, 300, 600}, {30, 100, 200}, {-50, 0, 200}};
const AgencyYears spending{{800, 800, 800}, {0, 0, 0}, {200, 200, 200}};

AgencyYears by(const ContributionRule& rule) { return contributions(cost, benefit, spending, rule); }

}  // namespace

TEST_CASE("contributions by benefit are in one proportion over the horizon") {
  // 910, 330 and 150 of 1,390
  CHECK(by({Basis::by_benefit, {}}) == AgencyYears{{655, 655, 655}, {237, 237, 237}, {108, 108, 108}});
}

TEST_CASE("who loses contributes nothing") {
  const AgencyYears loses{{5, 5, 5}, {1, 1, 1}, {9, 0, -10}};
  const AgencyYears paid = contributions(cost, loses, spending, {Basis::by_benefit, {}});
  CHECK(paid[2] == std::vector<Pence>{0, 0, 0});
  CHECK(paid[0][0] == 833);
}

TEST_CASE("with a delay a year's contributions follow the benefits of as many years before") {
  CHECK(by({Basis::by_benefit, 0}) == AgencyYears{{250, 750, 600}, {750, 250, 200}, {0, 0, 200}});
  CHECK(by({Basis::by_benefit, 1}) == AgencyYears{{800, 250, 750}, {0, 750, 250}, {200, 0, 0}});
  CHECK(by({Basis::by_benefit, 5}) == by({Basis::status_quo, {}}));
}

TEST_CASE("shares may be equal or of who spends now") {
  CHECK(by({Basis::equal, {}}) == AgencyYears{{334, 334, 334}, {333, 333, 333}, {333, 333, 333}});
  CHECK(by({Basis::status_quo, {}}) == spending);
}

TEST_CASE("where nobody gains who spends now pays, and where nobody spends all pay alike") {
  const AgencyYears none(3, std::vector<Pence>(3, 0));
  CHECK(contributions(cost, none, spending, {Basis::by_benefit, {}}) == spending);
  CHECK(contributions(cost, none, none, {Basis::by_benefit, {}}) == by({Basis::equal, {}}));
}

TEST_CASE("a settlement sums to nothing and leaves each with its contribution") {
  const AgencyYears paid = by({Basis::by_benefit, 1});
  const AgencyYears owed = settlement(spending, paid);
  for (std::size_t y = 0; y < cost.size(); ++y) {
    CHECK(owed[0][y] + owed[1][y] + owed[2][y] == 0);
    for (std::size_t a = 0; a < owed.size(); ++a) CHECK(spending[a][y] - owed[a][y] == paid[a][y]);
  }
}

TEST_CASE("tables that do not fit and sums that differ are refused") {
  CHECK_THROWS_AS(contributions(cost, {}, {}, {}), std::invalid_argument);
  CHECK_THROWS_AS(contributions(cost, benefit, {{1, 1, 1}}, {}), std::invalid_argument);
  CHECK_THROWS_AS(contributions(std::vector<Pence>{1}, benefit, spending, {}), std::invalid_argument);
  CHECK_THROWS_AS(settlement(spending, benefit), std::invalid_argument);
}
