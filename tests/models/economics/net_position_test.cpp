#include "models/economics/net_position.hpp"

#include "sim/random.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <stdexcept>
#include <vector>

using namespace economics;

TEST_CASE("transfers move agencies' positions and not their sum") {
  const Stream service{.name = "service", .agency = 0, .cost = true, .amounts = {100, 100}};
  const Stream saving{.name = "saving", .agency = 1, .amounts = {80, 180}};
  const Discounting standard({{0, 0.035}});
  const Appraisal a = appraise(std::vector{service, saving}, 2, 2, standard, standard);
  const AgencyYears after = net_positions(a, {{60, 90}, {-60, -90}});
  CHECK(after == AgencyYears{{-40, -10}, {20, 90}});
  for (std::size_t y = 0; y < 2; ++y) CHECK(after[0][y] + after[1][y] == a.total.net[y]);
  CHECK_THROWS_AS(net_positions(a, {{60, 90}}), std::invalid_argument);
  CHECK_THROWS_AS(net_positions(a, {{60}, {-60}}), std::invalid_argument);
}

TEST_CASE("the smallest transfers make good each loss, paid in proportion to gain") {
  CHECK(*smallest_transfers(std::vector<Pence>{-30, 90, 30}) == std::vector<Pence>{30, -23, -7});  // 22.5 and 7.5
  CHECK(*smallest_transfers(std::vector<Pence>{-100, 70, 30}) == std::vector<Pence>{100, -70, -30});
}

TEST_CASE("where nobody loses nothing moves") {
  CHECK(*smallest_transfers(std::vector<Pence>{0, 5, 9}) == std::vector<Pence>{0, 0, 0});
}

TEST_CASE("where all together lose no transfer can help") {
  CHECK_FALSE(smallest_transfers(std::vector<Pence>{-31, 30, 0}).has_value());
}

TEST_CASE("whatever the positions, transfers sum to nothing, nobody ends below nought and no loser above") {
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    CAPTURE(i);
    std::vector<Pence> net;
    for (std::uint32_t a = 0; a < 2 + i % 8; ++a)
      net.push_back(rounded(1e9 * (sim::uniform(3, {.entity = i, .occurrence = a}) - 0.45)));
    const Pence total = std::accumulate(net.begin(), net.end(), Pence{0});
    const auto moved = smallest_transfers(net);
    REQUIRE(moved.has_value() == (total >= 0));
    if (!moved) continue;
    CHECK(std::accumulate(moved->begin(), moved->end(), Pence{0}) == 0);
    for (std::size_t a = 0; a < net.size(); ++a) {
      CHECK(net[a] + (*moved)[a] >= 0);
      if (net[a] < 0) CHECK((*moved)[a] == -net[a]);
    }
  }
}
