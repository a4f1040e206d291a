#include "tools/report/comparison.hpp"

#include "tests/tools/report/made_results.hpp"

#include <doctest/doctest.h>

namespace {

/// What is said of a metric whose differences have these intervals, by option.
std::string said(std::vector<std::pair<double, double>> intervals) {
  const HandMadeFolder folder;
  MadeResults made;
  made.add("base", "waits", 100, 90, 110);
  int option = 0;
  for (const auto& [low, high] : intervals) {
    const std::string name = "option_" + std::to_string(++option);
    made.add(name, "waits", 100 + (low + high) / 2, none, none).differ(name, "waits", (low + high) / 2, low, high);
  }
  made.put(folder);
  return report::comparison(folder.inputs(), "waits", "waits", "Shorter", "Longer");
}

}  // namespace

TEST_CASE("a title says what the intervals show and no more") {
  CHECK(said({{-5, -1}, {-4, -2}}) == "Shorter waits under option 1 (97) and option 2 (97) than under base (100)");
  CHECK(said({{1, 5}, {-4, -2}}) ==
        "Shorter waits under option 2 (97) than under base (100); longer under option 1 (103)");
  CHECK(said({{1, 5}, {-4, 2}}) ==
        "Longer waits under option 1 (103) than under base (100); no clear difference under option 2");
  CHECK(said({{-1, 5}, {-4, 2}}) == "No clear difference in waits between option 1, option 2 and base");
}

TEST_CASE("one system or one replication is told in numbers, without a finding") {
  HandMadeFolder one({"base"});
  MadeResults().add("base", "waits", 100, 90, 110).put(one);
  CHECK(report::comparison(one.inputs(), "waits", "waits") == "Waits: 100 under base");

  HandMadeFolder once({"base", "option_1"});
  once.manifest["replications"] = {{"asked", 1}, {"done", 1}};
  MadeResults()
      .add("base", "waits", 100, none, none)
      .add("option_1", "waits", 90, none, none)
      .differ("option_1", "waits", -10, none, none)
      .put(once);
  CHECK(report::comparison(once.inputs(), "waits", "waits") ==
        "Waits: 100 under base and 90 under option 1, in one replication");
}

TEST_CASE("of a metric that is not there nothing is said") {
  const HandMadeFolder folder;
  MadeResults().add("base", "waits", 1, 1, 1).put(folder);
  CHECK(report::comparison(folder.inputs(), "other", "others").empty());
  CHECK(report::in_numbers(folder.inputs(), "other", "others").empty());
}

TEST_CASE("in numbers, the baseline and each difference have their intervals") {
  const HandMadeFolder folder;
  MadeResults().add("base", "waits", 100, 90, 110).differ("option_1", "waits", -5, -8, -2).put(folder);
  CHECK(report::in_numbers(folder.inputs(), "waits", "waits") ==
        "Waits under base: 100 (95 % interval 90 to 110); option 1 against it: -5.00 (95 % interval -8.00 to -2.00).");
}
