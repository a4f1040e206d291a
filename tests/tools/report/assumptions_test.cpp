#include "tests/tools/report/hand_made_folder.hpp"
#include "tools/report/sections/sections.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace {

scenario::Assumption of(const std::string& path, const std::string& description, double value,
                        const std::string& source, const std::string& status, std::optional<int> grade) {
  scenario::Assumption a{};
  a.path = path;
  a.description = description;
  a.unit = scenario::Unit::share;
  a.value = value;
  a.source = source;
  a.status = status;
  a.grade = grade;
  return a;
}

std::vector<scenario::Assumption> log() {
  return {of("a.counted", "counted", 0.5, "register", "documented", 2),
          of("systems.x.services.desk.guess", "a guess", 0.1, "assumed", "assumed", 6),
          of("systems.y.services.desk.guess", "a guess", 0.3, "assumed", "assumed", 6),
          of("targets.0.value", "what was observed", 7, "", "", std::nullopt),
          of("b.bare", "nothing said of it", 1, "", "", std::nullopt),
          of("c.judged", "judged", 0.2, "<script>alert(1)</script>", "inferred", 5)};
}

}  // namespace

TEST_CASE("assumptions: equal numbers share a line, and the weakest comes first") {
  HandMadeFolder folder;
  folder.put_store(log(), {}, 1);
  const auto section = report::sections::assumptions(folder.inputs());
  REQUIRE(section);
  for (const report::Figure& figure : section->figures) CHECK_MESSAGE(is_whole(figure), figure.id);
  const report::Table& table = figure_of(*section, "assumptions-log").table;
  REQUIRE(table.rows.size() == 5);
  CHECK(text(table, 0, "number") == "Nothing said of it (b, bare)");
  CHECK(text(table, 0, "status") == "none given");
  CHECK(text(table, 1, "number") == "A guess (x: desk, guess), and 1 more");
  CHECK(number(table, 1, "count") == 2);
  CHECK(number(table, 1, "least") == 0.1);
  CHECK(number(table, 1, "most") == 0.3);
  CHECK(text(table, 2, "source") == "<script>alert(1)</script>");  // as it stands: the page escapes it
  CHECK(text(table, 3, "status") == "documented");
  CHECK(std::isnan(number(table, 3, "most")));
  CHECK(text(table, 4, "status") == "observed, to compare with");
  CHECK(holds(figure_of(*section, "assumptions-log").note, "is not known here"));
  const report::Figure& counts = figure_of(*section, "assumptions-counts");
  CHECK(counts.title == "Of 5 numbers 40 % are assumed, and 40 % rest on the weakest grade of evidence");
  double all = 0;
  for (std::size_t r = 0; r < counts.table.rows.size(); ++r) all += number(counts.table, r, "numbers");
  CHECK(all == 6);
}

TEST_CASE("assumptions: what stands out by its influence comes before what is weak") {
  HandMadeFolder folder({"base", "option_1"});
  folder.manifest["run"] = "parameters drawn";
  std::map<std::string, std::vector<double>> drawn;
  std::string csv = "replication,system,net_saving\n";
  for (int r = 0; r < 40; ++r) {
    drawn["a.counted"].push_back(r);
    drawn["c.judged"].push_back((r * 17) % 13);
    csv += fmt::format("{0},base,0\n{0},option_1,{0}\n", r);
  }
  folder.put("samples.csv", csv);
  folder.put_store(log(), drawn, 40);
  const auto section = report::sections::assumptions(folder.inputs());
  const report::Figure& figure = figure_of(*section, "assumptions-log");
  CHECK(text(figure.table, 0, "number") == "Counted (a, counted)");
  CHECK(number(figure.table, 0, "influence") == doctest::Approx(1));
  CHECK(text(figure.table, 1, "number") == "Nothing said of it (b, bare)");
  CHECK(std::isnan(number(figure.table, 1, "influence")));
  CHECK(holds(figure.title, "one stands out by influence"));
}

TEST_CASE("assumptions: with very many, descriptions share a line, so that the page stays small") {
  HandMadeFolder folder;
  std::vector<scenario::Assumption> many;
  for (int i = 0; i < 2000; ++i) {
    const std::string name = fmt::format("number {}", i);
    many.push_back(of(name, name, i, fmt::format("source {}", i % 10), "assumed", 6));
  }
  folder.put_store(many, {}, 1);
  const auto section = report::sections::assumptions(folder.inputs());
  const report::Table& table = figure_of(*section, "assumptions-log").table;
  CHECK(table.rows.size() == 10);
  CHECK(number(table, 0, "count") == 200);
}

TEST_CASE("assumptions: without a store or a scenario that can be read there is no section") {
  CHECK_FALSE(report::sections::assumptions(HandMadeFolder().inputs()));
}

TEST_CASE("limits: weak evidence, missed targets and what the replications hold are said from the files") {
  HandMadeFolder folder;
  folder.put_store(log(), {}, 1);
  folder.put("validation.csv",
             "quantity,kind,unit,target,low,high,n,mean,ci_low,ci_high,p05,p50,p95,verdict,source,note\n"
             "calls,fit,calls,1,0,2,10,1,1,1,1,1,1,within,s,\n"
             "cost,hold-out,£,1,0,2,10,5,5,5,5,5,5,above,s,counts all\n"
             "plan,prediction,£,1,,,10,5,5,5,5,5,5,below,s,a forecast\n");
  folder.put("plan.csv", "figure,remark\nnet saving,undiscounted\n");
  const auto section = report::sections::limits(folder.inputs());
  REQUIRE(section);
  std::string all;
  for (const std::string& paragraph : section->paragraphs) all += paragraph + "\n";
  CHECK(holds(all, "Everybody in these results is synthetic"));
  CHECK(holds(all, "about chance only"));
  CHECK(holds(all, "75 % of the 4 numbers"));
  CHECK(holds(all, "Of two figures that the baseline was held against it misses one: cost (above)."));
  CHECK(holds(all, "predictions to compare with"));
  const report::Figure& remarks = figure_of(*section, "limits-remarks");
  CHECK(is_whole(remarks));
  CHECK(remarks.table.rows.size() == 3);
  CHECK(remarks.title == "Three remarks by those who wrote the scenario: what its figures stand for and leave out");

  HandMadeFolder other;
  other.manifest["run"] = "parameters drawn";
  other.manifest["complete"] = false;
  other.manifest["replications"] = {{"asked", 50}, {"done", 12}};
  const auto drawn = report::sections::limits(other.inputs());
  CHECK(holds(drawn->paragraphs[1], "doubt about every number"));
  CHECK(holds(drawn->paragraphs[1], "With twelve replications the intervals are wide"));
  CHECK(holds(drawn->paragraphs[1], "12 of 50 replications are in it"));
  HandMadeFolder network({"network"});
  network.manifest["model"] = "network";
  const auto queue = report::sections::limits(network.inputs());
  CHECK(holds(queue->paragraphs[0], "Everything in these results is simulated"));
  for (const std::string& paragraph : queue->paragraphs) CHECK_FALSE(holds(paragraph, "perpetrator"));
}
