#include "models/scenario/loader.hpp"

#include "tests/models/scenario/loaded.hpp"

#include <doctest/doctest.h>

using namespace scenario;
using namespace scenario::testing;

namespace {

constexpr std::string_view kinds[] = {"staff", "places", "meeting"};

struct Capacity {
  double fte = -1;
  double caseload = -1;
};

struct Service {
  std::size_t kind = 99;
  std::uint32_t assessed = 0;
  Capacity capacity;
  std::optional<Capacity> spare;
  Pence cost = -1;
  std::optional<double> share;
  double wait = -1;
  bool open = false;
  std::vector<Share> next;
  std::optional<Reference> pool;
};

struct Config {
  std::string title;
  std::int64_t start = -1;
  std::optional<std::int64_t> end;
  double people = -1;
  double calls = -1;
  Reference baseline;
  std::vector<Reference> shown;
  std::vector<double> bounds;
  std::vector<Named<std::string>> transition;
  std::vector<Named<Service>> services;
  std::vector<Capacity> list;
};

void describe(Fields& f, Capacity& c) {
  f.number({.key = "fte", .doc = "posts in full-time equivalents"}, c.fte);
  f.number({.key = "caseload", .unit = Unit::caseload, .low = 1, .high = 200, .doc = "", .need = Need::optional},
           c.caseload);
}

void describe(Fields& f, Service& s) {
  f.choice({"kind", "what it is", Need::optional}, kinds, s.kind);
  f.choices({"assessed", "whom it takes", Need::optional}, kinds, s.assessed);
  f.mapping({"capacity", "how many at once"}, s.capacity);
  f.mapping({"spare", "more of it", Need::optional}, s.spare);
  f.money({.key = "cost", .unit = Unit::money, .doc = "per case", .need = Need::optional}, s.cost);
  f.number({.key = "share", .unit = Unit::share, .doc = "part", .need = Need::optional}, s.share);
  f.number({.key = "wait", .unit = Unit::duration, .low = 1, .high = 84, .doc = "", .need = Need::optional}, s.wait);
  f.flag({"open", "", Need::optional}, s.open);
  f.shares({"next", "ways on", Need::optional}, s.next);
  f.reference({"pool", "", Need::optional}, s.pool);
}

void describe(Fields& f, Config& c) {
  f.text({"title", "what it is called"}, c.title);
  f.date({"start", "", Need::optional}, c.start);
  f.date({"end", "", Need::optional}, c.end);
  f.number({.key = "people", .unit = Unit::count, .doc = "", .need = Need::optional}, c.people);
  f.number({.key = "calls", .unit = Unit::rate, .doc = "", .need = Need::optional}, c.calls);
  f.reference({"baseline", "", Need::optional}, c.baseline);
  f.references({"shown", "", Need::optional}, c.shown);
  f.numbers({.key = "bounds", .unit = Unit::duration, .low = 0, .high = 365.25, .doc = "", .need = Need::optional},
            c.bounds);
  f.texts({"transition", "", Need::optional}, c.transition);
  f.named({"services", "", Need::optional}, c.services);
  f.list({"list", "", Need::optional}, c.list);
}

using Read = Loaded<Config>;

Read read(const std::string& text) { return load_into(Config{}, tree(text)); }

/// What is said of a service that otherwise has no mistake. Its keys start at column 5 of line 4.
Messages said_of_service(const std::string& keys) {
  return read("title: t\nservices:\n  idva:\n    " + keys + "\n    capacity: {fte: 1}\n").messages;
}

}  // namespace

TEST_CASE("a scenario without mistakes fills the configuration") {
  const Read r = read(
      "title: 2012\nstart: 2013-04-01\npeople: 329608\ncalls: 18 per year\nbaseline: old\nshown: [old, new]\n"
      "bounds: [0 days, {value: 3 months, source: s}, 1 year]\ntransition: {a: keep, b: transfer to c}\n"
      "services:\n  note: text\n  idva: {kind: places, assessed: [staff, meeting], capacity: {fte: {value: 4}, "
      "caseload: 25 cases per "
      "FTE},\n    cost: £13.205, share: 31 %, wait: 12 weeks, open: true, next: {a: 0.25, b: {value: 75 %}}, pool: "
      "county}\n"
      "list: {fte: 3}\n");
  CHECK(r.messages == Messages{});
  CHECK(r.config.title == "2012");
  CHECK(r.config.start == 15796);
  CHECK_FALSE(r.config.end);
  CHECK(r.config.people == 329608);
  CHECK(r.config.calls == 18 / 365.25);
  CHECK(r.config.baseline.name == "old");
  CHECK(to_string(r.config.baseline.place) == "x.yaml:5:11");
  CHECK(r.config.shown.size() == 2);
  CHECK(r.config.bounds == std::vector<double>{0, 91.3125, 365.25});
  REQUIRE(r.config.transition.size() == 2);
  CHECK(r.config.transition[1].name == "b");
  CHECK(r.config.transition[1].value == "transfer to c");
  REQUIRE(r.config.services.size() == 1);
  CHECK(r.config.services[0].name == "idva");
  CHECK(to_string(r.config.services[0].place) == "x.yaml:11:3");
  const Service& s = r.config.services[0].value;
  CHECK(s.kind == 1);
  CHECK(s.assessed == 0b101);
  CHECK(s.capacity.fte == 4);
  CHECK(s.capacity.caseload == 25);
  CHECK_FALSE(s.spare);
  CHECK(s.cost == 1321);
  CHECK(s.share == 0.31);
  CHECK(s.wait == 84);
  CHECK(s.open);
  REQUIRE(s.next.size() == 2);
  CHECK(s.next[1].share == 0.75);
  CHECK(s.pool->name == "county");
  REQUIRE(r.config.list.size() == 1);
  CHECK(r.config.list[0].fte == 3);
}

TEST_CASE("each mistake in a service is found at its place, in the user's words") {
  const std::vector<std::pair<std::string, Messages>> rows{
      {"share: -0.1", {"x.yaml:4:12: error: services.idva.share: expected a share from 0 to 1, got \"-0.1\""}},
      {"share: 31",
       {"x.yaml:4:12: error: services.idva.share: expected a share from 0 to 1, got \"31\"; did you mean \"31 %\"?"}},
      {"share: 310 %", {"x.yaml:4:12: error: services.idva.share: expected a share from 0 to 1, got \"310 %\""}},
      {"share: \"0.5\"", {"x.yaml:4:12: error: services.idva.share: expected a share, got \"0.5\" in quotes"}},
      {"share: [0.5]", {"x.yaml:4:12: error: services.idva.share: expected a share from 0 to 1, got a list"}},
      {"share:", {"x.yaml:4:5: error: services.idva.share: expected a share from 0 to 1, got nothing"}},
      {"share: yes",
       {"x.yaml:4:12: error: services.idva.share: expected a share such as \"0.31\" or \"31 %\", got \"yes\""}},
      {"wait: 13 weeks",
       {"x.yaml:4:11: error: services.idva.wait: expected a time from 1 day to 84 days, got \"13 weeks\""}},
      {"wait: 12", {"x.yaml:4:11: error: services.idva.wait: expected a time such as \"12 weeks\", got \"12\""}},
      {"cost: -£3",
       {"x.yaml:4:11: error: services.idva.cost: expected an amount from £0 to £90000000000000, got \"-£3\""}},
      {"cost: 3", {"x.yaml:4:11: error: services.idva.cost: expected an amount such as \"£500\", got \"3\""}},
      {"kind: staf",
       {"x.yaml:4:11: error: services.idva.kind: expected one of staff, places, meeting, got \"staf\"; did you mean "
        "\"staff\"?"}},
      {"kind: {a: 1}",
       {"x.yaml:4:11: error: services.idva.kind: expected one of staff, places, meeting, got a mapping"}},
      {"assessed: [staff, 3, staff]",
       {"x.yaml:4:23: error: services.idva.assessed.1: expected one of staff, places, meeting, got \"3\"",
        "x.yaml:4:26: error: services.idva.assessed.2: listed twice"}},
      {"open: yes", {"x.yaml:4:11: error: services.idva.open: expected true or false, got \"yes\""}},
      {"open: 'true'", {"x.yaml:4:11: error: services.idva.open: expected true or false, got \"true\" in quotes"}},
      {"open: []", {"x.yaml:4:11: error: services.idva.open: expected true or false, got a list"}},
      {"next: {a: 0.5, b: 2}",
       {"x.yaml:4:23: error: services.idva.next.b: expected a share from 0 to 1, got \"2\"; did you mean \"2 %\"?"}},
      {"next: a", {"x.yaml:4:11: error: services.idva.next: expected a mapping of names to shares, got \"a\""}},
      {"pool: ''", {"x.yaml:4:11: error: services.idva.pool: expected a name, got \"\""}},
      {"pool: [a]", {"x.yaml:4:11: error: services.idva.pool: expected a name, got a list"}},
      {"spare: {}",
       {"x.yaml:4:12: error: services.idva.spare.fte: missing; it is required (posts in full-time equivalents)"}},
      {"spare: 3", {"x.yaml:4:12: error: services.idva.spare: expected a mapping, got \"3\""}},
      {"capcity: 3", {"x.yaml:4:5: error: services.idva.capcity: unknown key; did you mean \"capacity\"?"}},
      {"notes: 3", {"x.yaml:4:5: error: services.idva.notes: unknown key; did you mean \"note\"?"}},
      {"xyzzy: 3", {"x.yaml:4:5: error: services.idva.xyzzy: unknown key"}},
      {"note: [a]", {"x.yaml:4:11: error: services.idva.note: expected text, got a list"}},
      {"spare: {fte: 1, cost: £1,200}",
       {"x.yaml:4:21: error: services.idva.spare.cost: unknown key",
        "x.yaml:4:30: error: services.idva.spare.200: unknown key; between braces a comma ends a value: leave it out "
        "or put quotes around the value"}},
  };
  for (const auto& [keys, expected] : rows) {
    CAPTURE(keys);
    CHECK(said_of_service(keys) == expected);
  }
}

TEST_CASE("mistakes at the top are found at their places") {
  const std::vector<std::pair<std::string, Messages>> rows{
      {"titel: x",
       {"x.yaml:1:1: error: title: missing; it is required (what it is called)",
        "x.yaml:1:1: error: titel: unknown key; did you mean \"title\"?"}},
      {"title: [x]", {"x.yaml:1:8: error: title: expected text, got a list"}},
      {"title:", {"x.yaml:1:1: error: title: expected text, got nothing"}},
      {"title: x\nstart: 2013-02-29",
       {"x.yaml:2:8: error: start: expected a date such as \"2013-04-01\", got \"2013-02-29\""}},
      {"title: x\nend: {}", {"x.yaml:2:6: error: end: expected a date such as \"2013-04-01\", got a mapping"}},
      {"title: x\npeople: 2.5", {"x.yaml:2:9: error: people: expected a whole number, got \"2.5\""}},
      {"title: x\npeople: -3", {"x.yaml:2:9: error: people: expected a whole number of at least 0, got \"-3\""}},
      {"title: x\npeople: 010",
       {"x.yaml:2:9: error: people: expected a whole number, got \"010\"; it might mean 8 or 10: write 10"}},
      {"title: x\nbounds: 3 days", {"x.yaml:2:9: error: bounds: expected a list of numbers, got \"3 days\""}},
      {"title: x\nbounds: [3 days, 3]",
       {"x.yaml:2:18: error: bounds.1: expected a time such as \"12 weeks\", got \"3\""}},
      {"title: x\nbounds: [2 years]",
       {"x.yaml:2:10: error: bounds.0: expected a time from 0 days to 365.25 days, got \"2 years\""}},
      {"title: x\nshown: [a, {}]", {"x.yaml:2:12: error: shown.1: expected a name, got a mapping"}},
      {"title: x\ntransition: {a: [1]}", {"x.yaml:2:17: error: transition.a: expected text, got a list"}},
      {"title: x\ntransition: a", {"x.yaml:2:13: error: transition: expected a mapping of names to text, got \"a\""}},
      {"title: x\nservices: [a]", {"x.yaml:2:11: error: services: expected a mapping of names, got a list"}},
      {"title: x\nservices:\n  a: 3\n  b:",
       {"x.yaml:3:6: error: services.a: expected a mapping, got \"3\"",
        "x.yaml:4:3: error: services.b: expected a mapping, got nothing"}},
      {"title: x\nservices: {a.b: {capacity: {fte: 1}}}",
       {"x.yaml:2:12: error: services.a.b: a name must not be empty or hold a \".\""}},
      {"title: x\nlist: 3", {"x.yaml:2:7: error: list: expected a list of mappings, got \"3\""}},
      {"title: x\nlist: [{fte: 1}, 3, {ft: 1}]",
       {"x.yaml:2:18: error: list.1: expected a mapping, got \"3\"",
        "x.yaml:2:21: error: list.2.fte: missing; it is required (posts in full-time equivalents)",
        "x.yaml:2:22: error: list.2.ft: unknown key; did you mean \"fte\"?"}},
      {"title: x\nlist: {fte: -3}", {"x.yaml:2:13: error: list.fte: expected a number of at least 0, got \"-3\""}},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(read(text).messages == expected);
  }
}

TEST_CASE("a wrong value leaves what was there") {
  const Read r = read(
      "title: [x]\nstart: soon\npeople: x\nbaseline: []\nservices: {a: {capacity: {fte: -1}, kind: x, share: 3, next: "
      "{a: 3}}}\n");
  CHECK(r.messages.size() == 8);
  CHECK(r.config.start == -1);
  CHECK(r.config.people == -1);
  CHECK(r.config.baseline.name.empty());
  REQUIRE(r.config.services.size() == 1);
  CHECK(r.config.services[0].value.capacity.fte == -1);
  CHECK(r.config.services[0].value.kind == 99);
  CHECK_FALSE(r.config.services[0].value.share);
  CHECK(r.config.services[0].value.next.empty());
}

TEST_CASE("a tree that could not be read is one mistake, not one for each missing key") {
  Diagnostics diagnostics;
  const Node nothing = read_text("a: [", "x.yaml", diagnostics);
  Config config;
  Loader(nothing, diagnostics).read(config);
  CHECK(diagnostics.all().size() == 1);
}

TEST_CASE("fields tell of the present mapping and report mistakes in it") {
  const Node root = tree("a: 1\nb: {c: 2}\n");
  Diagnostics diagnostics;
  Loader loader(root, diagnostics);
  CHECK(loader.has("a"));
  CHECK_FALSE(loader.has("c"));
  CHECK(to_string(loader.place("b")) == "x.yaml:2:4");
  CHECK(to_string(loader.place()) == "x.yaml:1:1");
  loader.error("a", "too small");
  loader.error("zz", "is needed");
  loader.error("", "is odd");
  CHECK(messages(diagnostics) ==
        Messages{"x.yaml:1:4: error: a: too small", "x.yaml:1:1: error: zz: is needed", "x.yaml:1:1: error: is odd"});
}
