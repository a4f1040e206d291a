#include "tools/report/quarters.hpp"

#include "tests/tools/report/made_results.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

namespace {

/// Weeks of one service under one system: n waiting in week n; in odd weeks one case begins, having waited n days, in
/// even weeks none.
std::string weeks(int n) {
  std::string csv = "system,area,week,service,metric,unit,n,mean,ci_low,ci_high\n";
  for (int w = 1; w <= n; ++w) {
    const std::string start = fmt::format("base,place,2014-{:02}-{:02},desk,", 1 + w / 28, 1 + w % 28);
    csv += start + fmt::format("waiting,people,10,{},{},{}\n", w, w - 1, w + 2);
    csv += start + fmt::format("cases,cases,10,{},,\n", w % 2);
    csv +=
        start + (w % 2 == 1 ? fmt::format("wait_days,days,10,{},{},{}\n", w, w - 1, w + 2) : "wait_days,days,0,,,\n");
    csv += fmt::format("base,place,2014-{:02}-{:02},other,waiting,people,10,99,,\n", 1 + w / 28, 1 + w % 28);
  }
  return csv;
}

}  // namespace

TEST_CASE("weeks are put together by thirteen, waits weighted with the cases begun, and a rest is left out") {
  const HandMadeFolder folder;
  folder.put("weekly.csv", weeks(30));
  const auto inputs = folder.inputs();
  const auto found = report::quarters(*inputs.records("weekly.csv"), {"desk"});
  REQUIRE(found.size() == 1);
  const auto& desk = found.at({"desk", "base"});
  REQUIRE(desk.size() == 2);  // four weeks are no quarter
  CHECK(desk[0].first_day == "2014-01-02");
  CHECK(desk[0].waiting.mean == 7);
  CHECK(desk[0].wait_days.mean == 7);  // of 1, 3, ..., 13
  CHECK(desk[1].waiting.mean == 20);
  CHECK(desk[1].wait_days.mean == 20);  // of 15, ..., 25
  CHECK(desk[0].waiting.low == 6);
  CHECK(desk[0].wait_days.high == 9);
}

TEST_CASE("what is calculated has six figures") {
  CHECK(report::six_figures(1.0 / 3) == 0.333333);
  CHECK(report::six_figures(1234567) == 1234570);
  CHECK(std::isnan(report::six_figures(none)));
}

TEST_CASE("demand: waits by quarter, their direction, and the services' numbers are those of the files") {
  const HandMadeFolder folder({"base", "option_1"});
  folder.put("weekly.csv", weeks(26));
  MadeResults()
      .add("base", "desk_cases", 50, 49, 51)
      .add("base", "desk_wait_days", 7.5, 7, 8, "days")
      .add("base", "desk_utilisation", 0.9, 0.8, 1, "share")
      .add("option_1", "desk_cases", 40, 39, 41)
      .add("option_1", "desk_wait_days", 9.5, 9, 10, "days")
      .add("base", "idle_cases", 40, 39, 41)
      .add("base", "idle_wait_days", 0, 0, 0, "days")
      .differ("option_1", "desk_wait_days", 2, 1, 3, "days")
      .differ("option_1", "desk_cases", -10, -12, -8)
      .put(folder);
  const report::Section section = *report::sections::demand(folder.inputs());
  const report::Figure &waits = figure_of(section, "waits"), &services = figure_of(section, "services");
  CHECK(is_whole(waits));
  CHECK(is_whole(services));
  CHECK(waits.title == "Under option 1 waits are clearly longer at desk (7.50 to 9.50 days)");
  CHECK(number(waits.table, 0, "mean") == 7);
  REQUIRE(services.table.rows.size() == 2);
  CHECK(services.title == "The fullest service is desk under base: 90 % of capacity in use");
  CHECK(number(services.table, 0, "cases") == 50);
  CHECK(number(services.table, 0, "cases_low") == 49);
  CHECK(number(services.table, 1, "wait") == 9.5);
  CHECK(number(services.table, 1, "wait_difference") == 2);
  CHECK(number(services.table, 1, "cases_difference") == -10);
  CHECK(number(services.table, 1, "cases_difference_high") == -8);
}

TEST_CASE("demand: of many changes the largest is told with its size") {
  const HandMadeFolder folder({"base", "option_1", "option_2"});
  folder.put("weekly.csv", weeks(26));
  MadeResults made;
  const auto service = [&](const std::string& name, double from, double to) {
    made.add("base", name + "_cases", 50, 49, 51).add("base", name + "_wait_days", from, from, from, "days");
    for (const char* const option : {"option_1", "option_2"}) {
      const double at = option == std::string("option_1") ? to : from;
      made.add(option, name + "_cases", 50, 49, 51).add(option, name + "_wait_days", at, at, at, "days");
      made.differ(option, name + "_wait_days", at - from, at - from - 0.5, at - from + 0.5, "days");
    }
  };
  service("desk", 20, 12);
  service("clinic", 10, 8);
  service("idva", 3, 6);
  made.put(folder);
  CHECK(figure_of(*report::sections::demand(folder.inputs()), "waits").title ==
        "Under option 1 waits are clearly shorter at two services, most at desk (20 to 12 days) and clearly longer at "
        "IDVA (3 to 6 days); under option 2 waits are not clearly different");
}

TEST_CASE("demand without weeks has the services, and says nothing over time") {
  const HandMadeFolder folder({"base"});
  MadeResults().add("base", "desk_cases", 50, 49, 51).add("base", "desk_wait_days", 7.5, 7, 8, "days").put(folder);
  const report::Section section = *report::sections::demand(folder.inputs());
  CHECK_FALSE(has_figure(section, "waits"));
  CHECK(has_figure(section, "services"));
}
