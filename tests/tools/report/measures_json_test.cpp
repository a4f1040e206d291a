#include "tools/report/measures_json.hpp"

#include "tests/tools/report/made_results.hpp"
#include "tools/report/packed.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <set>
#include <utility>

using nlohmann::json;

namespace {

MadeResults some() {
  return MadeResults()
      .add("base", "incidents", 1234567.891, 1234000, 1235000, "incidents")
      .add("option_1", "incidents", 100, none, none, "incidents")
      .add("base", "incidents", 7, 6, 8, "incidents", "2014-11-01")
      .add("base", "incidents", 3, 2, 4, "incidents", "", "tier=high")
      .add("base", "incidents", 2.499, 2.2501, 2.758, "incidents", "2014-11-01", "tier=high")
      .add("base", "nothing", 0, 0, 0)
      .add("option_1", "nothing", 0, 0, 0)
      .add("base", "desk_cases", 5, 4, 6)
      .add("base", "desk_wait_days", 5, 4, 6, "days")
      .add("base", "desk_declined", 5, 4, 6)
      .differ("option_1", "incidents", -5, -8, -2, "incidents");
}

json made(std::size_t bytes) {
  const HandMadeFolder folder({"base", "option_1"});
  some().put(folder);
  return json::parse(report::measures_json(folder.inputs(), bytes));
}

}  // namespace

TEST_CASE("the explorer's data hold every metric that is not nil, by system, year and group") {
  const json data = made(100'000);
  CHECK(data.at("baseline") == "base");
  CHECK(data.at("systems") == json({"base", "option_1"}));
  CHECK(data.at("labels").at("option_1") == "option 1");
  CHECK(data.at("years") == json({"2014-11-01"}));
  CHECK(data.at("groups") == json({"", "tier=high"}));
  REQUIRE(data.at("metrics").size() == 4);
  CHECK(data["metrics"][0]["name"] == "incidents");
  CHECK(data["metrics"][1]["topic"] == "Service: desk");
  const json& all = data.at("values").at(0);
  CHECK(all == json::parse("[0,0,[[[1234570,570,430],[7,1]],[[100],null]]]"));
  const json& differences = data.at("differences").at(0);
  CHECK(differences == json::parse("[0,0,[[[-5,3],null]]]"));
  const json& high = data.at("values").back();
  CHECK(high == json::parse("[0,1,[[[3,1],[2.5,0.25,0.26]],[null,null]]]"));
}

TEST_CASE("a number of the explorer is rounded with its interval, and six figures of it are kept without one") {
  const HandMadeFolder folder({"base"});
  MadeResults results;
  const std::vector<std::string> years{"1", "2", "3", "4", "5"};
  results.add("base", "m", 145604.3, 145257.5, 145951.1)
      .add("base", "m", 0, -0.0123, 0.0123, "x", years[0])
      .add("base", "m", 0.000123456, 0.000113456, 0.000133456, "x", years[1])
      .add("base", "m", 1234.56789, 1234.56789, 1234.56789, "x", years[2])
      .add("base", "m", 1234567.89, none, none, "x", years[3])
      .add("base", "m", 12345678, 2345678, 22345678, "x", years[4])
      .put(folder);
  const json data = json::parse(report::measures_json(folder.inputs(), 100'000));
  CHECK(data.at("values").at(0).at(2).at(0) ==
        json::parse("[[145600,340,350],[0,0.012],[0.000123,0.00001],[1234.57,0],[1234570],[12300000,10000000]]"));
}

TEST_CASE("a metric that is nil over the whole period but not in a year is told") {
  const HandMadeFolder folder({"base"});
  MadeResults().add("base", "m", 0, 0, 0).add("base", "m", 2, 1, 3, "x", "2014-11-01").put(folder);
  CHECK(json::parse(report::measures_json(folder.inputs(), 100'000)).at("metrics").size() == 1);
}

TEST_CASE("where there is little room, details go first, and the years of the main measures last") {
  const HandMadeFolder folder({"base", "option_1"});
  MadeResults results;
  const std::vector<std::string> years{"", "2014-11-01", "2015-11-01", "2016-11-01"};
  double mean = 123'456;
  for (const char* const metric : {"incidents", "desk_cases", "desk_wait_days", "desk_declined", "cost_line.rent"})
    for (const char* const system : {"base", "option_1"})
      for (const std::string& year : years) {
        mean = std::fmod(mean * 7919, 999'983);  // no two alike, which would pack to nothing
        results.add(system, metric, mean, mean - 5, mean + 5, "x", year);
      }
  results.put(folder);
  const auto inputs = folder.inputs();
  const auto with_years = [](const json& data) {
    std::size_t n = 0;
    for (const json& value : data.at("values")) n += value.at(2).at(0).size() > 1 ? 1 : 0;
    return n;
  };
  const std::string all = report::measures_json(inputs, 100'000);
  const std::size_t whole = report::packed(all).size();
  CHECK(json::parse(report::measures_json(inputs, whole)) == json::parse(all));
  std::set<std::pair<std::size_t, std::size_t>> stages;  // metrics, and those with years
  for (std::size_t bytes = whole; bytes > 200; bytes -= 4) {
    const std::string text = report::measures_json(inputs, bytes);
    const json data = json::parse(text);
    const std::size_t metrics = data.at("metrics").size(), yearly = with_years(data);
    if (metrics > 0) CHECK(report::packed(text).size() <= bytes);
    if (yearly > 1) CHECK(metrics == 5);  // no metric goes while there are years of a detail
    if (metrics > 1) CHECK(yearly >= 1);  // a detail goes before the years of a main measure
    stages.emplace(metrics, yearly);
    if (metrics > 0) CHECK(data["metrics"][0]["name"] == "incidents");
    if (metrics == 4)
      for (const json& metric : data["metrics"]) CHECK(metric["name"] != "desk_declined");
  }
  CHECK(stages.size() == 11);  // the main measure, its years, the other metrics, and their years one by one
}

TEST_CASE("the table of measures has the means of the file, and says what it leaves out") {
  const HandMadeFolder folder({"base", "option_1"});
  some().put(folder);
  const auto section = report::sections::measures(folder.inputs());
  REQUIRE(section.has_value());
  const report::Table& table = section->figures.at(0).table;
  REQUIRE(table.rows.size() == 3);
  CHECK(text(table, 0, "metric") == "incidents");
  CHECK(number(table, 0, "base") == 1234567.891);
  CHECK(number(table, 0, "option_1") == 100);
  CHECK(holds(section->paragraphs.at(0), "Left out: one measure nil in every system, and one measure telling"));
}
