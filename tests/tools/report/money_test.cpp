#include "tests/tools/report/made_results.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <string>

namespace {

constexpr const char* by_agency =
    "comparison,agency,year,cost,benefit,cashable,net,net_p05,net_p95,cost_p05,cost_p95,benefit_p05,benefit_p95\n"
    "option_1 - base,police,2012-11-01,100.25,10,0,-90.25,-95,-85,99.25,101.25,8,12\n"
    "option_1 - base,police,2013-11-01,100,20,0,-80,-85,-75,99,101,18,22\n"
    "option_1 - base,police,,200.25,30,0,-170.25,-180,-160,199.25,201.25,28,32\n"
    "option_1 - base,health,2012-11-01,0,50,5,50,40,60,-1,1,48,52\n"
    "option_1 - base,health,2013-11-01,0,250,5,250,240,260,-1,1,248,252\n"
    "option_1 - base,health,,0,300,10,300,280,320,-1,1,298,302\n"
    "option_1 - base,dwp,,1,2,0,1,-5,7,0,2,0,4\n"
    "option_1 - base,all,2012-11-01,100.25,60,5,-40.25,-50,-30,99.25,101.25,58,62\n"
    "option_1 - base,all,2013-11-01,100,270,5,170,160,180,99,101,268,272\n"
    "option_1 - base,all,,200.25,330,10,129.75,110,150,199.25,201.25,328,332\n"
    "option_1 - base,society,,0,9999,0,9999,9000,11000,-1,1,9997,10001\n"
    "option_2 - option_1,police,,1,2,0,1,0,2,0,2,0,4\n";

std::string summary(double mean, double low, double high) {
  const std::string head =
      "comparison,basis,discounting,figure,unit,n,mean,ci_low,ci_high,p05,p50,p95,ratio_of_means,share\n";
  std::string csv = head;
  for (const char* basis : {"as simulated", "corrected for optimism"})
    for (const char* discounting : {"none", "standard"}) {
      csv += fmt::format("option_1 - base,{},{},net present budget impact,£,10,{},{},{},-1,0,1,,1\n", basis,
                         discounting, mean, low, high);
      csv += fmt::format("option_1 - base,{},{},public value benefit-cost ratio,£ a £,10,9,8,10,7,9,11,2.42,0.9\n",
                         basis, discounting);
    }
  return csv;
}

std::string title_for(double mean, double low, double high) {
  HandMadeFolder folder;
  folder.put("cba_summary.csv", summary(mean, low, high));
  return figure_of(*report::sections::money(folder.inputs()), "money-summary").title;
}

}  // namespace

TEST_CASE("money: who gains and who pays is told by what nine in ten replications say") {
  HandMadeFolder folder;
  folder.put("cba_by_agency_year.csv", by_agency);
  const auto section = report::sections::money(folder.inputs());
  REQUIRE(section);
  const report::Figure& figure = figure_of(*section, "money-agencies");
  CHECK(is_whole(figure));
  CHECK(figure.follows == std::vector<std::string>{"year"});
  CHECK(figure.title == "Under option 1 health gains most (£300) and police pays most (£170)");
  CHECK(holds(figure.note, "Under option 1 one gains and one pays of three agencies."));
  REQUIRE(figure.table.rows.size() == 7);  // neither all together, nor society, nor option against option
  CHECK(number(figure.table, 0, "net") == -90.25);
  CHECK(text(figure.table, 2, "year").empty());
  const report::Figure& years = figure_of(*section, "money-years");
  CHECK(is_whole(years));
  CHECK(years.title == "Public benefits on average cover the cost in one of two years of option 1");
  bool has_all = false;
  for (std::size_t r = 0; r < years.table.rows.size(); ++r)
    has_all = has_all || (text(years.table, r, "agency").empty() && number(years.table, r, "amount") == 270);
  CHECK(has_all);
  CHECK(number(years.table, 0, "amount_low") == 99.25);  // of the police's cost
  CHECK(number(years.table, 1, "amount_high") == 12);    // and benefit
  CHECK(years.chart->channels.at("low") == "amount_low");
}

TEST_CASE("money: payback adds the years up, with a band where there are values by replication") {
  HandMadeFolder folder;
  folder.put("cba_by_agency_year.csv", by_agency);
  const auto mean_only = report::sections::money(folder.inputs());
  const report::Figure& plain = figure_of(*mean_only, "money-payback");
  REQUIRE(plain.table.rows.size() == 3);
  CHECK(number(plain.table, 0, "net") == 0);
  CHECK(number(plain.table, 1, "net") == -40.25);
  CHECK(number(plain.table, 2, "net") == 129.75);
  CHECK(std::isnan(number(plain.table, 2, "net_low")));
  CHECK(holds(plain.note, "no band"));

  folder.put("samples.csv",
             "replication,system,net.2012-11-01,net.2013-11-01\n"
             "0,base,0,0\n0,option_1,-40,100\n1,base,0,0\n1,option_1,-60,50\n");
  const auto with_band = report::sections::money(folder.inputs());
  const report::Figure& band = figure_of(*with_band, "money-payback");
  CHECK(is_whole(band));
  CHECK(number(band.table, 1, "net_low") == doctest::Approx(-59));
  CHECK(number(band.table, 2, "net_low") == doctest::Approx(-10 + 0.05 * 70));
  CHECK(number(band.table, 2, "net_high") == doctest::Approx(60 - 0.05 * 70));
  CHECK(holds(band.title, "saves net £130"));
  CHECK(holds(band.title, "50 % of replications are ahead at the end"));
}

TEST_CASE("money: what is saved, what is paid and what is not clear are three titles") {
  CHECK(holds(title_for(-500, -600, -400), "option 1 saves £500 (£400 to £600)"));
  CHECK(holds(title_for(500, 400, 600), "option 1 costs £500 (£400 to £600)"));
  CHECK(holds(title_for(-50, -200, 100), "option 1 makes no clear difference, £50 (-£100 to £200)"));
}

TEST_CASE("money: the table of figures holds plain, discounted and corrected values; ratios are those of means") {
  HandMadeFolder folder;
  folder.put("cba_summary.csv", summary(-500, -600, -400));
  const auto section = report::sections::money(folder.inputs());
  const report::Table& amounts = figure_of(*section, "money-summary").table;
  REQUIRE(amounts.rows.size() == 1);
  for (const char* key : {"plain", "discounted", "corrected"}) CHECK(number(amounts, 0, key) == -500);
  const report::Table& ratios = figure_of(*section, "money-ratios").table;
  CHECK(number(ratios, 0, "plain") == 2.42);
  CHECK(number(ratios, 0, "share") == 0.9);
  for (const report::Figure& figure : section->figures) CHECK_MESSAGE(is_whole(figure), figure.id);
}

TEST_CASE("money: the plan, the baseline's cost and the agreements are tables of their files") {
  HandMadeFolder folder;
  folder.put("plan.csv",
             "figure,plan,plan_high,unit,system,n,mean,ci_low,ci_high,p05,p95,share_reaching,source,remark\n"
             "net saving,7600000,,£,option_1,10,800000,700000,900000,0,2000000,0.1,LGA,undiscounted\n");
  folder.put("reconciliation.csv",
             "part,name,agency,kind,pounds_a_year,share,ci_low,ci_high\n"
             "line,refuge,housing,reactive,100,0.1,90,110\nline,care,council,preventive,900,0.9,850,950\n"
             "total,all lines,,,1000,1,960,1040\ntotal,reactive,,reactive,100,0.1,,\n"
             "counted,with 0 % counted,,,800,0.2,,\ncounted,with 100 % counted,,,1200,0.3,,\n");
  MadeResults()
      .add("base", "cost_outside_headline", 300, 280, 320, "£")
      .add("base", "cost_outside_headline", 100, 90, 110, "£", "2012-11-01")
      .add("base", "cost_outside_headline", 200, 190, 210, "£", "2013-11-01")
      .put(folder);
  folder.put("agreements.csv",
             "part,system,basis,party,quantity,year,unit,n,mean,p05,p95\n"
             "position,option_1,equal,police,contribution,,£,10,100,90,110\n"
             "position,option_1,equal,police,net,,£,10,-30,-40,-20\n"
             "position,option_1,equal,police,probability of gaining,,share of replications,10,0.2,,\n"
             "transfer,option_1,equal,all,possible,,1 if so,10,1,,\n"
             "transfer,option_1,equal,police,received,,£,10,30,,\n"
             "payment_by_results,option_1,equal,council,received,2012-11-01,£,10,5,1,9\n"
             "payment_by_results,option_1,equal,council,received,,£,10,-7,1,9\n"
             "payment_by_results,option_1,equal,council,probability of any payment,,share of replications,10,0.25,,\n");
  const auto section = report::sections::money(folder.inputs());
  REQUIRE(section);
  for (const report::Figure& figure : section->figures) CHECK_MESSAGE(is_whole(figure), figure.id);
  CHECK(figure_of(*section, "money-plan").title ==
        "The plan's net saving (£7.60m) is reached in 10 % of the replications of option 1");
  CHECK(number(figure_of(*section, "money-baseline").table, 0, "amount_low") == 850);
  CHECK(holds(figure_of(*section, "money-baseline").note, "Not in it: £150 (95 % interval £140 to £160) a year"));
  CHECK(holds(figure_of(*section, "money-baseline").title, "Base costs £1,000 a year, 10 % of it reactive"));
  CHECK(holds(figure_of(*section, "money-baseline").title, "the largest of two lines is care, £900"));
  CHECK(holds(figure_of(*section, "money-baseline-checks").title, "the cost is £800 to £1,200 a year"));
  CHECK(holds(figure_of(*section, "money-agreement").title, "none of one position gain"));
  CHECK(number(figure_of(*section, "money-agreement").table, 0, "contribution") == 100);
  CHECK(number(figure_of(*section, "money-agreement").table, 0, "gains") == 0.2);
  CHECK(holds(figure_of(*section, "money-transfers").title, "under option 1 £30 would have to change hands"));
  CHECK(figure_of(*section, "money-terms").title == "Payment by results: council loses £7 under option 1");
  CHECK(figure_of(*section, "money-terms-shares").title ==
        "Payment by results: council has a chance of any payment of 25 % under option 1");
  CHECK(number(figure_of(*section, "money-terms").table, 0, "amount") == 5);
  CHECK(number(figure_of(*section, "money-terms-shares").table, 0, "amount") == 0.25);
}

TEST_CASE("money: a plan that no replication reaches is said to be out of reach, one that some do in which") {
  const auto title = [](const std::string& first, const std::string& second) {
    HandMadeFolder folder;
    folder.put("plan.csv",
               "figure,plan,plan_high,unit,system,n,mean,ci_low,ci_high,p05,p95,share_reaching,source,remark\n"
               "net saving,7600000,,£,option_1,10,8,7,9,0,2," +
                   first + ",LGA,\n" + "net saving,7600000,,£,option_2,10,8,7,9,0,2," + second + ",LGA,\n");
    return figure_of(*report::sections::money(folder.inputs()), "money-plan").title;
  };
  CHECK(title("0", "0") == "No replication of option 1 or option 2 reaches the plan's net saving (£7.60m)");
  CHECK(title("0", "0.2") ==
        "The plan's net saving (£7.60m) is reached in 20 % of the replications of option 2, in no replication of "
        "option 1");
}

TEST_CASE("money: nothing of an unpriced run") { CHECK_FALSE(report::sections::money(HandMadeFolder().inputs())); }
