#include "tests/models/scenario/loaded.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace scenario;
using namespace scenario::testing;
using sim::Distribution;

namespace {

struct Config {
  Param param;
  Distribution drawn = Distribution::constant(-7);
};

void describe(Fields& f, Config& c) { f.distribution(c.param, c.drawn); }

using Read = Loaded<Config>;

Read read(const std::string& text, const Param& param) {
  return load_into(Config{.param = param}, tree("d: " + text + "\n"));
}

const Param duration{.key = "d", .unit = Unit::duration, .doc = "wait"};
const Param number{.key = "d", .low = -no_limit, .doc = "size"};
const Param count{.key = "d", .unit = Unit::count, .doc = "children"};
const Param share{.key = "d", .unit = Unit::share, .doc = "part"};
const Param money{.key = "d", .unit = Unit::money, .high = 100'000, .doc = "cost"};

}  // namespace

TEST_CASE("every way of writing a distribution is read") {
  struct Row {
    const char* text;
    const Param& param;
    Distribution drawn;
  };
  for (const Row& row : std::vector<Row>{
           {"12 weeks", duration, Distribution::constant(84)},
           {"{value: 12 weeks, source: s}", duration, Distribution::constant(84)},
           {"{constant: 12 weeks}", duration, Distribution::constant(84)},
           {"{constant: {value: 12 weeks}}", duration, Distribution::constant(84)},
           {"{uniform: {low: 1 day, high: 1 week}}", duration, Distribution::uniform(1, 7)},
           {"{triangular: {low: -1, mode: 0, high: 2}}", number, Distribution::triangular(-1, 0, 2)},
           {"{exponential: {mean: 6 weeks}}", duration, Distribution::exponential(42)},
           {"{exponential: {rate: 0.5 per day}}", duration, Distribution::exponential(2)},
           {"{exponential: {rate: 4}}", number, Distribution::exponential(0.25)},
           {"{gamma: {mean: 4 days, sd: 2 days}}", duration, Distribution::gamma_by_moments(4, 2)},
           {"{gamma: {shape: 2, scale: 3 days}}", duration, Distribution::gamma(2, 3)},
           {"{erlang: {stages: 3, mean: 6 days}}", duration, Distribution::erlang(3, 6)},
           {"{weibull: {shape: 2, scale: 3 days}}", duration, Distribution::weibull(2, 3)},
           {"{weibull: {mean: 3 days, sd: 1 day}}", duration, Distribution::weibull_by_moments(3, 1)},
           {"{lognormal: {mean: 12 weeks, sd: 5 weeks}}", duration, Distribution::lognormal_by_moments(84, 35)},
           {"{lognormal: {median: 2 days, sigma: 0.5}}", duration, Distribution::lognormal(std::log(2.0), 0.5)},
           {"{normal: {mean: -1, sd: {value: 2, source: s}}, note: n}", number, Distribution::normal(-1, 2)},
           {"{beta: {alpha: 2, beta: 3}}", share, Distribution::beta(2, 3)},
           {"{beta: {mean: 31 %, sd: 0.1}}", share, Distribution::beta_by_moments(0.31, 0.1)},
           {"{poisson: {mean: 2.5}}", count, Distribution::poisson(2.5)},
           {"{empirical: {bounds: [0 days, 1 week, {value: 4 weeks}], shares: [0.3, 70 %]}}", duration,
            Distribution::empirical({0, 7, 28}, {0.3, 0.7})},
           {"{mixture: [{share: 0.1, of: 3 days}, {share: 0.9, of: {exponential: {mean: 6 days}}}]}", duration,
            Distribution::mixture({Distribution::constant(3), Distribution::exponential(6)}, {0.1, 0.9})},
           {"{gamma: {mean: £300, sd: £50}}", money, Distribution::gamma_by_moments(30000, 5000)},
       }) {
    CAPTURE(row.text);
    const Read r = read(row.text, row.param);
    CHECK(r.messages == Messages{});
    CHECK(r.config.drawn == row.drawn);
  }
}

TEST_CASE("each parameter is a line of the assumptions log") {
  const auto paths = [](const std::string& text) {
    Messages out;
    for (const Assumption& a : read(text, duration).assumptions) out.push_back(a.path + ": " + a.description);
    return out;
  };
  CHECK(paths("3 days") == Messages{"d: wait"});
  CHECK(paths("{lognormal: {mean: 3 days, sd: {value: 1 day, range: [0.5 days, 2 days]}}}") ==
        Messages{"d.lognormal.mean: wait (mean)", "d.lognormal.sd: wait (sd)"});
  CHECK(paths("{mixture: [{share: 1, of: {constant: 3 days}}]}") ==
        Messages{"d.mixture.0.share: wait (share)", "d.mixture.0.of.constant: wait"});
  CHECK(paths("{empirical: {bounds: [0 days, 1 day], shares: [1]}}") == Messages{"d.empirical.bounds.0: wait (bound)",
                                                                                 "d.empirical.bounds.1: wait (bound)",
                                                                                 "d.empirical.shares.0: wait (share)"});
}

TEST_CASE("what is no distribution is refused at its place") {
  struct Row {
    const char* text;
    const Param& param;
    Messages messages;
  };
  for (const Row& row : std::vector<Row>{
           {"12", duration, {"x.yaml:1:4: error: d: expected a time such as \"12 weeks\", got \"12\""}},
           {"[1 day]",
            duration,
            {"x.yaml:1:4: error: d: expected a time of at least 0 days or a distribution, got a list"}},
           {"", duration, {"x.yaml:1:1: error: d: expected a time of at least 0 days or a distribution, got nothing"}},
           {"{normal: {mean: 3 days, sd: 1 day}}",
            duration,
            {"x.yaml:1:13: error: d.normal: a normal can fall below 0 days; expected a time of at least 0 days"}},
           {"{uniform: {low: -1 day, high: 3 days}}",
            duration,
            {"x.yaml:1:20: error: d.uniform.low: expected a time of at least 0 days, got \"-1 day\""}},
           {"{exponential: {mean: £2,000}}",
            money,
            {"x.yaml:1:28: error: d.exponential.000: unknown key; between braces a comma ends a value: leave it out or "
             "put quotes around "
             "the value"}},
           {"{exponential: {mean: £2000}}",
            money,
            {"x.yaml:1:18: error: d.exponential: the mean is £2000; expected an amount from £0 to £1000"}},
           {"{lognormall: {mean: 3 days}}",
            duration,
            {"x.yaml:1:5: error: d.lognormall: unknown key; did you mean \"lognormal\"?",
             "x.yaml:1:4: error: d: expected a distribution, one of constant, uniform, triangular, exponential, gamma, "
             "erlang, "
             "weibull, lognormal, normal, beta, poisson, empirical, mixture"}},
           {"{gamma: {mean: 3 days, sd: 1 day}, normal: {mean: 1 day, sd: 0 days}}",
            duration,
            {"x.yaml:1:39: error: d: expected one distribution, got gamma and normal"}},
           {"{gamma: {mean: 3 days}}",
            duration,
            {"x.yaml:1:12: error: d.gamma.sd: missing; a gamma needs mean and sd, or shape and scale"}},
           {"{gamma: {mean: 3 days, sd: 1 day, scale: 2 days}}",
            duration,
            {"x.yaml:1:38: error: d.gamma.scale: expected either mean and sd, or shape and scale"}},
           {"{gamma: {mean: 3 days, sdd: 1 day}}",
            duration,
            {"x.yaml:1:27: error: d.gamma.sdd: unknown key; did you mean \"sd\"?",
             "x.yaml:1:12: error: d.gamma.sd: missing; a gamma needs mean and sd, or shape and scale"}},
           {"{gamma: 3 days}",
            duration,
            {"x.yaml:1:12: error: d.gamma: expected mean and sd, or shape and scale, got \"3 days\""}},
           {"{exponential: {mean: 0 days}}",
            duration,
            {"x.yaml:1:18: error: d.exponential: the mean of an exponential must be greater than 0"}},
           {"{exponential: {rate: 0 per day}}",
            duration,
            {"x.yaml:1:18: error: d.exponential: the rate of an exponential must be greater than 0"}},
           {"{exponential: {rate: £3}}", money, {"x.yaml:1:5: error: d.exponential: rate cannot be used here"}},
           {"{exponential: {mean: -3 days}}",
            duration,
            {"x.yaml:1:25: error: d.exponential.mean: expected a time of at least 0 days, got \"-3 days\""}},
           {"{erlang: {stages: 1.5, mean: 3 days}}",
            duration,
            {"x.yaml:1:22: error: d.erlang.stages: expected a whole number, got \"1.5\""}},
           {"{poisson: {mean: 3 days}}",
            duration,
            {"x.yaml:1:5: error: d.poisson: a poisson counts things; it cannot be used here"}},
           {"{beta: {mean: 1 day, sd: 1 day}}",
            duration,
            {"x.yaml:1:5: error: d.beta: a beta lies between 0 and 1; it cannot be used here"}},
           {"{beta: {mean: 0.5, sd: 0.6}}",
            share,
            {"x.yaml:1:11: error: d.beta: the sd of a beta must be less than the square root of mean times (1 - "
             "mean)"}},
           {"{constant: 2.5}", count, {"x.yaml:1:15: error: d.constant: expected a whole number, got \"2.5\""}},
           {"{empirical: {bounds: [0 days, 1 day], shares: [0.5, 0.5]}}",
            duration,
            {"x.yaml:1:16: error: d.empirical: an empirical needs one share fewer than bounds"}},
           {"{empirical: {bounds: [1 day, 0 days], shares: [1]}}",
            duration,
            {"x.yaml:1:16: error: d.empirical: the bounds of an empirical must increase"}},
           {"{empirical: {bounds: [0 days, 1 day], shares: [0.7]}}",
            duration,
            {"x.yaml:1:50: error: d.empirical.shares: the shares add up to 0.7; expected 1"}},
           {"{empirical: {bound: 3}}",
            duration,
            {"x.yaml:1:17: error: d.empirical.bound: unknown key; did you mean \"bounds\"?",
             "x.yaml:1:16: error: d.empirical.bounds: missing; it is required (wait (bound))",
             "x.yaml:1:16: error: d.empirical.shares: missing; it is required (wait (share))"}},
           {"{mixture: []}",
            duration,
            {"x.yaml:1:14: error: d.mixture: expected a list of {share: ..., of: {...}}, got an empty one"}},
           {"{mixture: [{share: 0.5, of: 1 day}, {of: {normal: {mean: 1 day, sd: 1 day}}}, 3]}",
            duration,
            {"x.yaml:1:40: error: d.mixture.1.share: missing; it is required (part of the mixture)",
             "x.yaml:1:54: error: d.mixture.1.of.normal: a normal can fall below 0 days; expected a time of at least 0 "
             "days",
             "x.yaml:1:82: error: d.mixture.2: expected {share: ..., of: {...}}, got \"3\""}},
           {"{mixture: [{share: 0.5, of: 1 day}, {share: 0.4, of: 2 days}]}",
            duration,
            {"x.yaml:1:14: error: d.mixture: the shares add up to 0.9; expected 1"}},
       }) {
    CAPTURE(row.text);
    const Read r = read(row.text, row.param);
    CHECK(r.messages == row.messages);
    CHECK(r.config.drawn == Distribution::constant(-7));
  }
}

TEST_CASE("shares that may vary need not add up to one, those of a rounded table nearly") {
  const Read varied =
      read("{mixture: [{share: {value: 0.5, range: [0.4, 0.6]}, of: 1 day}, {share: 0.25, of: 2 days}]}", duration);
  CHECK(varied.messages == Messages{});
  CHECK(varied.config.drawn.mean() == doctest::Approx(4.0 / 3));
  CHECK(read("{empirical: {bounds: [0 days, 1 day, 2 days, 3 days], shares: [33 %, 33 %, 33 %]}}", duration).messages ==
        Messages{});
}
