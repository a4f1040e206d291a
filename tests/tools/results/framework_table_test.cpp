#include "tools/results/framework_table.hpp"

#include "tests/tools/results_sample.hpp"
#include "tools/results/claims_table.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace {

using abuse::Better;

std::vector<abuse::config::OutcomeMeasure> sample_measures() {
  abuse::config::OutcomeMeasure incidents, refuge;
  incidents.measure = "Fewer incidents, \"all\"";
  incidents.area = "Crime has reduced";
  incidents.metric.name = "incidents";
  incidents.per_year = true;
  incidents.grade = 1;
  incidents.source = "s";
  refuge = incidents;
  refuge.measure = "More turned away";
  refuge.area = "People are healthier";
  refuge.metric.name = "refuge_turned_away_share";
  refuge.per_year = false;
  refuge.better = 1;
  return {incidents, refuge};
}

sim::Summary interval(double low, double high) {
  return {.n = 4, .mean = (low + high) / 2, .ci_low = low, .ci_high = high, .p05 = 0, .p50 = 0, .p95 = 0};
}

}  // namespace

TEST_CASE("a direction is given where the interval of the difference leaves 0 out, the way the measure is to go") {
  CHECK(results::direction(interval(-3, -1), Better::lower) == "better");
  CHECK(results::direction(interval(-3, -1), Better::higher) == "worse");
  CHECK(results::direction(interval(1, 3), Better::lower) == "worse");
  CHECK(results::direction(interval(-1, 3), Better::lower) == "no clear change");
  CHECK(results::direction(interval(0, 0), Better::lower) == "same");
  sim::Summary single = interval(-3, -1);
  single.n = 1;
  CHECK(results::direction(single, Better::lower) == "not judged");
}

TEST_CASE("outcomes.csv has each measure under each system, what is a year's divided by the years") {
  const experiment::Results results = sample_results();
  const results::Summaries summaries = results::compare(results);
  const auto rows = results::parse_csv(results::framework_csv(sample_measures(), results, summaries));
  REQUIRE(rows.size() == 1 + 2 * 3);
  CHECK(rows[1][0] == "Fewer incidents, \"all\"");
  CHECK(rows[1][4] == "count a year");
  CHECK(std::stod(rows[1][7]) == doctest::Approx(summaries.of(0, 2, 0).mean / 2));
  CHECK(rows[1][10].empty());  // the baseline against itself
  CHECK(rows[1][14].empty());
  CHECK(std::stod(rows[2][10]) == doctest::Approx(summaries.difference(1, 2, 0).mean / 2));
  CHECK(std::stod(rows[2][11]) == doctest::Approx(summaries.difference(1, 2, 0).ci_low / 2));
  CHECK(rows[2][13] == "lower");
  CHECK(rows[2][14] == "better");
  CHECK(rows[2][15] == "2");
  CHECK(rows[3][14] == "same");
  CHECK(std::stod(rows[4][7]) == summaries.of(0, 2, 1).mean);
}

TEST_CASE("the framework for people is no wider than asked for and has every measure in the partnership's words") {
  const experiment::Results results = sample_results();
  const std::string text = results::framework_text(sample_measures(), results, results::compare(results), 80);
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) CHECK(results::columns(line) <= 80);
  CHECK(text.find("\nCrime has reduced\n") != std::string::npos);
  CHECK(text.find("Fewer incidents, \"all\" (count a year; lower is better; grade 2)") != std::string::npos);
  CHECK(text.find(": better\n") != std::string::npos);
  const std::string brief = results::framework_short(sample_measures(), results, results::compare(results));
  CHECK(brief.find("2 measures") != std::string::npos);
  CHECK(results::framework_short({}, results, results::compare(results)).empty());
}

TEST_CASE("a plain sentence says how much of a fall would have come anyway") {
  CHECK(results::plain_sentence(-0.4, -0.3, -0.1, true, "six_route") ==
        "75 % of the fall is regression to the mean and would have come under six_route too. What the new system adds, "
        "against six_route, is -10.0 %.");
  CHECK(results::plain_sentence(-0.4, -0.5, 0.2, true, "b") ==
        "All of the fall, and more, is regression to the mean and would have come under b too. What the new system "
        "adds, against b, is +20.0 %.");
  CHECK(results::plain_sentence(-0.4, -0.4, 0, true, "b") ==
        "100 % of the fall is regression to the mean and would have come under b too. What the new system adds is "
        "nothing.");
  CHECK(results::plain_sentence(-0.2, 0.1, -0.3, false, "b") ==
        "None of the fall would have come under b. What the new system adds, against b, is -30.0 %.");
  CHECK(results::plain_sentence(0.1, -0.2, 0.3, true, "b") ==
        "Nothing falls, so there is nothing to explain. What the new system adds, against b, is +30.0 %.");
}
