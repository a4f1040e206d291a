#include "tests/tools/report/hand_made_folder.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <optional>
#include <string>

namespace {

constexpr const char* header =
    "measure,area,project,metric,unit,system,n,mean,ci_low,ci_high,difference,difference_ci_low,difference_ci_high,"
    "better,direction,grade,note,source\n";

/// Three measures: fewer calls is better and found; more help is worse; nothing is said of the third.
std::string three() {
  return std::string(header) +
         "Calls,Crime,Safer,calls,calls a year,base,10,200,190,210,,,,lower,,5,\"a note, with a comma\",plan\n"
         "Calls,Crime,Safer,calls,calls a year,option_1,10,150,140,160,-50,-60,-40,lower,better,5,note,plan\n"
         "Help,Health,Well,help,people a year,base,10,0,0,0,,,,higher,,6,,plan\n"
         "Help,Health,Well,help,people a year,option_1,10,-4,-5,-3,-4,-5,-3,higher,worse,6,,plan\n"
         "Care,Children,Well,care,children a year,base,10,40,38,42,,,,lower,,5,,plan\n"
         "Care,Children,Well,care,children a year,option_1,10,41,38,44,1,-2,4,lower,no clear change,5,,plan\n";
}

}  // namespace

TEST_CASE("outcomes: the title counts the measures that went each way, and the table holds the file's numbers") {
  HandMadeFolder folder({"base", "option_1"});
  folder.put("outcomes.csv", three());
  const auto section = report::sections::outcomes(folder.inputs());
  REQUIRE(section);
  const report::Figure& figure = figure_of(*section, "outcomes-framework");
  CHECK(is_whole(figure));
  CHECK(figure.title == "Option 1: one of three measures better, one worse (help), one without a clear difference");
  REQUIRE(figure.table.rows.size() == 3);
  CHECK(number(figure.table, 0, "difference") == -50);
  CHECK(number(figure.table, 0, "relative") == doctest::Approx(-0.25));
  CHECK(number(figure.table, 0, "relative_low") == doctest::Approx(-0.3));
  CHECK(text(figure.table, 2, "direction") == "no clear change");
  // nothing to be relative to under the baseline: not drawn, and said
  CHECK(std::isnan(number(figure.table, 1, "relative")));
  CHECK(holds(figure.note, "One line has no dot"));
}

TEST_CASE("outcomes: better, worse and unclear are told from the direction that was found, not from the sign") {
  HandMadeFolder folder({"base", "option_1"});
  std::string all_better = three(), all_unclear = three();
  for (const char* word : {",worse,", ",no clear change,"})
    all_better.replace(all_better.find(word, std::string(header).size()), std::string(word).size(), ",better,");
  for (const char* word : {",better,", ",worse,"})
    all_unclear.replace(all_unclear.find(word, std::string(header).size()), std::string(word).size(),
                        ",no clear change,");
  folder.put("outcomes.csv", all_better);
  const auto better = report::sections::outcomes(folder.inputs());
  CHECK(better->figures[0].title ==
        "Option 1: three of three measures better, none worse, none without a clear difference");
  folder.put("outcomes.csv", all_unclear);
  const auto unclear = report::sections::outcomes(folder.inputs());
  CHECK(unclear->figures[0].title ==
        "Option 1: none of three measures better, none worse, three without a clear difference");
}

TEST_CASE("outcomes: one replication is not judged, one system has no differences, no file has no section") {
  HandMadeFolder one_replication({"base", "option_1"});
  one_replication.put("outcomes.csv",
                      std::string(header) +
                          "Calls,Crime,Safer,calls,calls,base,1,200,,,,,,lower,,5,,plan\n"
                          "Calls,Crime,Safer,calls,calls,option_1,1,150,,,-50,,,lower,not judged,5,,plan\n");
  CHECK(holds(report::sections::outcomes(one_replication.inputs())->figures[0].title, "one replication"));
  HandMadeFolder one_system({"base"});
  one_system.put("outcomes.csv",
                 std::string(header) + "Calls,Crime,Safer,calls,calls,base,10,200,190,210,,,,lower,,5,,plan\n");
  const auto alone = report::sections::outcomes(one_system.inputs());
  CHECK(holds(alone->figures[0].title, "one system"));
  CHECK_FALSE(alone->figures[0].chart);
  CHECK(number(alone->figures[0].table, 0, "level") == 200);
  CHECK_FALSE(report::sections::outcomes(HandMadeFolder().inputs()));
}

TEST_CASE("claims: a fall before and after is larger than what is added only where the intervals lie apart") {
  const std::string head =
      "claim,title,system,claimed,n,people,before,before_unit,naive,naive_ci_low,naive_ci_high,without,without_ci_low,"
      "without_ci_high,effect,effect_ci_low,effect_ci_high,explained,sentence,note,source\n";
  HandMadeFolder folder({"base", "option_1"});
  folder.put(
      "claims.csv",
      head +
          "a,arrests,option_1,-0.35,10,80,0.6,a person,-0.8,-0.82,-0.78,-0.7,-0.72,-0.68,-0.17,-0.2,-0.1,0.9,"
          "Most would have come.,,case study\n"
          "b,calls,option_1,,10,80,0.6,a person,-0.3,-0.4,-0.1,-0.1,-0.2,0,-0.2,-0.35,-0.05,0.3,Some.,,case study\n");
  const auto section = report::sections::outcomes(folder.inputs());
  REQUIRE(section);
  const report::Figure& claims = figure_of(*section, "outcomes-claims");
  CHECK(is_whole(claims));
  CHECK(claims.title ==
        "The fall from before to after is clearly larger than what the system adds in one of two comparisons");
  REQUIRE(claims.table.rows.size() == 7);  // three of each, and what was reported of one
  CHECK(text(claims.table, 0, "quantity") == "as reported, to compare with");
  CHECK(number(claims.table, 0, "change") == -0.35);
  CHECK(number(claims.table, 3, "change_high") == -0.1);
  const report::Figure& explained = figure_of(*section, "outcomes-claims-explained");
  CHECK(is_whole(explained));
  CHECK(explained.title == "In one of two comparisons more than half of the fall would have come anyway");
}
