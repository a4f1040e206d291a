#include "tests/tools/report/made_results.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace report;

namespace {

struct Saving {
  double mean, low, high;
};

void put_savings(const HandMadeFolder& folder, Saving first, Saving second) {
  MadeResults()
      .add("base", "net_saving", 0, 0, 0, "£")
      .add("option_1", "net_saving", first.mean, first.low, first.high, "£")
      .add("option_2", "net_saving", second.mean, second.low, second.high, "£")
      .add("option_1", "net_saving", first.mean / 2, first.low / 2, first.high / 2, "£", "2014-11-01")
      .differ("option_1", "net_saving", first.mean, first.low, first.high, "£")
      .put(folder);
}

std::string title_for(Saving first, Saving second) {
  const HandMadeFolder folder;
  put_savings(folder, first, second);
  return figure_of(*sections::headline(folder.inputs()), "net-saving").title;
}

std::string all_of(const Section& section) {
  std::string all;
  for (const std::string& paragraph : section.paragraphs) all += paragraph + "\n";
  return all;
}

constexpr const char* decisions =
    "part,system,quantity,of,at,unit,n,value,ci_low,ci_high,holds\n"
    "probability,option_1,saves,net_saving,,share of replications,10,0.8,0.7,0.9,chance only\n"
    "probability,option_1,reaches the plan,net_saving,7600000,share of replications,10,0.25,0.1,0.4,chance only\n"
    "choice,option_1,best,net_saving,,share of replications,10,0.6,0.5,0.7,chance only\n";

}  // namespace

TEST_CASE("the headline's title says who saves, who costs more, and who shows no clear difference") {
  CHECK(title_for({800e3, 700e3, 900e3}, {1.3e6, 1.2e6, 1.4e6}) ==
        "Public money is saved by option 1 (£800,000) and option 2 (£1.30m)");
  CHECK(title_for({-800e3, -900e3, -700e3}, {1.3e6, 1.2e6, 1.4e6}) ==
        "Public money is saved by option 2 (£1.30m); more is spent by option 1 (£800,000)");
  CHECK(title_for({800e3, -1, 900e3}, {1.3e6, 1.2e6, 1.4e6}) ==
        "Public money is saved by option 2 (£1.30m); no clear saving or loss by option 1");
  CHECK(title_for({1, -1, 2}, {-1, -2, 1}) == "No clear saving or loss by option 1 and option 2");
  CHECK(title_for({5, none, none}, {7, none, none}) == "Net saving in one replication: option 1 £5 and option 2 £7");
}

TEST_CASE("the headline's numbers are those of the files") {
  const HandMadeFolder folder;
  put_savings(folder, {813412.5, 700000.25, 926824.75}, {1, -2, 3});
  folder.put("decision.csv", decisions);
  const Figure figure = figure_of(*sections::headline(folder.inputs()), "net-saving");
  CHECK(is_whole(figure));
  const Table& t = figure.table;
  CHECK(text(t, 0, "system") == "option 1");
  CHECK(number(t, 0, "mean") == 813412.5);
  CHECK(number(t, 0, "ci_low") == 700000.25);
  CHECK(number(t, 0, "ci_high") == 926824.75);
  CHECK(number(t, 0, "p05") == 813407.5);
  CHECK(number(t, 0, "saves") == 0.8);
  CHECK(number(t, 0, "plan") == 7600000);
  CHECK(number(t, 0, "reaches") == 0.25);
  CHECK(text(t, 2, "year") == "2014-11-01");
  CHECK(number(t, 2, "mean") == 406706.25);
  CHECK(figure.chart->channels.at("target_low") == "plan");
}

TEST_CASE("the headline says how sure it is, and of what") {
  HandMadeFolder folder;
  put_savings(folder, {813412.5, 700000.25, 926824.75}, {1, -2, 3});
  folder.put("decision.csv", decisions);
  const std::string chance = all_of(*sections::headline(folder.inputs()));
  CHECK(holds(chance, "Option 1 saves £813,000 (95 % interval £700,000 to £927,000) of public money"));
  CHECK(holds(chance,
              "saves public money in 80.0 % (95 % interval 70.0 % to 90.0 %) of replications and is the best of the "
              "three in 60.0 %"));
  CHECK(holds(chance, "The plan's figure, £7.60m, is reached in 25 %"));
  CHECK(holds(chance, "Option 2 shows no clear saving or loss"));
  CHECK(holds(chance, "chance only"));
  folder.manifest["run"] = "parameters drawn";
  const std::string drawn = all_of(*sections::headline(folder.inputs()));
  CHECK_FALSE(holds(drawn, "chance only"));
  CHECK(holds(drawn, "Every uncertain number was drawn anew"));
}

TEST_CASE("which of two options is ahead has the sign of money, not of the budget") {
  // A budget impact of -500,000 of option 2 less option 1: option 2 costs less.
  const auto said = [](double mean, double low, double high) {
    const HandMadeFolder folder;
    put_savings(folder, {800e3, 700e3, 900e3}, {1.3e6, 1.2e6, 1.4e6});
    folder.put("cba_summary.csv",
               fmt::format("comparison,basis,discounting,figure,unit,n,mean,ci_low,ci_high,p05,p50,p95\n"
                           "option_2 - option_1,as simulated,none,net present budget impact,£,10,{},{},{},0,0,0\n",
                           mean, low, high));
    return all_of(*sections::headline(folder.inputs()));
  };
  CHECK(holds(said(-500000, -600000, -400000),
              "option 2 comes out £500,000 (95 % interval £400,000 to £600,000) ahead of option 1"));
  CHECK(holds(said(-5000, -60000, 50000), "Between option 2 and option 1 there is no clear difference"));
}

TEST_CASE("who gains and who pays leaves out what is no agency and what is unclear") {
  const HandMadeFolder folder;
  put_savings(folder, {800e3, 700e3, 900e3}, {1, -2, 3});
  folder.put("cba_by_agency_year.csv",
             "comparison,agency,year,cost,benefit,cashable,net,net_p05,net_p95\n"
             "option_1 - base,police,,2,1,0,-1000,-2000,-500\n"
             "option_1 - base,police,2014-11-01,2,1,0,99999,90000,99999\n"
             "option_1 - base,health,,1,2,0,2000,1000,3000\n"
             "option_1 - base,housing,,1,2,0,20,-1000,3000\n"
             "option_1 - base,all,,3,3,0,1000,500,3000\n"
             "option_1 - base,society,,0,3,0,5000,500,9000\n");
  const std::string text = all_of(*sections::headline(folder.inputs()));
  CHECK(holds(
      text,
      "Under option 1, with each agency paying what its own lines cost: gains for health (£2,000); costs for "
      "police (£1,000); no clear gain or cost for housing (£20; -£1,000 to £3,000 in nine replications of ten)."));
}

TEST_CASE("what becomes of victims is told in per cent of the baseline, and by what the intervals show") {
  const HandMadeFolder folder;
  MadeResults()
      .add("base", "incidents", 200, 190, 210)
      .add("base", "harm_days", 1000, 900, 1100)
      .add("option_1", "incidents", 190, 180, 200)
      .add("option_1", "incidents_averted", 15, 14, 16)
      .add("option_1", "incidents_added", 5, 4, 6)
      .differ("option_1", "incidents", -10, -12, -8)
      .differ("option_1", "harm_days", 5, -8, 18)
      .put(folder);
  const Section section = *sections::headline(folder.inputs());
  const Figure figure = figure_of(section, "for-victims");
  CHECK(is_whole(figure));
  CHECK(figure.title ==
        "Fewer incidents of abuse under option 1 (190) than under base (200); no clear difference under option 2");
  CHECK(number(figure.table, 0, "mean") == -10);
  CHECK(number(figure.table, 0, "change") == -0.05);
  CHECK(number(figure.table, 0, "change_low") == -0.06);
  const std::string text = all_of(section);
  CHECK(holds(text, "option 1 averts 15 incidents that happen under base and sees 5 that do not"));
  CHECK(holds(text, "No clear difference in days of harm"));
  CHECK(holds(text, "Nothing is priced"));
}

TEST_CASE("one system has nothing to be compared with, and a run that was stopped says so") {
  HandMadeFolder folder({"base"});
  folder.manifest["complete"] = false;
  folder.manifest["replications"] = {{"asked", 10}, {"done", 4}};
  MadeResults().add("base", "incidents", 200, 190, 210).put(folder);
  const Section section = *sections::headline(folder.inputs());
  CHECK(holds(all_of(section), "One system was simulated, base: there is nothing here to compare it with."));
  CHECK(holds(all_of(section), "4 of 10 replications were done"));
  CHECK(section.figures.empty());
}

TEST_CASE("the headline counts the local targets that are missed") {
  const HandMadeFolder folder;
  put_savings(folder, {1, -1, 2}, {1, -1, 2});
  folder.put("validation.csv",
             "quantity,kind,unit,target,low,high,n,mean,ci_low,ci_high,p05,p50,p95,verdict,source,note\n"
             "a,fit,x,1,0,2,10,1,1,1,1,1,1,within,s,\nb,hold-out,x,1,0,2,10,3,3,3,3,3,3,above,s,\n"
             "c,unmatched,x,1,,,10,3,3,3,3,3,3,above,s,\n");
  CHECK(holds(all_of(*sections::headline(folder.inputs())), "misses one of the two figures that it is held against"));
}
