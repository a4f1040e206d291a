#include "models/economics/ledger.hpp"

#include "models/economics/prices.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

using namespace economics;

TEST_CASE("agencies, kinds and lines add up to the total to the penny") {
  const std::vector<Line> lines{{"a", 0, Kind::reactive, false, true},
                                {"b", 1, Kind::preventive, true, true},
                                {"c", 1, Kind::reactive, false, false}};
  Ledger ledger(3, 2);
  ledger.post(0, 0, 101);
  ledger.post(0, 1, 7);
  ledger.post(1, 1, 250);
  ledger.post(1, 1, 3);
  ledger.post(2, 0, 1000);
  const Totals t = add_up(ledger, lines, 2);
  CHECK(t.total == std::vector<Pence>{101, 260});
  CHECK(t.by_agency[0] == std::vector<Pence>{101, 7});
  CHECK(t.by_agency[1] == std::vector<Pence>{0, 253});
  CHECK(t.reactive == std::vector<Pence>{101, 7});
  CHECK(t.new_model == std::vector<Pence>{0, 253});
  CHECK(t.outside == std::vector<Pence>{1000, 0});
}

TEST_CASE("a ledger refuses a cell it does not have and a sum it cannot hold") {
  Ledger ledger(1, 1);
  CHECK_THROWS_AS(ledger.post(1, 0, 1), std::out_of_range);
  CHECK_THROWS_AS(ledger.post(0, 1, 1), std::out_of_range);
  ledger.post(0, 0, std::numeric_limits<Pence>::max());
  CHECK_THROWS_AS(ledger.post(0, 0, 1), std::overflow_error);
}

TEST_CASE("prices move to the base year by the deflator, rounded to the penny") {
  const Prices prices(2012, {{2012, 71.929}, {2016, 76.455}});
  CHECK(prices.real(10'000, 2012) == 10'000);
  CHECK(prices.real(10'000, 2016) == 9'408);
  CHECK_THROWS_AS(prices.real(1, 2011), std::out_of_range);
  CHECK_THROWS_AS(Prices(2013, {{2012, 1.0}}), std::invalid_argument);
}
