#pragma once

#include "models/scenario/fields.hpp"

#include <string>
#include <vector>

/// A configuration with one key of every kind, for tests that read hostile text or write a schema.
namespace scenario::testing {

inline constexpr std::string_view kinds[] = {"staff", "places", "meeting"};

struct Capacity {
  double fte = 0;
  double caseload = 0;
};

struct Service {
  std::size_t kind = 0;
  std::uint32_t assessed = 0;
  Capacity capacity;
  sim::Distribution duration;
  std::optional<sim::Distribution> patience;
  Pence cost = 0;
  std::vector<Share> next;
  bool closed = false;
};

struct Configuration {
  std::string title;
  std::int64_t start = 0;
  double horizon = 0;
  double calls = 0;
  double people = 0;
  sim::Distribution children;
  bool rural = false;
  Reference baseline;
  std::optional<Reference> other;
  std::vector<Reference> shown;
  std::vector<double> bounds;
  std::vector<Named<std::string>> transition;
  std::vector<Named<Service>> services;
  std::vector<Capacity> posts;
};

inline void describe(Fields& f, Capacity& c) {
  f.number({.key = "fte", .high = 1000, .doc = "posts in full-time equivalents"}, c.fte);
  f.number({.key = "caseload",
            .unit = Unit::caseload,
            .low = 1,
            .high = 200,
            .doc = "cases per worker",
            .need = Need::optional},
           c.caseload);
}

inline void describe(Fields& f, Service& s) {
  f.choice({"kind", "what it is"}, kinds, s.kind);
  f.choices({"assessed", "whom it takes", Need::optional}, kinds, s.assessed);
  f.mapping({"capacity", "how many at once", Need::optional}, s.capacity);
  f.distribution({.key = "duration", .unit = Unit::duration, .high = 3653, .doc = "how long a case lasts"}, s.duration);
  f.distribution({.key = "patience", .unit = Unit::duration, .doc = "", .need = Need::optional}, s.patience);
  f.money({.key = "cost", .unit = Unit::money, .doc = "per case", .need = Need::optional}, s.cost);
  f.shares({"next", "ways on", Need::optional}, s.next);
  if (f.may_hold("closed")) f.flag({"closed", "said only where it matters", Need::optional}, s.closed);
}

inline void describe(Fields& f, Configuration& c) {
  f.text({"title", "what it is called"}, c.title);
  f.date({"start", "first day"}, c.start);
  f.number({.key = "horizon", .unit = Unit::duration, .low = 1, .doc = "how long"}, c.horizon);
  f.number({.key = "calls", .unit = Unit::rate, .doc = "how often"}, c.calls);
  f.number({.key = "people", .unit = Unit::count, .doc = "how many"}, c.people);
  f.distribution({.key = "children", .unit = Unit::count, .doc = "in a family", .need = Need::optional}, c.children);
  f.flag({"rural", "", Need::optional}, c.rural);
  f.reference({"baseline", "compared with"}, c.baseline);
  f.reference({"other", "", Need::optional}, c.other);
  f.references({"shown", "", Need::optional}, c.shown);
  f.numbers({.key = "bounds", .unit = Unit::share, .doc = "", .need = Need::optional}, c.bounds);
  f.texts({"transition", "", Need::optional}, c.transition);
  f.named({"services", "by name"}, c.services);
  f.list({"posts", "", Need::optional}, c.posts);
}

/// A scenario for it, without mistakes.
inline constexpr std::string_view valid_scenario = R"(# a comment
title: "West Cheshire, 2012"
start: 2012-11-01
horizon: 5 years
calls: {value: 18 per year, range: [12 per year, 24 per year], distribution: gamma, source: 'survey: "x"', status: assumed,
        grade: 5, sample_size: 120, price_year: 2012, date: 2013-04-01}
people: 329608
children: {poisson: {mean: 1.7}}
rural: true
baseline: idva
shown: [idva, refuge]
bounds: [0, 25 %, 1]
note: |
  two lines
  of text
transition: {idva: keep, refuge: drain until 2014-10-01}
evidence: {source: somebody, status: inferred}
services:
  idva: &idva
    kind: staff
    assessed: [staff, meeting]
    capacity: {fte: {value: 4, range: [3, 5]}, caseload: 25 cases per FTE}
    duration: {lognormal: {mean: 12 weeks, sd: 5 weeks}}
    patience: {mixture: [{share: 0.1, of: {constant: 3 days}}, {share: 0.9, of: {exponential: {rate: 2 per month}}}]}
    cost: £1,234.50
    next: {refuge: 0.3, close: 70 %}
  refuge:
    kind: places
    duration: {empirical: {bounds: [0 days, 4 weeks, 1 year], shares: [0.5, 0.5]}}
  copy: *idva
posts:
  - fte: 3
  - {fte: 1.5e1, caseload: 20}
)";

}  // namespace scenario::testing
