#include "tools/results/difference.hpp"

#include "tests/tools/results_sample.hpp"
#include "tools/results/difference_csv.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace {

constexpr double none = experiment::missing;

std::string texts(const results::Change& c) {
  return fmt::format("{}: {} -> {}", c.path, c.first.value_or("-"), c.second.value_or("-"));
}

/// Every change on a line, the evidence that differs after it: "a: 1 -> 2 [a.source: x -> y]".
std::string input_changes(const std::string& first, const std::string& second) {
  scenario::Diagnostics diagnostics;
  const auto read = [&](const std::string& text) { return scenario::read_text(text, "x.yaml", diagnostics); };
  const auto changes = results::input_changes(read(first), read(second));
  diagnostics.throw_if_errors();
  std::string lines;
  for (const results::InputChange& change : changes) {
    lines += texts(change);
    for (const results::Change& field : change.evidence) lines += fmt::format(" [{}]", texts(field));
    lines += change.only_evidence ? " only evidence\n" : "\n";
  }
  return lines;
}

/// One system, one metric a column of values; no years, replications from 0.
experiment::Results results_of(const std::vector<std::vector<double>>& columns) {
  experiment::Results results;
  results.systems = {"old"};
  for (std::size_t m = 0; m < columns.size(); ++m) results.metrics.push_back({fmt::format("m{}", m), "days", "", ""});
  for (std::uint32_t r = 0; r < columns[0].size(); ++r) {
    results.replications.push_back(r);
    for (const auto& column : columns) results.values.push_back(column[r]);
  }
  return results;
}

std::vector<std::string> changed(const results::OutputComparison& comparison) {
  std::vector<std::string> names;
  for (const auto& change : comparison.changes) names.push_back(change.metric.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

// ---- inputs --------------------------------------------------------------------------------------------------------

TEST_CASE("a scenario does not differ from itself") {
  const std::string text = "a: {b: [1, {c: x}], d: }\nservices: {idva: {fte: {value: 4, source: s}}}\n";
  CHECK(input_changes(text, text) == "");
}

TEST_CASE("a value that differs is named by its whole path") {
  CHECK(input_changes("a: {b: {c: 1, d: 2}}\n", "a: {b: {c: 1, d: 3}}\n") == "a.b.d: 2 -> 3\n");
}

TEST_CASE("lists are compared by index, and the longer one has more") {
  CHECK(input_changes("a: [1, 2]\n", "a: [1, 3, 4]\n") == "a.1: 2 -> 3\na.2: - -> 4\n");
  CHECK(input_changes("a: [1, 2]\n", "a: [1]\n") == "a.1: 2 -> -\n");
}

TEST_CASE("a key that only one has is one change, however much is beneath it") {
  CHECK(input_changes("a: 1\nb: {c: [1, 2], d: {value: 3, source: s}}\n", "a: 1\ne: 5\n") ==
        "b: {c: [1, 2], d: 3} -> -\ne: - -> 5\n");
}

TEST_CASE("a large branch is counted, not written out") {
  std::string branch;
  for (int i = 0; i < 30; ++i) branch += fmt::format("  key_{}: {{value: {}, source: s}}\n", i, i);
  CHECK(input_changes("a: 1\n", "a: 1\nb:\n" + branch) == "b: - -> 30 values\n");
}

TEST_CASE("a long text is not cut") {
  const std::string text(300, 'x');
  CHECK(input_changes("a: 1\n", "a: " + text + "\n") == "a: 1 -> " + text + "\n");
}

TEST_CASE("the order of keys says nothing") { CHECK(input_changes("a: 1\nb: 2\n", "b: 2\na: 1\n") == ""); }

TEST_CASE("a number written otherwise is the same number, and a text is not") {
  CHECK(input_changes("a: 0.70\n", "a: 0.7\n") == "");
  CHECK(input_changes("a: 1e3\n", "a: 1000\n") == "");
  CHECK(input_changes("a: '0.70'\n", "a: '0.7'\n") == "a: 0.70 -> 0.7\n");
  CHECK(input_changes("a: 12 weeks\n", "a: 13 weeks\n") == "a: 12 weeks -> 13 weeks\n");
}

TEST_CASE("an evidenced number shows its value, and what else of its record has changed") {
  CHECK(input_changes("a: {value: 4, range: [3, 5], source: s}\n", "a: {value: 6, range: [3, 7], source: s}\n") ==
        "a: 4 -> 6 [a.range: [3, 5] -> [3, 7]]\n");
}

TEST_CASE("evidence alone is told apart from a changed value") {
  CHECK(input_changes("a: {value: 4.0, source: s}\n", "a: {value: 4, source: t, grade: 2}\n") ==
        "a: 4.0 -> 4.0 [a.source: s -> t] [a.grade: - -> 2] only evidence\n");
}

TEST_CASE("a plain number is an evidenced one without evidence") {
  CHECK(input_changes("a: 4\n", "a: {value: 4, source: t}\n") == "a: 4 -> 4 [a.source: - -> t] only evidence\n");
  CHECK(input_changes("a: {value: 4, source: t}\n", "a: 5\n") == "a: 4 -> 5 [a.source: t -> -]\n");
}

TEST_CASE("another family of distribution is one change, another parameter of one family is that parameter's") {
  CHECK(input_changes("a: {exponential: {mean: 2 days}}\n", "a: {lognormal: {mean: 2 days, sd: 1 days}}\n") ==
        "a: {exponential: {mean: 2 days}} -> {lognormal: {mean: 2 days, sd: 1 days}}\n");
  CHECK(input_changes("a: {exponential: {mean: 2 days}}\n", "a: {exponential: {mean: 3 days}}\n") ==
        "a.exponential.mean: 2 days -> 3 days\n");
}

TEST_CASE("what was a value and is a mapping is one change") {
  CHECK(input_changes("a: fifo\n", "a: {by: tier}\n") == "a: fifo -> {by: tier}\n");
  CHECK(input_changes("a:\n", "a: [1]\n") == "a: nothing -> [1]\n");
}

// ---- intervals -----------------------------------------------------------------------------------------------------

TEST_CASE("a paired difference is the second minus the first, with Student's t over the pairs") {
  const auto d = results::paired_difference(std::vector<double>{10, 20, 30}, std::vector<double>{11, 22, 33});
  CHECK(d.mean == 2);
  CHECK(d.standard_error == doctest::Approx(1 / std::sqrt(3.0)).epsilon(1e-12));
  const double half_width = 0.95 / std::sqrt(2 * 0.975 * 0.025) / std::sqrt(3.0);  // t(0.975, 2) in closed form
  CHECK(d.ci_low == doctest::Approx(2 - half_width).epsilon(1e-12));
  CHECK(d.ci_high == doctest::Approx(2 + half_width).epsilon(1e-12));
}

TEST_CASE("a pair without one of its values is left out") {
  const auto d = results::paired_difference(std::vector<double>{1, none, 3, 4}, std::vector<double>{2, 2, none, 8});
  CHECK(d.mean == 2.5);  // of 1 and 4
  CHECK(d.standard_error == doctest::Approx(1.5));
}

TEST_CASE("independent samples get Welch's interval with Satterthwaite's degrees of freedom") {
  // Squared standard errors 2.5 and 4/3 give 5.9943343 degrees of freedom; their quantile by Simpson's rule, bisected.
  const auto d = results::independent_difference(std::vector<double>{1, 2, 3, 4, 10}, std::vector<double>{5, 7, 9});
  CHECK(d.mean == 3);
  CHECK(d.standard_error == doctest::Approx(std::sqrt(2.5 + 4.0 / 3)).epsilon(1e-12));
  CHECK(d.ci_high - d.mean == doctest::Approx(4.791882144834).epsilon(1e-8));
  CHECK(d.mean - d.ci_low == doctest::Approx(4.791882144834).epsilon(1e-8));
}

TEST_CASE("a sample that does not vary leaves the other's degrees of freedom") {
  const auto d = results::independent_difference(std::vector<double>{1, 2, 3, 4, 10}, std::vector<double>{5, 5});
  CHECK(d.ci_high - d.mean == doctest::Approx(2.7764451051977987 * std::sqrt(2.5)).epsilon(1e-12));  // t(0.975, 4)
}

TEST_CASE("a missing value is left out of an independent sample") {
  const std::vector<double> first{1, none, 2, 3, 4, 10}, second{5, 7, none, 9};
  CHECK(results::independent_difference(first, second).ci_high ==
        results::independent_difference(std::vector<double>{1, 2, 3, 4, 10}, std::vector<double>{5, 7, 9}).ci_high);
}

TEST_CASE("very small and very large spreads have an interval too") {
  for (const double scale : {1e-120, 1e120}) {
    const std::vector<double> first{1 * scale, 2 * scale, 4 * scale}, second{5 * scale, 7 * scale};
    const auto d = results::independent_difference(first, second);
    CAPTURE(scale);
    CHECK(d.ci_high > d.mean);
    CHECK(std::isfinite(d.ci_high));
  }
}

TEST_CASE("where nothing varies the interval is a point") {
  const std::vector<double> tenth(7, 0.1), fifth(7, 0.2);
  for (const auto& d : {results::paired_difference(tenth, fifth), results::independent_difference(tenth, fifth)}) {
    CHECK(d.ci_low == d.mean);
    CHECK(d.ci_high == d.mean);
    CHECK(d.mean == 0.1);
    CHECK(d.excludes_zero());
  }
}

TEST_CASE("one value has a difference without an interval, none has none") {
  const std::vector<double> one{1}, two{3, 5}, nothing{none};
  for (const auto& d :
       {results::paired_difference(one, std::vector<double>{4.0}), results::independent_difference(one, two)}) {
    CHECK(d.mean == 3);
    CHECK_FALSE(d.has_interval());
    CHECK_FALSE(d.excludes_zero());
    CHECK(std::isnan(d.ci_low));
  }
  CHECK(std::isnan(results::paired_difference(one, nothing).mean));
  CHECK(std::isnan(results::independent_difference(one, nothing).mean));
}

TEST_CASE("samples of different length are no pairs") {
  CHECK_THROWS_AS(results::paired_difference(std::vector<double>{1}, std::vector<double>{1, 2}), std::invalid_argument);
}

// ---- outputs -------------------------------------------------------------------------------------------------------

TEST_CASE("a result does not differ from itself, missing values and groups included") {
  const auto comparison = results::compare_outputs(sample_results(), sample_results(), true, true);
  CHECK(comparison.changes.empty());
  CHECK(comparison.compared == 12);
  CHECK(comparison.paired);
}

TEST_CASE("results of one seed are paired, of two seeds not") {
  const auto first = results_of({{1, 2, 3}}), second = results_of({{2, 3, 4}});
  const auto paired = results::compare_outputs(first, second, true),
             apart = results::compare_outputs(first, second, false);
  CHECK(paired.paired);
  CHECK(paired.changes.at(0).difference.ci_low == 1);
  CHECK_FALSE(apart.paired);
  CHECK(apart.changes.at(0).difference.ci_low < 0);
}

TEST_CASE("pairs are matched by the number of the replication, and the rest left out") {
  auto first = results_of({{10, 20, 30, 40}}), second = results_of({{21, 41, 99}});
  second.replications = {1, 3, 7};
  const auto comparison = results::compare_outputs(first, second, true);
  CHECK(comparison.replications == std::vector<std::uint32_t>{1, 3});
  CHECK(comparison.changes.at(0).first.mean == 30);
  CHECK(comparison.changes.at(0).second.mean == 31);
  CHECK(comparison.changes.at(0).difference.ci_high == 1);
}

TEST_CASE("shards of one seed without two replications in common are independent") {
  const auto first = results_of({{1, 2, 3}});
  auto second = results_of({{1, 2, 3}});
  second.replications = {2, 3, 4};
  const auto comparison = results::compare_outputs(first, second, true);
  CHECK_FALSE(comparison.paired);
  CHECK(comparison.replications.empty());
  CHECK(comparison.changes.at(0).second.n == 3);
}

TEST_CASE("one replication each, the same, is a pair without an interval") {
  const auto comparison = results::compare_outputs(results_of({{1}}), results_of({{4}}), true);
  CHECK(comparison.paired);
  CHECK(comparison.changes.at(0).difference.mean == 3);
  CHECK_FALSE(comparison.changes.at(0).difference.has_interval());
}

TEST_CASE("metrics that are the same are not listed") {
  const auto paired =
      results::compare_outputs(results_of({{1, 2}, {0, 0}, {none, 5}}), results_of({{1, 2}, {0, 1}, {none, 5}}), true);
  CHECK(changed(paired) == Names{"m1"});
  CHECK(paired.compared == 3);
}

TEST_CASE("without pairs only a constant is the same in both") {
  const auto apart = results::compare_outputs(results_of({{1, 2}, {7, 7}, {none, none}, {none, none}, {7, 7}}),
                                              results_of({{1, 2}, {7, 7}, {none, none}, {1, 1}, {8, 8}}), false);
  CHECK(changed(apart) == Names{"m4", "m0", "m3"});
}

TEST_CASE("a value that only one of a pair has is a difference") {
  const auto comparison = results::compare_outputs(results_of({{1, none, 3}}), results_of({{1, 2, 3}}), true);
  REQUIRE(comparison.changes.size() == 1);
  CHECK(comparison.changes[0].some_missing);
  CHECK(comparison.changes[0].first.n == 2);
  CHECK(comparison.changes[0].difference.mean == 0);
}

TEST_CASE("the clearest difference comes first, not the largest") {
  const auto comparison = results::compare_outputs(
      results_of({{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, none}}),
      results_of({{0, 100, 200}, {-10, -11, -12}, {-1, 0, 1}, {5, 5, 5}, {none, none, 1}}), true);
  CHECK(changed(comparison) == Names{"m3", "m1", "m0", "m2", "m4"});
}

TEST_CASE("the whole horizon is compared, not a year") {
  auto first = results_of({{1, 2}}), second = first;
  for (auto* results : {&first, &second}) {
    results->years = {"2014-11-01"};
    results->values = {9, 1, 9, 2};
  }
  second.values[0] = 8;
  CHECK(results::compare_outputs(first, second, true).changes.empty());
  second.values[1] = 8;
  CHECK(results::compare_outputs(first, second, true).changes.size() == 1);
}

TEST_CASE("systems and metrics are matched by name, and those of one side are named") {
  auto first = sample_results(), second = sample_results();
  second.systems = {"new", "six_route", "option \"1\", cheap"};
  second.metrics[0].name = "events";
  second.metrics[2].unit = "£m";
  const auto comparison = results::compare_outputs(first, second, true);
  CHECK(comparison.systems.first == Names{"six_route_again"});
  CHECK(comparison.systems.second == Names{"new"});
  CHECK(comparison.metrics.first == Names{"incidents (count)", "cost_total (£)"});
  CHECK(comparison.metrics.second == Names{"events (count)", "cost_total (£m)"});
  CHECK(comparison.compared == 2);
  // six_route (0 in the first) stands at 1 in the second, where option 1 was
  REQUIRE(comparison.changes.size() == 2);
  CHECK(comparison.changes[0].metric.name == "refuge_turned_away_share");
}

TEST_CASE("metrics of groups are compared on request, and apart from everybody's") {
  auto first = sample_results(), second = sample_results();
  for (std::size_t r = 0; r < 4; ++r) second.values[second.index(r, 0, 2, 3)] += 1;
  CHECK(results::compare_outputs(first, second, true).changes.empty());
  const auto comparison = results::compare_outputs(first, second, true, true);
  REQUIRE(comparison.changes.size() == 1);
  CHECK(comparison.changes[0].metric.group == "tier=high");
  CHECK(comparison.changes[0].difference.mean == 1);
}

// ---- the table -----------------------------------------------------------------------------------------------------

TEST_CASE("the table holds everything, a line each, with what is missing empty") {
  results::OutputComparison outputs =
      results::compare_outputs(results_of({{1, 2}, {1, none}}), results_of({{2, 3}, {none, 2}}), true);
  outputs.systems.first = {"a, b"};
  outputs.metrics.second = {"m9 (days)"};
  const std::vector<results::Change> run{{"seed", "1", "1"}};
  const std::vector<results::InputChange> inputs{{{"a", "4", "6"}, false, {{"a.source", std::nullopt, "t"}}},
                                                 {{"b", "4", "4"}, true, {{"b.grade", "1", "2"}}}};
  CHECK(results::difference_csv(run, inputs, outputs) ==
        "kind,path_or_metric,system,group,unit,first,second,difference,ci_low,ci_high,paired,n_first,n_second\n"
        "run,seed,,,,1,1,,,,,,\n"
        "input,a,,,,4,6,,,,,,\n"
        "evidence,a.source,,,,,t,,,,,,\n"
        "evidence,b.grade,,,,1,2,,,,,,\n"
        "output,m0,old,,days,1.5,2.5,1,1,1,yes,2,2\n"
        "output,m1,old,,days,1,2,,,,yes,1,1\n"
        "system,\"a, b\",,,,present,,,,,,,\n"
        "metric,m9 (days),,,,,present,,,,,,\n");
}
