#include "tests/tools/results_sample.hpp"
#include "tools/results/compare.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

TEST_CASE("a pair counts only where both of its values are present") {
  const experiment::Results results = sample_results();
  const results::Summaries summaries = results::compare(results);
  CHECK(summaries.of(0, 2, 1).n == 3);
  CHECK(summaries.of(1, 2, 1).n == 3);
  CHECK(summaries.difference(1, 2, 1).n == 2);
  CHECK(summaries.difference(2, 2, 1).n == 3);
}

TEST_CASE("a difference is the system minus the baseline, whichever system that is") {
  experiment::Results results = sample_results();
  results.baseline = 1;
  const results::Summaries summaries = results::compare(results);
  CHECK(summaries.difference(0, 2, 0).mean > 0);  // the others have more incidents than option 1
  CHECK(summaries.difference(0, 2, 0).mean == doctest::Approx(summaries.of(0, 2, 0).mean - summaries.of(1, 2, 0).mean));
}

TEST_CASE("pairing takes out the luck that two systems share") {
  const results::Summaries summaries = results::compare(sample_results());
  const sim::Summary &own = summaries.of(1, 2, 2), &paired = summaries.difference(1, 2, 2);
  CHECK(paired.ci_high - paired.ci_low < 0.2 * (own.ci_high - own.ci_low));  // a tenth of the cost is not shared
}

TEST_CASE("a system compared with itself differs by exactly nothing") {
  const results::Summaries summaries = results::compare(sample_results());
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t metric = 0; metric < 4; ++metric) {
      CAPTURE(row);
      CAPTURE(metric);
      const sim::Summary& s = summaries.difference(2, row, metric);
      CHECK(s.mean == 0);
      CHECK(s.ci_low == 0);
      CHECK(s.ci_high == 0);
    }
}

TEST_CASE("the baseline has no difference from itself") {
  const results::Summaries summaries = results::compare(sample_results());
  CHECK(summaries.difference(0, 2, 0).n == 0);
  CHECK(std::isnan(summaries.difference(0, 2, 0).mean));
}

TEST_CASE("results whose values do not fill their shape are refused") {
  experiment::Results results = sample_results();
  results.values.pop_back();
  CHECK_THROWS_AS(results::compare(results), std::invalid_argument);
}

TEST_CASE("a baseline that is not among the systems is refused") {
  experiment::Results results = sample_results();
  results.baseline = 3;
  CHECK_THROWS_AS(results::compare(results), std::invalid_argument);
}
