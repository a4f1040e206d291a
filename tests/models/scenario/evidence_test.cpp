#include "models/scenario/evidence.hpp"

#include "models/scenario/compose.hpp"
#include "models/scenario/resolved.hpp"
#include "tests/models/scenario/loaded.hpp"

#include <doctest/doctest.h>

using namespace scenario;
using namespace scenario::testing;

namespace {

struct Prices {
  double a = 0;
  Pence b = 0;
  double year = 0, portion = 0;
};

struct Config {
  double x = 0, y = 0;
  Prices near, far;
  sim::Distribution wait;
};

void describe(Fields& f, Prices& p) {
  f.number({.key = "a", .low = 0, .high = 100, .doc = "the first", .need = Need::optional}, p.a);
  f.money({.key = "b", .unit = Unit::money, .doc = "the second", .need = Need::optional}, p.b);
  f.number({"year", Unit::count, 1990, 2100, "of the prices", Need::optional, Certainty::exact}, p.year);
  f.number({.key = "portion", .unit = Unit::share, .doc = "of them", .need = Need::optional}, p.portion);
}

void describe(Fields& f, Config& c) {
  f.number({.key = "x", .doc = "", .need = Need::optional}, c.x);
  f.number({.key = "y", .doc = "", .need = Need::optional}, c.y);
  f.mapping({"near", "", Need::optional}, c.near);
  f.mapping({"far", "", Need::optional}, c.far);
  f.distribution({.key = "wait", .unit = Unit::duration, .doc = "wait", .need = Need::optional}, c.wait);
}

using Read = Loaded<Config>;

Read read(const Node& root) { return load_into(Config{}, root); }

Messages said_of_number(const std::string& record) { return read(tree("near: {a: " + record + "}")).messages; }

/// "path = value from source (status)" of each line of the assumptions log
Messages sources(const std::vector<Assumption>& assumptions) {
  Messages out;
  for (const Assumption& a : assumptions) out.push_back(a.path + " from " + a.source + " (" + a.status + ")");
  return out;
}

}  // namespace

TEST_CASE("a record's fields reach the assumptions log") {
  const Read r =
      read(tree("near:\n  b: {value: £13.20, range: [£10, £15.50], distribution: gamma, source: PSSRU, status: "
                "documented, grade: 2, "
                "price_year: 2012, sample_size: 40, rationale: why, note: n, owner: me, date: 2012-01-31}\n  a: 3\n"));
  CHECK(r.messages == Messages{});
  REQUIRE(r.assumptions.size() == 2);
  CHECK(r.assumptions[0].path == "near.a");
  CHECK(r.assumptions[0].source.empty());
  CHECK_FALSE(r.assumptions[0].low);
  const Assumption& a = r.assumptions[1];
  CHECK(a.path == "near.b");
  CHECK(a.description == "the second");
  CHECK(a.unit == Unit::money);
  CHECK(a.value == 1320);
  CHECK(a.low == 1000);
  CHECK(a.high == 1550);
  CHECK(a.distribution == "gamma");
  CHECK(a.source == "PSSRU");
  CHECK(a.status == "documented");
  CHECK(a.grade == 2);
  CHECK(a.price_year == 2012);
  CHECK(a.rationale == "why");
  CHECK(to_string(a.place) == "x.yaml:2:14");
}

TEST_CASE("bounds for calibration reach the assumptions log, apart from the range") {
  const Read r =
      read(tree("near: {a: {value: 3, range: [2, 4], calibrate: [1, 5]}, b: {value: £2, calibrate: [£1, £3]}}"));
  CHECK(r.messages == Messages{});
  REQUIRE(r.assumptions.size() == 2);
  CHECK(r.assumptions[0].low == 2);
  CHECK(r.assumptions[0].fit_low == 1);
  CHECK(r.assumptions[0].fit_high == 5);
  CHECK(r.assumptions[1].fit_high == 300);
  CHECK_FALSE(r.assumptions[1].low);
  CHECK_FALSE(read(tree("near: {a: {value: 3, range: [2, 4]}}")).assumptions[0].fit_low);
  Node root = tree("near: {a: {value: 3, calibrate: [1, 5]}}");
  Diagnostics diagnostics;
  REQUIRE(apply_set(root, "near.a=9", diagnostics));  // bounds said of the old value do not bind another
  CHECK_FALSE(read(root).assumptions[0].fit_low);
}

TEST_CASE("each mistake in a record is found at its place") {
  const std::vector<std::pair<std::string, Messages>> rows{
      {"{source: s}", {"x.yaml:1:11: error: near.a.value: missing; it is required (the first)"}},
      {"{value: -1}", {"x.yaml:1:19: error: near.a: expected a number from 0 to 100, got \"-1\""}},
      {"{value: [1]}", {"x.yaml:1:19: error: near.a: expected a number from 0 to 100, got a list"}},
      {"{value: 1, sorce: s}", {"x.yaml:1:22: error: near.a.sorce: unknown key; did you mean \"source\"?"}},
      {"{value: 1, range: [2, 3]}", {"x.yaml:1:29: error: near.a.range: the value lies outside the range 2 to 3"}},
      {"{value: 1, range: [3, 0]}", {"x.yaml:1:29: error: near.a.range: 3 to 0 runs backwards"}},
      {"{value: 1, range: [0]}", {"x.yaml:1:29: error: near.a.range: expected [low, high], got 1 values"}},
      {"{value: 1, range: 2}", {"x.yaml:1:29: error: near.a.range: expected [low, high], got \"2\""}},
      {"{value: 1, range: [0, 101]}",
       {"x.yaml:1:33: error: near.a.range.1: expected a number from 0 to 100, got \"101\""}},
      {"{value: 1, calibrate: [2, 3]}",
       {"x.yaml:1:33: error: near.a.calibrate: the value lies outside the bounds 2 to 3"}},
      {"{value: 1, calibrate: [3, 0]}", {"x.yaml:1:33: error: near.a.calibrate: 3 to 0 runs backwards"}},
      {"{value: 1, calibrate: [1, 1]}",
       {"x.yaml:1:33: error: near.a.calibrate: the bounds are equal, which leaves nothing to fit"}},
      {"{value: 1, calibrate: [0, 1, 2]}",
       {"x.yaml:1:33: error: near.a.calibrate: expected [low, high], got 3 values"}},
      {"{value: 1, calibrate: [0, 101]}",
       {"x.yaml:1:37: error: near.a.calibrate.1: expected a number from 0 to 100, got \"101\""}},
      {"{value: 1, calibrate: true}", {"x.yaml:1:33: error: near.a.calibrate: expected [low, high], got \"true\""}},
      {"{value: 1, range: [0, 2], distribution: cauchy}",
       {"x.yaml:1:51: error: near.a.distribution: expected one of constant, uniform, triangular, exponential, gamma, "
        "weibull, "
        "lognormal, normal, beta, poisson, got \"cauchy\""}},
      {"{value: 1, distribution: beta}",
       {"x.yaml:1:36: error: near.a.distribution: a distribution needs a range to be drawn from"}},
      {"{value: 1, distribution: constant}", {}},
      {"{value: 1, status: guessed}",
       {"x.yaml:1:30: error: near.a.status: expected one of documented, calculated, inferred, assumed, unverified, got "
        "\"guessed\""}},
      {"{value: 1, grade: 7}", {"x.yaml:1:29: error: near.a.grade: expected a whole number from 1 to 6, got \"7\""}},
      {"{value: 1, grade: A}", {"x.yaml:1:29: error: near.a.grade: expected a whole number, got \"A\""}},
      {"{value: 1, price_year: 12}",
       {"x.yaml:1:34: error: near.a.price_year: expected a whole number from 1900 to 2100, got \"12\""}},
      {"{value: 1, sample_size: -1}",
       {"x.yaml:1:35: error: near.a.sample_size: expected a whole number from 0 to 2000000000, got \"-1\""}},
      {"{value: 1, source: [a]}", {"x.yaml:1:30: error: near.a.source: expected text, got a list"}},
      {"{value: 1, date: 2012}",
       {"x.yaml:1:28: error: near.a.date: expected a date such as \"2013-04-01\", got \"2012\""}},
  };
  for (const auto& [record, expected] : rows) {
    CAPTURE(record);
    CHECK(said_of_number(record) == expected);
  }
}

TEST_CASE("evidence speaks for every number beneath, for what its record leaves unsaid, the innermost block first") {
  const Read r =
      read(tree("evidence: {source: outer, status: assumed, grade: 5}\nx: 1\ny: {value: 2}\nnear: {evidence: {source: "
                "inner}, a: 1}\nfar: {a: 1, b: {value: £2, source: own}}\nwait: {gamma: {mean: 1 day, sd: 2 days}}\n"));
  CHECK(r.messages == Messages{});
  CHECK(sources(r.assumptions) == Messages{"x from outer (assumed)", "y from outer (assumed)", "near.a from inner ()",
                                           "far.a from outer (assumed)", "far.b from own (assumed)",
                                           "wait.gamma.mean from outer (assumed)",
                                           "wait.gamma.sd from outer (assumed)"});
  CHECK(r.assumptions[0].grade == 5);
  CHECK_FALSE(r.assumptions[2].grade);
}

TEST_CASE("evidence beside a distribution speaks for its parameters alone") {
  const Read r = read(tree("x: 1\nwait: {exponential: {mean: 1 day}, evidence: {source: s}, note: n}\n"));
  CHECK(r.messages == Messages{});
  CHECK(sources(r.assumptions) == Messages{"x from  ()", "wait.exponential.mean from s ()"});
}

TEST_CASE("each mistake in an evidence block is found at its place") {
  CHECK(read(tree("evidence: [a]\n")).messages ==
        Messages{"x.yaml:1:12: error: evidence: expected a mapping, got \"a\""});
  CHECK(read(tree("evidence: {sorce: a, value: 3, grade: 9}\n")).messages ==
        Messages{"x.yaml:1:12: error: evidence.sorce: unknown key; did you mean \"source\"?",
                 "x.yaml:1:22: error: evidence.value: unknown key",
                 "x.yaml:1:39: error: evidence.grade: expected a whole number from 1 to 6, got \"9\""});
  CHECK(read(tree("evidence: [{source: a}, {source: b}]\n")).messages ==
        Messages{"x.yaml:1:25: error: evidence: a second evidence block; expected one"});
}

TEST_CASE("evidence speaks only for numbers written in its own file") {
  const Folder folder;
  folder
      .write("x.yaml",
             "extends: base.yaml\nevidence: {source: mine}\ny: 2\nnear: {a: 3}\nfar: {from: far.yaml, a: 4}\n")
      .write("base.yaml", "evidence: {source: base}\nx: 1\ny: 1\nnear: {evidence: {source: base near}, a: 1, b: £1}\n")
      .write("far.yaml", "evidence: {source: far}\na: 1\nb: £1\n");
  Diagnostics diagnostics;
  const std::vector<std::string> sets{"far.b=£9"};
  const Node root = load(folder.file("x.yaml"), sets, diagnostics);
  const Read r = read(root);
  CHECK(r.messages == Messages{});
  const Messages expected{"x from base ()",           "y from mine ()",     "near.a from mine ()",
                          "near.b from base near ()", "far.a from mine ()", "far.b from command line (assumed)"};
  CHECK(sources(r.assumptions) == expected);

  const std::string yaml = to_yaml(with_records(root, r.assumptions));
  CHECK(yaml.find("evidence") == std::string::npos);
  const Read again = read(tree(yaml));
  CHECK(again.messages == Messages{});
  CHECK(sources(again.assumptions) == expected);
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(again.assumptions[i].value == r.assumptions[i].value);
}

TEST_CASE("a block's spread gives each of its numbers a range, which survives being written out") {
  const Node root = tree(
      "evidence: {source: s, spread: 30 %}\nx: 10\ny: {value: 1}\nnear: {a: 90, b: £1.23}\nwait: {exponential: {mean: "
      "12 weeks}}\n");
  const Read r = read(root);
  CHECK(r.messages == Messages{});
  const std::vector<std::pair<double, double>> expected{{7, 13}, {0.7, 1.3}, {63, 100}, {86, 160}, {58.8, 109.2}};
  const Read again = read(tree(to_yaml(with_records(root, r.assumptions))));
  CHECK(again.messages == Messages{});
  for (const auto* assumptions : {&r.assumptions, &again.assumptions}) {
    REQUIRE(assumptions->size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Assumption& a = (*assumptions)[i];
      CAPTURE(a.path);
      CHECK(a.low.value_or(0) == doctest::Approx(expected[i].first));
      CHECK(a.high.value_or(0) == doctest::Approx(expected[i].second));
      CHECK(a.low == r.assumptions[i].low);
      CHECK(a.high == r.assumptions[i].high);
    }
  }
}

TEST_CASE("an exact number takes no range: not from a block's spread, and one of its own is a mistake") {
  const Read r = read(tree("near: {evidence: {spread: 30 %}, a: 10, year: 2012}\n"));
  CHECK(r.messages == Messages{});
  REQUIRE(r.assumptions.size() == 2);
  CHECK(r.assumptions[0].low == doctest::Approx(7));
  CHECK(r.assumptions[1].path == "near.year");
  CHECK_FALSE(r.assumptions[1].low);
  CHECK_FALSE(r.assumptions[1].high);
  CHECK(read(tree("near: {year: {value: 2012, range: [2010, 2014]}}\n")).messages ==
        Messages{"x.yaml:1:35: error: near.year.range: this number is exact; it has no range"});
}

TEST_CASE("the assumptions log holds what each number may be at all") {
  const Read r = read(tree("near: {a: 3, b: £1, portion: 5 %}\nwait: {uniform: {low: 1 day, high: 2 days}}\n"));
  REQUIRE(r.assumptions.size() == 5);
  const std::vector<std::pair<double, double>> expected{
      {0, 100}, {0, 9e15}, {0, 1}, {0, no_limit}, {0, no_limit}};  // an end of a uniform time is a time
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(r.assumptions[i].path);
    CHECK(r.assumptions[i].least == expected[i].first);
    CHECK(r.assumptions[i].most == expected[i].second);
  }
}

TEST_CASE("a family that cannot have its range is found when the scenario is read") {
  CHECK(said_of_number("{value: 1, range: [0, 2], distribution: gamma}") ==
        Messages{"x.yaml:1:51: error: near.a.distribution: a gamma needs a range above 0"});
  CHECK(said_of_number("{value: 0.5, range: [0.2, 1], distribution: beta}") ==
        Messages{"x.yaml:1:55: error: near.a.distribution: a beta needs a range that ends short of 0 and of 1"});
  CHECK(said_of_number("{value: 2, range: [2, 2], distribution: beta}") == Messages{});
  CHECK(said_of_number("{value: 0, range: [0, 2], distribution: constant}") == Messages{});
  CHECK(said_of_number("{value: 1, range: [0.5, 2], distribution: gamma}") == Messages{});
}

TEST_CASE("a number from the command line has no inherited source") {
  Node root = tree("evidence: {source: s, grade: 1}\nnear: {a: 1}\nx: 1\n");
  Diagnostics diagnostics;
  CHECK(apply_set(root, "near.a=2", diagnostics));
  CHECK(sources(read(root).assumptions) == Messages{"x from s ()", "near.a from command line (assumed)"});
}
