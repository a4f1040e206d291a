#include "tools/report/attach.hpp"

#include "tests/tools/report/hand_made_folder.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/sections/sweep_figures.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <string>

namespace {

namespace fs = std::filesystem;

/// A sweep of one amount in which option 2 and option 1 change places.
void fill_sweep(HandMadeFolder& sweep) {
  sweep.manifest["points"] = 3;
  sweep.manifest["title"] = "Switching value: the delay";
  sweep.manifest["replications"] = {{"asked", 30}, {"done", 30}};
  sweep.put("sweep.yaml", "title: x\npurpose: How long a hand-off may take.\n");
  sweep.put("sensitivity.csv",
            "analysis,system,compared,metric,factor,statistic,value,ci_low,ci_high,label,level\n"
            "overtaking,option_2,difference to option_1,net_saving,delay,value,4.5,4,5.25,,4.5 days\n"
            "overtaking,option_2,difference to option_1,net_saving,delay,share_that_cross,0.99,,,,\n"
            "overtaking,option_2,difference to option_1,incidents,delay,value,,,,,no crossing within the range\n"
            "switching_value,option_1,difference to the baseline,net_saving,delay,value,9.25,,,,9.25 days\n");
  sweep.put(
      "differences.csv",
      "point,delay,system,area,metric,unit,n,mean,ci_low,ci_high,p05,p50,p95\n"
      "0,2 days,option_1,a,net_saving,£,10,100,50,150,0,0,0\n0,2 days,option_2,a,net_saving,£,10,300,250,350,0,0,0\n"
      "1,5 days,option_1,a,net_saving,£,10,20,-50,90,0,0,0\n1,5 days,option_2,a,net_saving,£,10,10,-60,80,0,0,0\n"
      "2,9 days,option_1,a,net_saving,£,10,-90,-150,-30,0,0,0\n2,9 "
      "days,option_2,a,net_saving,£,10,-200,-260,-140,0,0,0\n");
  sweep.put("summary.csv", "point,delay,system,area,metric,unit,n,mean,ci_low,ci_high,p05,p50,p95\n");
  sweep.inputs();  // writes the manifest
}

std::string refusal(const HandMadeFolder& run, const HandMadeFolder& sweep) {
  run.inputs();
  sweep.inputs();
  try {
    report::attach_sweep(run.path(), sweep.path());
  } catch (const results::StoreError& error) { return error.what(); }
  return "";
}

}  // namespace

TEST_CASE("a sweep is copied into the run's folder, and a report shows it again") {
  HandMadeFolder run, sweep;
  fill_sweep(sweep);
  const report::Inputs before = run.inputs();
  CHECK_FALSE(report::sections::sensitivity(before));
  const fs::path copy = report::attach_sweep(run.path(), sweep.path());
  CHECK(copy == run.path() / "sweeps" / "switching-value-the-delay");
  CHECK(content_of(copy / "sensitivity.csv") == content_of(sweep.path() / "sensitivity.csv"));
  CHECK_FALSE(fs::exists(copy / "scenario.yaml"));

  const auto section = report::sections::sensitivity(report::Inputs(run.path()));
  REQUIRE(section);
  CHECK(holds(section->paragraphs[0], "How long a hand-off may take."));
  CHECK(holds(section->paragraphs[0], "Three design points"));
  for (const report::Figure& figure : section->figures) CHECK_MESSAGE(is_whole(figure), figure.id);
  const report::Figure& places = figure_of(*section, "sweep-switching-value-the-delay-switching");
  REQUIRE(places.table.rows.size() == 3);
  CHECK(number(places.table, 0, "value") == 4.5);
  CHECK(number(places.table, 0, "value_high") == 5.25);
  CHECK(number(places.table, 0, "share") == 0.99);
  CHECK(text(places.table, 1, "level") == "no crossing within the range");
  CHECK(std::isnan(number(places.table, 1, "value")));
  CHECK(holds(places.title, "change places by net saving at 4.5"));

  const report::Figure& lines = figure_of(*section, "sweep-switching-value-the-delay-outcome-net-saving");
  CHECK(lines.chart->kind == "lines");
  CHECK(lines.chart->channels.at("x_axis") == "Delay, days");
  CHECK(number(lines.table, 2, "x") == 5);
  CHECK(number(lines.table, 4, "mean") == -90);
  CHECK(holds(lines.title, "under option 1 clearly more at one and less at one of three points tried"));
}

TEST_CASE("a sweep of the same title takes the place of the one before") {
  HandMadeFolder run, sweep;
  fill_sweep(sweep);
  run.inputs();
  const fs::path copy = report::attach_sweep(run.path(), sweep.path());
  sweep.put("sensitivity.csv", "analysis,system,compared,metric,factor,statistic,value,ci_low,ci_high,label,level\n");
  CHECK(report::attach_sweep(run.path(), sweep.path()) == copy);
  CHECK(report::attached_sweeps(report::Inputs(run.path())).size() == 1);
  CHECK(report::attached_sweeps(report::Inputs(run.path()))[0].sensitivity->size() == 0);
}

TEST_CASE("what is no finished sweep of the same model and baseline is not attached") {
  HandMadeFolder run, sweep;
  fill_sweep(sweep);
  CHECK(holds(refusal(run, run), "the results of a run, not of a sweep"));
  CHECK(holds(refusal(sweep, sweep), "the results of a sweep, to which no sweep can be attached"));
  {
    HandMadeFolder other;
    fill_sweep(other);
    other.manifest["model"] = "network";
    CHECK(holds(refusal(run, other), "a sweep of the model network"));
  }
  {
    HandMadeFolder other;
    fill_sweep(other);
    other.manifest["baseline"] = "option_1";
    CHECK(holds(refusal(run, other), "a sweep with the baseline option_1"));
  }
  {
    HandMadeFolder other;
    fill_sweep(other);
    other.manifest["complete"] = false;
    CHECK(holds(refusal(run, other), "an unfinished sweep"));
  }
  CHECK_FALSE(fs::exists(run.path() / "sweeps"));
  CHECK(refusal(run, sweep).empty());
}

TEST_CASE("a sweep of another scenario is shown with a word on it") {
  HandMadeFolder run, sweep;
  fill_sweep(sweep);
  sweep.put("scenario.yaml", "title: Another\n");
  sweep.manifest["scenario"]["sha256"] = results::sha256("title: Another\n");
  sweep.inputs();
  run.inputs();
  report::attach_sweep(run.path(), sweep.path());
  const auto section = report::sections::sensitivity(report::Inputs(run.path()));
  CHECK(holds(section->paragraphs[0], "its scenario is not in every entry the one of this run"));
}

TEST_CASE("a sweep's own folder shows that sweep") {
  HandMadeFolder sweep;
  fill_sweep(sweep);
  const auto section = report::sections::sensitivity(report::Inputs(sweep.path()));
  REQUIRE(section);
  CHECK(has_figure(*section, "sweep-switching-value-the-delay-switching"));
}

TEST_CASE("one thing at a time is drawn as swings, the largest first") {
  HandMadeFolder run, sweep;
  fill_sweep(sweep);
  std::string csv = "analysis,system,compared,metric,factor,statistic,value,ci_low,ci_high,label,level\n";
  const auto bar = [&](const std::string& factor, double lowest, double highest, double swing) {
    const std::string head = "tornado,option_1,difference to the baseline,net_saving," + factor + ",";
    csv += head + "base,100,,,,\n" + head + "lowest," + std::to_string(lowest) + ",,,,\n" + head +
           "level_at_lowest,1,,,,1 day\n" + head + "highest," + std::to_string(highest) + ",,,,\n" + head +
           "level_at_highest,3,,,,3 days\n" + head + "swing," + std::to_string(swing) + ",,,,\n";
  };
  bar("small", 90, 110, 20);
  bar("large", -50, 200, 250);
  bar("falling", 95, 105, -10);
  sweep.put("sensitivity.csv", csv);
  run.inputs();
  report::attach_sweep(run.path(), sweep.path());
  const auto section = report::sections::sensitivity(report::Inputs(run.path()));
  const report::Figure& swings = figure_of(*section, "sweep-switching-value-the-delay-swings-option-1");
  CHECK(is_whole(swings));
  CHECK(swings.title == "Option 1: net saving moves most with large; one of three things turn its sign in the mean");
  CHECK(text(swings.table, 0, "factor") == "large");
  CHECK(number(swings.table, 0, "swing") == 250);
  CHECK(text(swings.table, 0, "high") == "3 days");
  CHECK(text(swings.table, 2, "factor") == "falling");
  CHECK(number(swings.table, 2, "at_low") == 105);  // at the low end of what is changed
  CHECK(text(swings.table, 2, "low") == "3 days");
  CHECK(swings.chart->channels.at("base") == "100");
  CHECK_FALSE(has_figure(*section, "sweep-switching-value-the-delay-outcome-net-saving"));
}

TEST_CASE("a level is read with its unit, and a name is no number") {
  CHECK(report::sections::level_of("2 weeks").value == 2);
  CHECK(report::sections::level_of("2 weeks").unit == "weeks");
  CHECK(report::sections::level_of("£260000").value == 260000);
  CHECK(report::sections::level_of("£260000").unit == "£");
  CHECK(report::sections::level_of("0.15").unit.empty());
  CHECK(std::isnan(report::sections::level_of("waits").value));
  CHECK(std::isnan(report::sections::level_of("2nd").value));
}
