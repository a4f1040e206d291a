#include "tools/calibration/calibrated.hpp"

#include "tests/tools/calibration/fake_experiment.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace tools::calibration;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

ParameterFinding finding(const std::string& path, const std::string& identified, const std::string& why) {
  ParameterFinding f;
  f.parameter = parameter(path, 0.3);
  f.parameter.number.low = 0.1;
  f.parameter.number.high = 0.9;
  f.parameter.number.distribution = "beta";
  f.parameter.number.source = "a book";
  f.parameter.number.status = "documented";
  f.fitted = 0.4;
  f.range = {0.35, 0.6};
  f.identified = identified;
  f.why = why;
  return f;
}

Fit fit_with(ParameterFinding f) {
  Fit fit;
  fit.scenario = "places/town.yaml";
  fit.trials.emplace_back();
  fit.parameters.push_back(std::move(f));
  return fit;
}

}  // namespace

TEST_CASE("a fitted number has the ensemble's range, and needs no words if the targets tell it") {
  const Calibrated c = calibrated(fit_with(finding("x", "yes", "")));
  const scenario::Assumption& a = c.numbers.at(0).number;
  CHECK(a.value == 0.4);
  CHECK(std::pair(*a.low, *a.high) == std::pair(0.35, 0.6));
  CHECK(a.distribution == "uniform");
  CHECK(contains(a.source, "calibrated to the fit targets of town.yaml"));
  CHECK(a.rationale.empty());
  CHECK(c.remarks.empty());
}

TEST_CASE("a number known only jointly names its partner, and where what is known of both is") {
  const Calibrated c = calibrated(fit_with(finding("x", "jointly", "only jointly with y (rank correlation -0.97)")));
  const scenario::Assumption& a = c.numbers.at(0).number;
  CHECK(std::pair(*a.low, *a.high) == std::pair(0.35, 0.6));
  CHECK(contains(a.rationale, "known only jointly with y (rank correlation -0.97)"));
  CHECK(contains(a.rationale, "ensemble.csv"));
  REQUIRE(c.remarks.size() == 1);
  CHECK(contains(c.remarks[0], "not to be drawn each by itself: x."));
}

TEST_CASE("a number that is not identified says so") {
  CHECK(calibrated(fit_with(finding("x", "no", "sets not ruled out span 95 % of its bounds")))
            .numbers[0]
            .number.rationale == "not identified: sets not ruled out span 95 % of its bounds");
  CHECK(
      calibrated(fit_with(finding("x", "not judged", "only 3 sets were not ruled out"))).numbers[0].number.rationale ==
      "not judged: only 3 sets were not ruled out");
}

TEST_CASE("a number that changes no target stays as it was, with its own evidence") {
  ParameterFinding f = finding("x", "no", "changes no target; left as it was");
  f.is_idle = true;
  f.range = {};
  f.parameter.number.rationale = "weighed by hand";
  const scenario::Assumption a = calibrated(fit_with(f)).numbers.at(0).number;
  CHECK(a.value == 0.3);
  CHECK(std::pair(*a.low, *a.high) == std::pair(0.1, 0.9));
  CHECK(a.distribution == "beta");
  CHECK(a.source == "a book");
  CHECK(a.status == "documented");
  CHECK(std::pair(*a.fit_low, *a.fit_high) == std::pair(0.0, 1.0));
  CHECK(a.rationale == "weighed by hand; not identified: changes no target; left as it was");
}
