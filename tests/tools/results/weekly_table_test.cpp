#include "tools/results/weekly_table.hpp"

#include "tools/results/csv.hpp"
#include "tools/results/series.hpp"
#include "tools/results/store.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

namespace {

const double missing = std::nan("");

/// Two series over two weeks, of three replications.
results::WeeklyTable table_of(const std::vector<std::vector<double>>& replications) {
  results::WeeklyTable table({{{"old", "desk", "waiting", "people"}, {"new, cheap", "desk", "wait_days", "days"}},
                              {"2012-11-01", "2012-11-08"}});
  for (const auto& values : replications) table.add(results::packed(values));
  return table;
}

}  // namespace

TEST_CASE("the weekly table has a line a series and week, with the t interval of the mean of those that have a value") {
  const auto lines = results::parse_csv(
      table_of({{1, 4, missing, 7}, {2, 4, missing, missing}, {6, 4, missing, missing}}).csv("town"));
  REQUIRE(lines.size() == 5);
  using Line = std::vector<std::string>;
  CHECK(lines[0] == Line{"system", "area", "week", "service", "metric", "unit", "n", "mean", "ci_low", "ci_high"});
  CHECK(Line(lines[1].begin(), lines[1].begin() + 8) ==
        Line{"old", "town", "2012-11-01", "desk", "waiting", "people", "3", "3"});
  const double half_width = 4.302652729749464 * std::sqrt(7.0 / 3);  // t quantile 0.975 with 2 degrees of freedom
  CHECK(std::stod(lines[1][8]) == doctest::Approx(3 - half_width).epsilon(1e-12));
  CHECK(std::stod(lines[1][9]) == doctest::Approx(3 + half_width).epsilon(1e-12));
  CHECK(lines[2] == Line{"old", "town", "2012-11-08", "desk", "waiting", "people", "3", "4", "4", "4"});
  CHECK(lines[3] == Line{"new, cheap", "town", "2012-11-01", "desk", "wait_days", "days", "0", "", "", ""});
  CHECK(lines[4] == Line{"new, cheap", "town", "2012-11-08", "desk", "wait_days", "days", "1", "7", "", ""});
}

TEST_CASE("intervals of cells with a value in fewer replications are as wide as of those replications alone") {
  const auto all = results::parse_csv(table_of({{1, 1, 1, 1}, {2, 2, 2, missing}, {4, 4, 4, 4}}).csv("town"));
  const auto two = results::parse_csv(table_of({{1, 1, 1, 1}, {4, 4, 4, 4}}).csv("town"));
  CHECK(all[4] == two[4]);
  CHECK(all[3] != two[3]);
}

TEST_CASE("a weekly table takes no series of another shape") {
  results::WeeklyTable table = table_of({});
  CHECK_THROWS_AS(table.add(results::packed(std::vector<double>{1, 2, 3})), results::StoreError);
  CHECK_THROWS_AS(table.add({}), results::StoreError);
}
