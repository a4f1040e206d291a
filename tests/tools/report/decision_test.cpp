#include "tests/tools/report/hand_made_folder.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

namespace {

constexpr const char* header = "part,system,quantity,of,at,unit,n,value,ci_low,ci_high,holds\n";
constexpr const char* shares = "share of replications";

/// Ten replications: option 1 saves 100 to 1000 pounds, option 2 ten times as much.
std::string samples() {
  std::string csv =
      "replication,system,cost_total,net_saving,net_saving_discounted,cash_less_new_money,public_value,net.2012-11-01,"
      "net.2013-11-01,effect.years\n";
  for (int r = 0; r < 10; ++r) {
    csv += fmt::format("{},base,5000,0,0,0,0,0,0,0\n", r);
    csv += fmt::format("{},option_1,5000,{},{},0,0,-50,{},{}\n", r, 100 * (r + 1), 90 * (r + 1), 100 * (r + 1) + 50,
                       r - 2);
    csv +=
        fmt::format("{},option_2,5000,{},{},0,0,-50,{},3.5\n", r, 1000 * (r + 1), 900 * (r + 1), 1000 * (r + 1) + 50);
  }
  return csv;
}

std::string figures() {
  return std::string(header) + fmt::format(
                                   "probability,option_1,saves,net_saving,,{0},10,1,0.69,1,chance only\n"
                                   "probability,option_1,reaches the plan,net_saving,9500,{0},10,0,0,0.31,chance only\n"
                                   "choice,option_1,best,net_saving,,{0},10,0,0,0.31,chance only\n"
                                   "plane,option_1,extra effect,years,,life year,10,2.5,1,4,chance only\n"
                                   "plane,option_1,cheaper and better,years,,{0},10,0.7,0.35,0.93,chance only\n"
                                   "plane,option_1,cheaper and worse,years,,{0},10,0.2,0.03,0.56,chance only\n"
                                   "acceptability,base,best,years,0,{0},10,0.6,0.3,0.9,chance only\n"
                                   "acceptability,option_1,best,years,0,{0},10,0.4,0.1,0.7,chance only\n"
                                   "acceptability,base,best,years,1000,{0},10,0.2,0.03,0.56,chance only\n"
                                   "acceptability,option_1,best,years,1000,{0},10,0.8,0.44,0.97,chance only\n"
                                   "information,,perfect,net_saving,,£,10,120,0,300,chance only\n",
                                   shares);
}

}  // namespace

TEST_CASE("decision: the columns of the histogram hold every replication, and the plan's figure is marked") {
  HandMadeFolder folder;
  folder.put("samples.csv", samples());
  folder.put("decision.csv", figures());
  const auto section = report::sections::decision(folder.inputs());
  REQUIRE(section);
  for (const report::Figure& figure : section->figures) CHECK_MESSAGE(is_whole(figure), figure.id);
  const report::Figure& spread = figure_of(*section, "decision-saving");
  double of_one = 0, of_two = 0;
  for (std::size_t r = 0; r < spread.table.rows.size(); ++r) {
    (text(spread.table, r, "system") == "option 1" ? of_one : of_two) += number(spread.table, r, "count");
    CHECK(number(spread.table, r, "to") > number(spread.table, r, "from"));
  }
  CHECK(of_one == 10);
  CHECK(of_two == 10);
  CHECK(holds(spread.chart->channels.at("marks"), "9500"));
  CHECK(holds(spread.title, "the plan's £9,500 is reached in 0 % of option 1 and 10 % of option 2"));
}

TEST_CASE("decision: a histogram's columns lie where the values are") {
  HandMadeFolder folder({"base", "option_1"});
  folder.put("samples.csv",
             "replication,system,net_saving\n0,base,0\n0,option_1,-100\n1,base,0\n1,option_1,-100\n2,base,0\n2,option_"
             "1,140\n");
  const auto section = report::sections::decision(folder.inputs());
  const report::Table& table = figure_of(*section, "decision-saving").table;
  CHECK(number(table, 0, "from") <= -100);
  CHECK(number(table, 0, "to") > -100);
  CHECK(number(table, 0, "count") == 2);
  CHECK(number(table, table.rows.size() - 1, "to") > 140);
  CHECK(number(table, table.rows.size() - 1, "count") == 1);
}

TEST_CASE("decision: probabilities, the likeliest quadrant and where the best changes are said in titles") {
  HandMadeFolder folder;
  folder.put("samples.csv", samples());
  folder.put("decision.csv", figures());
  const auto section = report::sections::decision(folder.inputs());
  CHECK(holds(figure_of(*section, "decision-probability").title, "Public money is saved by option 1 in 100 %"));
  CHECK(holds(figure_of(*section, "decision-plane-years").title, "option 1 is cheaper and better in 70"));
  const report::Figure& curve = figure_of(*section, "decision-acceptability-years");
  CHECK(curve.title == "Base is the best most often; from £1,000 on it is option 1 (life year)");
  CHECK(holds(figure_of(*section, "decision-information").note, "which nobody can sell"));
  const report::Table& plane = figure_of(*section, "decision-plane-years").table;
  CHECK(number(plane, 0, "cost") == -90);
  CHECK(number(plane, 0, "effect") == -2);
}

TEST_CASE("decision: many replications are thinned in the plane, and it says so") {
  HandMadeFolder folder({"base", "option_1"});
  std::string csv = "replication,system,net_saving,net_saving_discounted,effect.years\n";
  for (int r = 0; r < 250; ++r) csv += fmt::format("{0},base,0,0,0\n{0},option_1,{0},{0},{0}\n", r);
  folder.put("samples.csv", csv);
  folder.put("decision.csv", figures());
  const auto section = report::sections::decision(folder.inputs());
  const report::Figure& plane = figure_of(*section, "decision-plane-years");
  CHECK(plane.table.rows.size() == 50);  // every fifth
  CHECK(plane.chart->channels.contains("sampled"));
}

TEST_CASE("decision: nothing without its files, less without samples, and a drawn run says what it holds") {
  CHECK_FALSE(report::sections::decision(HandMadeFolder().inputs()));
  HandMadeFolder folder;
  folder.put("decision.csv", figures());
  const auto less = report::sections::decision(folder.inputs());
  REQUIRE(less);
  CHECK_FALSE(has_figure(*less, "decision-saving"));
  CHECK_FALSE(has_figure(*less, "decision-plane-years"));
  CHECK(has_figure(*less, "decision-acceptability-years"));
  CHECK(holds(less->paragraphs[0], "chance alone"));
  folder.manifest["run"] = "parameters drawn";
  CHECK(holds(report::sections::decision(folder.inputs())->paragraphs[0], "every uncertain number"));
}
