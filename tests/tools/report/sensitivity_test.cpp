#include "tests/tools/report/hand_made_folder.hpp"
#include "tools/report/influence.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace {

constexpr int draws = 60;

/// Draws in which the saving falls as `matters` rises, and `noise` says nothing of it; option 2 saves the same always.
void fill(HandMadeFolder& folder, int n) {
  folder.manifest["run"] = "parameters drawn";
  std::map<std::string, std::vector<double>> drawn;
  std::string csv = "replication,system,net_saving\n";
  for (int r = 0; r < n; ++r) {
    const double x = (7 * r) % n;
    drawn["systems.option_1.services.desk.matters"].push_back(x);
    drawn["noise"].push_back((r * 31) % 17);
    drawn["fixed"].push_back(3);
    csv += fmt::format("{0},base,0\n{0},option_1,{1}\n{0},option_2,5\n", r, -1000 * x);
  }
  folder.put("samples.csv", csv);
  scenario::Assumption a{};
  a.path = "systems.option_1.services.desk.matters";
  a.description = "what matters";
  a.unit = scenario::Unit::duration;
  folder.put_store({a}, drawn, static_cast<std::size_t>(n));
}

}  // namespace

TEST_CASE("influence: the number that the saving follows stands out, and noise does not") {
  HandMadeFolder folder;
  fill(folder, draws);
  const report::Inputs inputs = folder.inputs();
  const report::Influences found = report::influences(inputs);
  CHECK(found.draws == draws);
  CHECK(found.numbers == 2);  // what does not vary is no number to look at
  REQUIRE(!found.all.empty());
  const report::Influence& first = found.all.front();
  CHECK(first.system == "option_1");
  CHECK(first.path == "systems.option_1.services.desk.matters");
  CHECK(first.rank == doctest::Approx(-1));
  CHECK(first.stands_out());
  CHECK(first.low == doctest::Approx(5.5));  // mean of 0 .. 11
  CHECK(first.at_low == doctest::Approx(-5500));
  CHECK(first.at_high == doctest::Approx(-53500));
  for (const report::Influence& i : found.all)
    if (i.path == "noise") CHECK_FALSE(i.stands_out());
}

TEST_CASE("influence: p is made larger for all that is looked at together") {
  HandMadeFolder folder({"base", "option_1"});
  folder.manifest["run"] = "parameters drawn";
  std::map<std::string, std::vector<double>> drawn;
  std::string csv = "replication,system,net_saving\n";
  for (int r = 0; r < draws; ++r) {
    csv += fmt::format("{0},base,0\n{0},option_1,{0}\n", r);
    // a correlation that by itself would be called clear, once among very many numbers
    drawn["weak"].push_back((r * 37) % 60 + 0.3 * r);
    for (int k = 0; k < 200; ++k) drawn[fmt::format("noise{}", k)].push_back((r * (2 * k + 7)) % 59);
  }
  folder.put("samples.csv", csv);
  folder.put_store({}, drawn, draws);
  const report::Inputs inputs = folder.inputs();
  const report::Influences found = report::influences(inputs);
  CHECK(found.all.size() > 150);
  std::size_t seen = 0;
  for (const report::Influence& i : found.all)
    if (i.path == "weak") {
      ++seen;
      CHECK(i.rank_low > 0);  // its own interval leaves 0 out
      CHECK_FALSE(i.stands_out());
    }
  CHECK(seen == 1);
}

TEST_CASE("sensitivity: a tornado for each option, which says whether anything stands out") {
  HandMadeFolder folder;
  fill(folder, draws);
  const auto section = report::sections::sensitivity(folder.inputs());
  REQUIRE(section);
  const report::Figure& one = figure_of(*section, "sensitivity-option-1");
  CHECK(is_whole(one));
  CHECK(one.title ==
        "The net saving of option 1 clearly goes with one of two uncertain numbers, most with option 1: "
        "desk, matters");
  CHECK(text(one.table, 0, "about") == "what matters");
  CHECK(text(one.table, 0, "unit") == "days");
  CHECK(text(one.table, 0, "stands_out") == "yes");
  CHECK_FALSE(has_figure(*section, "sensitivity-option-2"));  // it does not vary, and goes with nothing
}

TEST_CASE("sensitivity: with too few draws it says so, by chance only there is nothing") {
  HandMadeFolder few;
  fill(few, 20);
  const auto section = report::sections::sensitivity(few.inputs());
  REQUIRE(section);
  CHECK(section->figures.empty());
  CHECK(holds(section->paragraphs[0], "too few replications"));
  HandMadeFolder chance;
  fill(chance, draws);
  chance.manifest["run"] = "chance only";
  CHECK_FALSE(report::sections::sensitivity(chance.inputs()));
}

TEST_CASE("sensitivity: the worth of single numbers is what decision.csv says") {
  HandMadeFolder folder;
  folder.put("decision.csv",
             "part,system,quantity,of,at,unit,n,value,ci_low,ci_high,holds\n"
             "information,,perfect,net_saving,,£,10,100,50,150,parameters drawn\n"
             "information,,abuse.rate,net_saving,,£,10,40,10,70,parameters drawn\n"
             "information,,abuse.trust,public_value,,£,10,4,0,9,parameters drawn\n");
  const auto section = report::sections::sensitivity(folder.inputs());
  REQUIRE(section);
  const report::Figure& worth = figure_of(*section, "sensitivity-worth");
  CHECK(is_whole(worth));
  REQUIRE(worth.table.rows.size() == 2);
  CHECK(number(worth.table, 0, "worth") == 40);
  CHECK(holds(worth.title, "learning one alone would clearly be worth something"));
}

TEST_CASE("a path is read as words, without what every system has") {
  CHECK(report::path_in_words("systems.option_1.services.idva.capacity.fte") == "option 1: IDVA, capacity, fte");
  CHECK(report::path_in_words("abuse.trust.loss") == "abuse, trust, loss");
  CHECK(report::path_in_words("x") == "x");
  CHECK(report::path_in_words("") == "");
}
