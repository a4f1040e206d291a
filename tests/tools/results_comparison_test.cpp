#include "tests/tools/results_sample.hpp"
#include "tools/results/comparison.hpp"
#include "tools/results/text.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <stdexcept>

namespace {

using results::Scale;

const std::vector<results::Section> sections{
    {"Escalation",
     {{"Incidents", "incidents", Scale::per_year, ""},
      {"Incidents, high tier", "incidents", Scale::total, "tier=high"}}},
    {"Demand", {{"Refuge requests turned away", "refuge_turned_away_share", Scale::share, ""}}},
    {"Outcomes", {}},
    {"Cost",
     {{"Total cost", "cost_total", Scale::money, ""}, {"Total cost", "cost_total", Scale::money_per_year, ""}}}};

std::string sample_text(std::size_t width, std::size_t systems = 3) {
  experiment::Results results = sample_results();
  results.systems[1] = "option_1";
  if (systems == 1) {
    const experiment::Results all = results;
    results.systems.resize(1);
    results.values.clear();
    for (std::size_t r = 0; r < 4; ++r)
      for (std::size_t cell = 0; cell < 12; ++cell) results.values.push_back(all.values[r * 36 + cell]);
  }
  return results::comparison_text(sections, results, results::compare(results),
                                  {.title = "West Cheshire, 2012", .width = width});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("no line of a comparison is wider than the terminal") {
  for (const std::size_t width : {200U, 120U, 100U, 80U, 60U}) {
    CAPTURE(width);
    for (const std::string& line : lines_of(sample_text(width))) CHECK(results::columns(line) <= width);
  }
}

TEST_CASE("a wide comparison has one line a row and its columns line up") {
  std::size_t at = 0;
  for (const std::string& line : lines_of(sample_text(0)))
    for (const char* label : {"  Incidents (per year)", "  Total cost (£m)", "  Total cost (£k per year)"})
      if (line.starts_with(label)) {
        const std::size_t first_bracket = results::columns(line.substr(0, line.find('(', std::string(label).size())));
        if (at == 0) at = first_bracket;
        CHECK(first_bracket == at);
      }
  CHECK(at != 0);
}

TEST_CASE("a clear difference is marked, and a system is not marked against itself") {
  for (const std::string& line : lines_of(sample_text(80))) {
    if (line.starts_with("    option_1") && line.find("-0.") != std::string::npos) CHECK(line.ends_with("*"));
    if (line.starts_with("    six_route_again")) CHECK_FALSE(line.ends_with("*"));
  }
  CHECK(sample_text(80).find("*\n") != std::string::npos);
}

TEST_CASE("a difference that chance could make is not marked") {
  experiment::Results results = sample_results();
  for (std::size_t r = 0; r < 4; ++r)
    results.values[results.index(r, 1, 2, 2)] = results.at(r, 0, 2, 2) + (r == 0 ? 5000 : -1000);
  const std::vector<results::Section> one{{"Cost", {{"Total cost", "cost_total", Scale::money, ""}}}};
  const std::string text = results::comparison_text(one, results, results::compare(results), {});
  CHECK(text.find("+0.00") != std::string::npos);
  CHECK(text.find(") *") == std::string::npos);
}

TEST_CASE("one replication has means and no intervals") {
  experiment::Results results = sample_results();
  results.replications = {0};
  results.values.resize(36);
  const std::vector<results::Section> one{{"Cost", {{"Total cost", "cost_total", Scale::money, ""}}}};
  const std::string text = results::comparison_text(one, results, results::compare(results), {});
  CHECK(text.find(" to ") == std::string::npos);
  CHECK(text.find("1 replication: one alone says nothing of chance.") != std::string::npos);
}

TEST_CASE("yearly figures are the horizon's divided by its years") {
  experiment::Results results = sample_results();
  for (double& value : results.values) value = 3000;
  const results::Summaries summaries = results::compare(results);
  const std::vector<results::Section> one{{"Escalation", {{"Incidents", "incidents", Scale::per_year, ""}}}};
  CHECK(results::comparison_text(one, results, summaries, {}).find("1,500 (1,500 to 1,500)") != std::string::npos);
  CHECK(results::comparison_text(one, results, summaries, {.title = "", .years = 2.5}).find("1,200 (1,200 to 1,200)") !=
        std::string::npos);
}

TEST_CASE("the unit of money suits its size") {
  const std::string text = sample_text(0);
  CHECK(text.find("Total cost (£m) ") != std::string::npos);
  CHECK(text.find("Total cost (£k per year) ") != std::string::npos);
}

TEST_CASE("exactly no difference is shown as nought, without decimals") {
  CHECK(sample_text(80).find(" 0 (0 to 0)\n") != std::string::npos);
  CHECK(sample_text(80).find("0.00 (") == std::string::npos);
}

TEST_CASE("an empty section has no heading") { CHECK(sample_text(0).find("Outcomes") == std::string::npos); }

TEST_CASE("the legend owns up to chance alone and to missing values") {
  const std::string text = sample_text(0);
  CHECK(text.find("Run: chance only.") != std::string::npos);
  CHECK(text.find("paired") != std::string::npos);
  CHECK(text.find("Refuge requests turned away under option_1 (3)") != std::string::npos);
}

TEST_CASE("one system alone is not compared") {
  const std::string text = sample_text(0, 1);
  CHECK(text.find("minus") == std::string::npos);
  CHECK(text.find("Incidents (per year)") != std::string::npos);
}

TEST_CASE("a row of a metric that was not measured is refused by name") {
  const experiment::Results results = sample_results();
  CHECK_THROWS_WITH_AS(results::comparison_text({{"Cost", {{"Homicides", "homicide", Scale::total, ""}}}}, results,
                                                results::compare(results), {}),
                       doctest::Contains("\"homicide\""), std::invalid_argument);
}
