#include "tools/results/text.hpp"
#include "tools/results/validation.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <vector>

namespace {

results::ValidationRow row(const char* kind, std::vector<double> simulated) {
  return {.quantity = "MARAC cases in a year",
          .kind = kind,
          .unit = "",
          .simulated = sim::summarise(simulated),
          .source = "",
          .note = "",
          .verdict = ""};
}

}  // namespace

TEST_CASE("a range judges the mean, its ends included") {
  results::ValidationRow r = row("fit", {9, 11});
  r.low = 10;
  r.high = 12;
  CHECK(results::judge(r) == "within");
  r.low = 10.5;
  CHECK(results::judge(r) == "below");
  r.low = 8;
  r.high = 9.9;
  CHECK(results::judge(r) == "above");
}

TEST_CASE("a range open on one side judges the other") {
  results::ValidationRow r = row("fit", {9, 11});
  r.low = 5;
  CHECK(results::judge(r) == "within");
  r.low = 11;
  CHECK(results::judge(r) == "below");
}

TEST_CASE("a target without a range is judged by the interval") {
  results::ValidationRow r = row("hold-out", {9.9, 10, 10.1});
  r.target = 10.1;
  CHECK(results::judge(r) == "within");  // 10 +- 0.25
  r.target = 10.3;
  CHECK(results::judge(r) == "below");
  r.target = 9.7;
  CHECK(results::judge(r) == "above");
}

TEST_CASE("nothing is judged without a target or without an interval") {
  CHECK(results::judge(row("prediction", {1, 2})) == "not judged");
  CHECK(results::judge(row("slope", {1})) == "not judged");
  results::ValidationRow r = row("fit", {1});
  r.target = 1;
  CHECK(results::judge(r) == "not judged");
  r = row("fit", {});
  r.low = 1;
  CHECK(results::judge(r) == "not judged");
}

TEST_CASE("a slope that one interval sees can be nil among many") {
  const results::ValidationRow r = row("slope", {0.9, 1.0, 1.1, 1.9, 0.1});  // t = 3.5 with 4 degrees: p = 0.026
  CHECK(results::judge(r, 0.95) == "rising");
  CHECK(results::judge(r, results::simultaneous(10)) == "nil");
  std::vector<results::ValidationRow> rows(10, r);
  results::judge_all(rows);
  CHECK(rows[0].verdict == "nil");
  rows.resize(1);
  results::judge_all(rows);
  CHECK(rows[0].verdict == "rising");
}

TEST_CASE("a falling slope is not nil") { CHECK(results::judge(row("slope", {-1, -1.1, -0.9}), 0.99) == "falling"); }

TEST_CASE("ten intervals hold at once if each holds at 99.5 percent") {
  CHECK(results::simultaneous(10) == doctest::Approx(0.995));
  CHECK(results::simultaneous(0) == doctest::Approx(0.95));
}

TEST_CASE("the table of validation fits its width when it is wide enough for numbers") {
  std::vector<results::ValidationRow> rows{row("fit", {330, 350}), row("hold-out", {0.31, 0.33, 0.32})};
  rows[0].target = 340;
  rows[0].low = 300;
  rows[0].high = 380;
  rows[0].unit = "£m";
  results::judge_all(rows);
  for (const std::size_t width : {200U, 90U, 76U}) {
    CAPTURE(width);
    std::istringstream text(results::validation_text(rows, width));
    for (std::string line; std::getline(text, line);) CHECK(results::columns(line) <= width);
  }
  const std::string wide = results::validation_text(rows, 0);
  CHECK(wide.find("Fitted to\n") < wide.find("Held out\n"));
  CHECK(wide.find("340 (300 to 380)") != std::string::npos);
}

TEST_CASE("validation.csv leaves empty what there is not") {
  results::ValidationRow r = row("fit", {1, 1});
  r.target = 1.5;
  r.verdict = "below";
  r.note = "a, b";
  const std::string csv = results::validation_csv(std::vector{r});
  CHECK(csv.find("\nMARAC cases in a year,fit,,1.5,,,2,1,1,1,1,1,1,below,,\"a, b\"\n") != std::string::npos);
}
