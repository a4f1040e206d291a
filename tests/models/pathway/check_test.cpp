#include "models/pathway/graph.hpp"
#include "tests/models/pathway/specs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

using namespace pathway;
using namespace pathway::testing;

namespace {

using Lines = std::vector<std::string>;
constexpr std::size_t high = 2;
const std::vector<std::string> grades{"standard", "medium", "high"};

/// What a user would read, by line of the file.
Lines mistakes(const Spec& spec) {
  scenario::Diagnostics diagnostics;
  check(spec, diagnostics);
  Lines lines;
  for (const scenario::Diagnostic& diagnostic : diagnostics.all()) lines.push_back(to_string(diagnostic));
  std::sort(lines.begin(), lines.end());
  return lines;
}

Service assessing(Service made) {
  made.assesses.assign(grades.size() + 1, {0.5, 0.3, 0.2});
  return made;
}

Service quick(Service made) {
  made.can_take_no_time = true;
  return made;
}

}  // namespace

TEST_CASE("a sound system has no mistakes") {
  CHECK(mistakes(system({assessing(door("police", 5,
                                        {only(high, to("idva", 1)), only(0, to("close", 1)), only(1, to("close", 1)),
                                         also("children", 0.4)})),
                         service("idva", {to("police", 0.1), to("close", 0.9), fallback("outreach")}),
                         service("outreach", {to("close", 1)}), service("children", {to("close", 1)})},
                        grades)) == Lines{});
}

TEST_CASE("a reference to nothing is answered with the nearest service") {
  CHECK(mistakes(system({door("police", 1, {to("idvva", 1)}), service("idva", {to("close", 1)})})) ==
        Lines{"x.yaml:11:7: error: services.police.next: no service \"idvva\"; did you mean \"idva\"?"});
}

TEST_CASE("a misspelt exit is answered with close") {
  CHECK(mistakes(system({door("police", 1, {to("closed", 1)})})) ==
        Lines{"x.yaml:11:7: error: services.police.next: no service \"closed\"; did you mean \"close\"?"});
}

TEST_CASE("a reference to nothing at all names the list it stands in") {
  CHECK(mistakes(system({door("police", 1, {to("close", 1), also("zzzzzzzz", 0.5), fallback("qqqqqqqq")})})) ==
        Lines{"x.yaml:12:7: error: services.police.also: no service \"zzzzzzzz\"",
              "x.yaml:13:7: error: services.police.fallback: no service \"qqqqqqqq\""});
}

TEST_CASE("a service that no front door leads to is unreachable, though others use up its capacity") {
  Service island = service("refuge", {to("close", 1)});
  island.background_load = 4;
  CHECK(mistakes(system({door("police", 1, {to("close", 1)}), island})) ==
        Lines{"x.yaml:20:3: error: services.refuge: nobody can get here: no front door leads to it over next, also or "
              "fallback"});
}

TEST_CASE("each kind of edge makes a service reachable") {
  for (const Flow flow : {Flow::next, Flow::also, Flow::fallback}) {
    CAPTURE(static_cast<int>(flow));
    std::vector<Edge> edges{to("refuge", 1, flow)};
    if (flow != Flow::next) edges.push_back(to("close", 1));
    CHECK(mistakes(system({door("police", 1, edges), service("refuge", {to("close", 1)})})) == Lines{});
  }
}

TEST_CASE("a route switched off by a share of 0 still leads somewhere") {
  CHECK(mistakes(system({door("police", 1, {to("refuge", 0), to("close", 1)}), service("refuge", {to("close", 1)})})) ==
        Lines{});
}

TEST_CASE("a system without a front door is one mistake") {
  CHECK(mistakes(system({service("police", {to("refuge", 1)}), service("refuge", {to("close", 1)})})) ==
        Lines{"x.yaml:1:1: error: services: no front door: no cases enter any service from outside"});
}

TEST_CASE("a service with no next step is a dead end") {
  CHECK(mistakes(system({door("police", 1, {also("refuge", 0.5)}), service("refuge", {to("close", 1)})})) ==
        Lines{"x.yaml:10:3: error: services.police: no way on; name a service or close under next"});
}

TEST_CASE("a grade that arrives without a next step is a dead end for that grade") {
  CHECK(
      mistakes(system({assessing(door("police", 1, {only(high, to("close", 1)), only(1, to("close", 1))}))}, grades)) ==
      Lines{"x.yaml:10:3: error: services.police: no way on for cases assessed standard; name a service or close under "
            "next"});
}

TEST_CASE("cases that nobody has assessed need a next step too") {
  CHECK(mistakes(system(
            {door("police", 1, {only(0, to("close", 1)), only(1, to("close", 1)), only(high, to("close", 1))})},
            grades)) == Lines{"x.yaml:10:3: error: services.police: no way on; name a service or close under next"});
}

TEST_CASE("a grade that cannot arrive needs no next step") {
  CHECK(mistakes(system({assessing(door("police", 1,
                                        {only(high, to("idva", 1)), only(0, to("close", 1)), only(1, to("close", 1))})),
                         service("idva", {only(high, to("close", 1))})},
                        grades)) == Lines{});
}

TEST_CASE("a grade that is not eligible needs no next step") {
  Service marac = service("marac", {only(high, to("close", 1))});
  marac.engages = {0, 0, 0.9, 0};
  CHECK(mistakes(system({assessing(door("police", 1, {to("marac", 1)})), marac}, grades)) == Lines{});
}

TEST_CASE("a ring that never reaches close is named in order, once for all grades") {
  CHECK(
      mistakes(system({assessing(door("police", 1, {to("outreach", 1)})), service("outreach", {to("idva", 1)}),
                       service("idva", {to("refuge", 1)}), service("refuge", {to("outreach", 1)})},
                      grades)) ==
      Lines{"x.yaml:20:3: error: services.outreach: no way out of outreach -> idva -> refuge -> outreach; one of them "
            "must lead to close in the end"});
}

TEST_CASE("being refused is no way out of a ring") {
  CHECK(
      mistakes(system({door("police", 1, {to("idva", 1)}), service("idva", {to("idva", 1), fallback("close")})})) ==
      Lines{
          "x.yaml:20:3: error: services.idva: no way out of idva -> idva; one of them must lead to close in the end"});
}

TEST_CASE("a way out with a share of 0 is no way out") {
  CHECK(mistakes(system({door("police", 1, {to("police", 1), to("close", 0)})})) ==
        Lines{"x.yaml:10:3: error: services.police: no way out of police -> police; one of them must lead to close in "
              "the end"});
}

TEST_CASE("a loop of services that take no time is named in order") {
  CHECK(mistakes(system({quick(door("police", 1, {to("triage", 1)})),
                         quick(service("triage", {to("panel", 0.5), to("close", 0.5)})),
                         quick(service("panel", {to("police", 0.3), to("close", 0.7)}))})) ==
        Lines{"x.yaml:10:3: error: services.police: a case could go round without end in no time: police -> triage -> "
              "panel -> police"});
}

TEST_CASE("one service that takes time makes the loop harmless") {
  CHECK(mistakes(system({quick(door("police", 1, {to("triage", 1)})),
                         service("triage", {to("panel", 0.5), to("close", 0.5)}),
                         quick(service("panel", {to("police", 0.3), to("close", 0.7)}))})) == Lines{});
}

TEST_CASE("two full services that refuse to each other take no time, however long they take to serve") {
  CHECK(mistakes(system({door("police", 1, {to("refuge", 1)}), service("refuge", {to("close", 1), fallback("hub")}),
                         service("hub", {to("close", 1), fallback("refuge")})})) ==
        Lines{"x.yaml:20:3: error: services.refuge: a case could go round without end in no time: refuge -> hub -> "
              "refuge"});
}

TEST_CASE("two loops through one service are two mistakes") {
  CHECK(mistakes(system({quick(door("police", 1, {to("panel", 0.2), to("triage", 0.2), to("close", 0.6)})),
                         quick(service("panel", {to("police", 0.5), to("close", 0.5)})),
                         quick(service("triage", {to("police", 0.5), to("close", 0.5)}))})) ==
        Lines{"x.yaml:10:3: error: services.police: a case could go round without end in no time: police -> panel -> "
              "police",
              "x.yaml:10:3: error: services.police: a case could go round without end in no time: police -> triage -> "
              "police"});
}

TEST_CASE("shares that do not sum to one are reported with their sum") {
  CHECK(mistakes(system({door("police", 1, {also("idva", 0.4), to("idva", 0.25), to("close", 0.7)}),
                         service("idva", {to("close", 1)})})) ==
        Lines{"x.yaml:12:7: error: services.police.next: shares sum to 0.95, expected 1"});
}

TEST_CASE("shares may be off by rounding, not by more") {
  const auto with = [](double share) {
    return system({door("police", 1, {to("idva", share), to("close", 0.7)}), service("idva", {to("close", 1)})});
  };
  CHECK(mistakes(with(0.3 + 0.9e-9)) == Lines{});
  CHECK(mistakes(with(0.3 + 1.2e-9)) ==
        Lines{"x.yaml:11:7: error: services.police.next: shares sum to 1.000000001, expected 1"});
}

TEST_CASE("shares for all and for one grade add up") {
  const auto with = [](double share) {
    return system({assessing(door("police", 1,
                                  {to("close", 0.4), only(0, to("idva", 0.6)), only(1, to("idva", 0.6)),
                                   only(high, to("idva", share))})),
                   service("idva", {to("close", 1)})},
                  grades);
  };
  CHECK(mistakes(with(0.6)) == Lines{});
  CHECK(mistakes(with(0.7)) ==
        Lines{"x.yaml:11:7: error: services.police.next: shares of cases assessed high sum to 1.1, expected 1"});
}

TEST_CASE("the shares of fallbacks sum to one") {
  CHECK(mistakes(system({door("police", 1, {to("close", 1), to("idva", 0.5, Flow::fallback)}),
                         service("idva", {to("close", 1)})})) ==
        Lines{"x.yaml:12:7: error: services.police.fallback: shares sum to 0.5, expected 1"});
}

TEST_CASE("a share outside 0 to 1 is one mistake, not also a wrong sum") {
  CHECK(
      mistakes(system({door("police", 1, {to("close", 1), also("idva", 1.2)}), service("idva", {to("close", 1.5)})})) ==
      Lines{"x.yaml:12:7: error: services.police.also: expected a share from 0 to 1, got 1.2 for \"idva\"",
            "x.yaml:21:7: error: services.idva.next: expected a share from 0 to 1, got 1.5 for \"close\""});
}

TEST_CASE("an assessment that loses cases is reported with its probabilities") {
  Service police = door("police", 1, {to("close", 1)});
  police.assesses.assign(4, {0.5, 0.3, 0.1});
  CHECK(
      mistakes(system({police}, grades)) ==
      Lines{"x.yaml:10:3: error: services.police: expected probabilities of each grade that sum to 1, got 0.5 + 0.3 + "
            "0.1 for cases not yet assessed"});
}

TEST_CASE("services that share a capacity must agree on it") {
  Service idva = service("idva", {to("close", 1)});
  Service outreach = service("outreach", {to("close", 1)});
  idva.capacity_shared_with = outreach.capacity_shared_with = "specialists";
  idva.capacity = 4;
  outreach.capacity = 5;
  CHECK(mistakes(system({door("police", 1, {to("idva", 0.5), to("outreach", 0.5)}), idva, outreach})) ==
        Lines{"x.yaml:30:3: error: services.outreach: shares \"specialists\" with idva but has capacity 5, not 4"});
}

TEST_CASE("all mistakes are reported in one go") {
  CHECK(mistakes(system({quick(door("police", 1, {to("idvva", 0.5), to("triage", 0.4)})),
                         service("idva", {also("police", 0.1)}),
                         quick(service("triage", {to("police", 0.2), to("close", 0.8)})),
                         service("island", {to("bay", 1)}), service("bay", {to("island", 1)})})) ==
        Lines{"x.yaml:10:3: error: services.police: a case could go round without end in no time: police -> triage -> "
              "police",
              "x.yaml:11:7: error: services.police.next: no service \"idvva\"; did you mean \"idva\"?",
              "x.yaml:11:7: error: services.police.next: shares sum to 0.9, expected 1",
              "x.yaml:20:3: error: services.idva: no way on; name a service or close under next",
              "x.yaml:40:3: error: services.island: no way out of island -> bay -> island; one of them must lead to "
              "close in the end",
              "x.yaml:40:3: error: services.island: nobody can get here: no front door leads to it over next, also or "
              "fallback",
              "x.yaml:50:3: error: services.bay: nobody can get here: no front door leads to it over next, also or "
              "fallback"});
}

TEST_CASE("a spec with indices out of range is a broken invariant") {
  Spec spec = system({door("police", 1, {to("close", 1)})});
  spec.services[0].edges[0].to = 7;
  scenario::Diagnostics diagnostics;
  CHECK_THROWS_AS(check(spec, diagnostics), std::logic_error);
}
