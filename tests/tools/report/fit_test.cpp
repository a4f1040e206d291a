#include "tests/tools/report/hand_made_folder.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace report;

namespace {

const std::string head = "quantity,kind,unit,target,low,high,n,mean,ci_low,ci_high,p05,p50,p95,verdict,source,note\n";

Section of(const std::string& rows) {
  const HandMadeFolder folder;
  folder.put("validation.csv", head + rows);
  return *sections::fit(folder.inputs());
}

}  // namespace

TEST_CASE("the fit counts what is met and missed by kind, and names what is missed") {
  const Section section =
      of("calls,fit,calls,200,180,220,10,190,189,191,1,2,3,within,a source,\n"
         "arrests,hold-out,arrests,100,90,110,10,120,119,121,1,2,3,above,another,a note\n"
         "deaths,hold-out,deaths,0,0,1,10,0.5,0.4,0.6,1,2,3,within,another,\n"
         "known,unmatched,x,5,,,10,6,5.5,6.5,1,2,3,above,s,\n"
         "saving,prediction,£,7,,,10,1,0.5,1.5,1,2,3,below,s,\n"
         "people,slope,a year,0,,,10,1,0.5,1.5,1,2,3,nil,s,\n"
         "childrens_assessment,slope,a year,0,,,10,1,0.5,1.5,1,2,3,rising,s,\n");
  const Figure figure = figure_of(section, "fit-targets");
  CHECK(is_whole(figure));
  CHECK(figure.title == "Met: 1 of 1 targets fitted to and 1 of 2 held out");
  REQUIRE(figure.table.rows.size() == 5);  // slopes are no targets
  CHECK(number(figure.table, 0, "mean") == 190);
  CHECK(number(figure.table, 0, "relative") == 0.95);
  CHECK(number(figure.table, 0, "relative_from") == 0.9);
  CHECK(std::isnan(number(figure.table, 2, "relative")));
  CHECK(text(figure.table, 3, "kind") == "not matched");
  CHECK(text(figure.table, 4, "kind") == "the plan's figure");
  CHECK(section.paragraphs.at(1) == "Missed: arrests (above).");
  CHECK(holds(section.paragraphs.at(2), "other: known."));
  CHECK(holds(section.paragraphs.at(3), "Of 2 quantities"));
  CHECK(holds(section.paragraphs.at(3), "one does: children's assessment (rising)."));
}

TEST_CASE("what could not be judged is neither met nor missed") {
  const Section section = of("wait,theory,time,4,,,1,4.2,,,4.2,4.2,4.2,not judged,formula,\n");
  CHECK(figure_of(section, "fit-targets").title == "No target could be judged");
}

TEST_CASE("without targets there is no fit") {
  const HandMadeFolder folder;
  CHECK_FALSE(sections::fit(folder.inputs()).has_value());
  folder.put("validation.csv", head);
  CHECK_FALSE(sections::fit(folder.inputs()).has_value());
}
