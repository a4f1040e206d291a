#include "tests/tools/report/made_results.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace report;

namespace {

MadeResults two_tiers() {
  MadeResults made;
  double n = 10;
  for (const char* const system : {"base", "option_1"})
    for (const char* const pair : {"low.low", "low.high", "high.low", "high.high"}) {
      made.add(system, std::string("confusion.") + pair, n, n - 1, n + 1);
      made.add(system, std::string("confusion.") + pair, n / 2, n / 2, n / 2, "cases", "2014-11-01");
      n += 10;
    }
  return made;
}

}  // namespace

TEST_CASE("flows between tiers are right, too high or missed, with the numbers of the file") {
  const HandMadeFolder folder({"base", "option_1"});
  two_tiers().put(folder);
  const Figure figure = figure_of(*sections::escalation(folder.inputs()), "escalation-tiers");
  CHECK(is_whole(figure));
  CHECK(figure.chart->kind == "sankey");
  const std::string kinds[] = {"true", "too high", "missed", "true"};
  for (std::size_t r = 0; r < 4; ++r) {
    CHECK(text(figure.table, r, "kind") == kinds[r]);
    CHECK(number(figure.table, r, "mean") == 10.0 * static_cast<double>(r + 1));
    CHECK(number(figure.table, r, "ci_low") == 10.0 * static_cast<double>(r + 1) - 1);
  }
  CHECK(text(figure.table, 1, "source") == "truly low");
  CHECK(text(figure.table, 1, "target") == "graded high");
  CHECK(text(figure.table, 4, "year") == "2014-11-01");
  // 40 of 20 + 40 under base, 80 of 60 + 80 under option 1
  CHECK(figure.title == "Of the assessments graded high, 66.7 % under base and 57.1 % under option 1 are right");
}

TEST_CASE("ways to high risk are told by what led there") {
  const HandMadeFolder folder({"base", "option_1"});
  MadeResults()
      .add("base", "false_escalations", 30, 29, 31)
      .add("option_1", "false_escalations", 10, 9, 11)
      .differ("option_1", "false_escalations", -20, -22, -18)
      .add("base", "true_escalations.police", 50, 49, 51)
      .add("base", "false_escalations.police", 20, 19, 21)
      .add("base", "mistaken_escalations.health", 7, 6, 8)
      .add("option_1", "false_escalations.health", 0, 0, 0)
      .put(folder);
  const Figure figure = figure_of(*sections::escalation(folder.inputs()), "escalation-paths");
  CHECK(is_whole(figure));
  CHECK(figure.title == "Fewer false escalations under option 1 (10) than under base (30)");
  REQUIRE(figure.table.rows.size() == 3);
  CHECK(text(figure.table, 0, "kind") == "true");
  CHECK(text(figure.table, 1, "source") == "police");
  CHECK(text(figure.table, 1, "kind") == "false");
  CHECK(number(figure.table, 1, "mean") == 20);
  CHECK(number(figure.table, 1, "ci_low") == 19);
  CHECK(number(figure.table, 1, "ci_high") == 21);
  CHECK(text(figure.table, 2, "kind") == "mistaken");
}

TEST_CASE("escalations are counted with intervals and differences") {
  const HandMadeFolder folder({"base", "option_1"});
  MadeResults()
      .add("base", "missed_high", 30, 29, 31)
      .add("option_1", "missed_high", 33, 32, 34)
      .differ("option_1", "missed_high", 3, 2.5, 3.5)
      .put(folder);
  const Figure figure = figure_of(*sections::escalation(folder.inputs()), "escalation-counts");
  CHECK(is_whole(figure));
  CHECK(figure.title == "More assessments that miss high risk under option 1 (33) than under base (30)");
  CHECK(number(figure.table, 1, "difference") == 3);
  CHECK(number(figure.table, 1, "difference_low") == 2.5);
  CHECK(std::isnan(number(figure.table, 0, "difference")));
}

TEST_CASE("where nobody is assessed there is no escalation to tell of") {
  const HandMadeFolder folder;
  MadeResults().add("base", "incidents", 1, 1, 1).put(folder);
  CHECK_FALSE(sections::escalation(folder.inputs()).has_value());
}
