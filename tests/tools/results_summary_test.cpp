#include "tests/tools/results_sample.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/summary_csv.hpp"
#include "tools/results/summary_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <sstream>

namespace {

const results::SummaryHead head{.model = "domestic_abuse", .title = "West \"Cheshire\", 2012", .run = "chance only"};

nlohmann::json sample_json() {
  const experiment::Results results = sample_results();
  return nlohmann::json::parse(results::summary_json(head, results, results::compare(results)));
}

/// Fields of CSV text by line, read as RFC 4180 says.
std::vector<std::vector<std::string>> parse_csv(const std::string& text) {
  std::vector<std::vector<std::string>> lines(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
      lines.back().back() += text[i++];
    else if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      lines.back().emplace_back();
    else if (c == '\n' && !quoted)
      lines.push_back({""});
    else
      lines.back().back() += c;
  }
  lines.pop_back();
  return lines;
}

double number_or_missing(const std::string& text) {
  return text.empty() ? experiment::missing : std::strtod(text.c_str(), nullptr);
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

TEST_CASE("numbers of summary.json read back equal") {
  const experiment::Results results = sample_results();
  const results::Summaries summaries = results::compare(results);
  const nlohmann::json json = sample_json();
  for (std::size_t system = 0; system < 3; ++system)
    for (std::size_t row = 0; row < 3; ++row)
      for (std::size_t metric = 0; metric < 3; ++metric) {
        const nlohmann::json& of_system = json["systems"][results.systems[system]];
        const nlohmann::json& found =
            (row == 2 ? of_system["metrics"] : of_system["years"][row]["metrics"])[results.metrics[metric].name];
        const sim::Summary& s = summaries.of(system, row, metric);
        CHECK(found["mean"].get<double>() == s.mean);
        CHECK(found["ci_low"].get<double>() == s.ci_low);
        CHECK(found["ci_high"].get<double>() == s.ci_high);
        CHECK(found["p05"].get<double>() == s.p05);
        CHECK(found["p50"].get<double>() == s.p50);
        CHECK(found["p95"].get<double>() == s.p95);
        CHECK(found["n"].get<std::size_t>() == s.n);
        CHECK(found["unit"].get<std::string>() == results.metrics[metric].unit);
      }
}

TEST_CASE("summary.json says whose results these are") {
  const nlohmann::json json = sample_json();
  CHECK(json["model"] == "domestic_abuse");
  CHECK(json["title"] == "West \"Cheshire\", 2012");
  CHECK(json["baseline"] == "six_route");
  CHECK(json["replications"] == 4);
  CHECK(json["run"] == "chance only");
  CHECK(json["systems"]["six_route"]["years"][1]["year"] == "2015-11-01");
}

TEST_CASE("differences hold every system but the baseline") {
  const nlohmann::json json = sample_json();
  CHECK(json["differences"].size() == 2);
  CHECK_FALSE(json["differences"].contains("six_route"));
  CHECK(json["differences"]["six_route_again"]["cost_total"]["ci_high"] == 0);
}

TEST_CASE("grouped metrics are kept out of summary.json and in summary.csv") {
  const experiment::Results results = sample_results();
  const results::Summaries summaries = results::compare(results);
  CHECK(sample_json()["systems"]["six_route"]["metrics"].size() == 3);
  CHECK(results::summary_csv(results, summaries).find(",tier=high,incidents,") != std::string::npos);
}

TEST_CASE("a missing number is null in summary.json and empty in summary.csv") {
  experiment::Results results = sample_results();
  for (std::size_t r = 0; r < 4; ++r) results.values[results.index(r, 0, 2, 1)] = experiment::missing;
  const results::Summaries summaries = results::compare(results);
  const auto json = nlohmann::json::parse(results::summary_json(head, results, summaries));
  const nlohmann::json& share = json["systems"]["six_route"]["metrics"]["refuge_turned_away_share"];
  CHECK(share["mean"].is_null());
  CHECK(share["p95"].is_null());
  CHECK(share["n"] == 0);
  const std::string line = "six_route,west_cheshire,,,refuge_turned_away_share,share,0,,,,,,\n";
  CHECK(results::summary_csv(results, summaries).find(line) != std::string::npos);
}

TEST_CASE("one system alone has an empty object of differences") {
  experiment::Results results = sample_results();
  results.systems = {"six_route"};
  results.values.resize(4 * 3 * 4);
  const auto json = nlohmann::json::parse(results::summary_json(head, results, results::compare(results)));
  CHECK(json["differences"].is_object());
  CHECK(json["differences"].empty());
}

TEST_CASE("results without years or metrics still give valid JSON") {
  experiment::Results results = sample_results();
  results.years.clear();
  results.metrics.clear();
  results.values.clear();
  const auto json = nlohmann::json::parse(results::summary_json(head, results, results::compare(results)));
  CHECK(json["systems"]["six_route"]["years"] == nlohmann::json::array());
  CHECK(json["systems"]["six_route"]["metrics"] == nlohmann::json::object());
}

TEST_CASE("numbers of the CSV files read back equal, whatever their names hold") {
  const experiment::Results results = sample_results();
  const results::Summaries summaries = results::compare(results);
  for (const bool differences : {false, true}) {
    CAPTURE(differences);
    const auto lines = parse_csv(differences ? results::differences_csv(results, summaries)
                                             : results::summary_csv(results, summaries));
    REQUIRE(lines.size() == 1 + (differences ? 2 : 3) * 3 * 4);
    std::size_t at = 1;
    for (std::size_t system = differences ? 1 : 0; system < 3; ++system)
      for (const std::size_t row : {2U, 0U, 1U})  // the whole horizon first
        for (std::size_t metric = 0; metric < 4; ++metric, ++at) {
          const std::vector<std::string>& fields = lines[at];
          const sim::Summary& s =
              differences ? summaries.difference(system, row, metric) : summaries.of(system, row, metric);
          REQUIRE(fields.size() == 13);
          CHECK(fields[0] == results.systems[system]);
          CHECK(fields[1] == "west_cheshire");
          CHECK(fields[2] == (row == 2 ? "" : results.years[row]));
          CHECK(fields[3] == results.metrics[metric].group);
          CHECK(fields[4] == results.metrics[metric].name);
          CHECK(fields[5] == results.metrics[metric].unit);
          CHECK(fields[6] == std::to_string(s.n));
          CHECK(number_or_missing(fields[7]) == s.mean);
          CHECK(same(number_or_missing(fields[8]), s.ci_low));
          CHECK(same(number_or_missing(fields[9]), s.ci_high));
          CHECK(number_or_missing(fields[10]) == s.p05);
          CHECK(number_or_missing(fields[11]) == s.p50);
          CHECK(number_or_missing(fields[12]) == s.p95);
        }
  }
}

TEST_CASE("only fields that need quotes have them") {
  CHECK(results::csv_line({"plain", "a,b", "say \"x\"", "two\nlines", ""}) ==
        "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\n");
}

TEST_CASE("a name that is no UTF-8 does not stop summary.json") {
  experiment::Results results = sample_results();
  results.area = "Cheshire\xff";
  CHECK(nlohmann::json::accept(results::summary_json(head, results, results::compare(results))));
}
