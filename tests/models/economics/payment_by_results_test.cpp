#include "models/economics/payment_by_results.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace economics;

TEST_CASE("a share is paid of what is saved above the threshold, and never less than nothing") {
  const PaymentByResults terms{.share = 0.4, .saving_threshold = 100};
  CHECK(payments(terms, std::vector<Pence>{600, 100, 50, -900}, {}) == std::vector<Pence>{200, 0, 0, 0});
}

TEST_CASE("a price is paid for each unit of outcome above the threshold") {
  const PaymentByResults terms{.price = 500, .outcome_threshold = 10};
  CHECK(payments(terms, std::vector<Pence>{0, 0, 0}, std::vector<double>{12, 10.5, 3}) ==
        std::vector<Pence>{1'000, 250, 0});
}

TEST_CASE("both terms add up, and the cap bounds each year") {
  PaymentByResults terms{.share = 0.5, .price = 10};
  const std::vector<Pence> saving{100, 400};
  const std::vector<double> outcomes{3, 3};
  CHECK(payments(terms, saving, outcomes) == std::vector<Pence>{80, 230});
  terms.cap = 100;
  CHECK(payments(terms, saving, outcomes) == std::vector<Pence>{80, 100});
}

TEST_CASE("who gains pays in proportion, the payee receives, and it sums to nothing") {
  const AgencyYears benefit{{100, -5, 10}, {300, -5, 0}, {900, 8, 0}};
  const AgencyYears moved = payment_transfers(std::vector<Pence>{101, 7, 9}, benefit, 2);
  CHECK(moved == AgencyYears{{-25, -4, -9}, {-76, -3, 0}, {101, 7, 9}});  // nobody else gains in year 1: equal parts
  for (std::size_t y = 0; y < 3; ++y) CHECK(moved[0][y] + moved[1][y] + moved[2][y] == 0);
}

TEST_CASE("terms out of range and shapes that do not fit are refused") {
  const std::vector<Pence> saving{1};
  CHECK_THROWS_AS(payments({.share = 1.1}, saving, {}), std::invalid_argument);
  CHECK_THROWS_AS(payments({.price = -1}, saving, {}), std::invalid_argument);
  CHECK_THROWS_AS(payments({.cap = -1}, saving, {}), std::invalid_argument);
  CHECK_THROWS_AS(payments({}, saving, std::vector<double>{1, 2}), std::invalid_argument);
  CHECK_THROWS_AS(payment_transfers(saving, {{1}}, 0), std::invalid_argument);
  CHECK_THROWS_AS(payment_transfers(saving, {{1}, {1}}, 2), std::invalid_argument);
  CHECK_THROWS_AS(payment_transfers(saving, {{1}, {1, 2}}, 0), std::invalid_argument);
}
