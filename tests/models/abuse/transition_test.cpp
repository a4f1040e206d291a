#include "models/scenario/diagnostics.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

namespace {

/// The six-route system beside another one made from it, with the transition lines changed as asked.
std::shared_ptr<const abuse::Plan> two_systems(const std::string& lines) {
  const std::string root = WHOLEPLACE_SOURCE_DIR "/scenarios/";
  const small::File file("extends: [" + root + "west_cheshire.yaml]\nsystems:\n  other:\n    from: " + root +
                         "systems/six_route.yaml\n    transition:\n      from: " + root + "systems/transition.yaml\n" +
                         lines);
  return abuse::load(file.path(), small::sets, {"other"}).plan;
}

std::size_t open_at(const abuse::World& world, const std::string& service) {
  std::size_t n = 0;
  for (const auto& c : world.cases())
    n += c.subject != abuse::none32 && c.state == abuse::Case::State::open &&
         world.system().services[c.service].name == service;
  return n;
}

std::size_t other(const abuse::Plan& plan) { return 1 - plan.baseline; }

}  // namespace

TEST_CASE("a system that keeps everything of the baseline differs from it by exactly nothing") {
  const auto plan = two_systems("      floating_support: keep\n");
  const auto outcome = abuse::replicate(plan, 4);
  for (const auto& metric : plan->catalogue.metrics()) {
    if (!metric.group.empty() || metric.name.starts_with("net_saving")) continue;
    for (std::size_t row = 0; row <= plan->years; ++row) {
      const double a = small::value(*plan, outcome, plan->baseline, metric.name, row);
      const double b = small::value(*plan, outcome, other(*plan), metric.name, row);
      CAPTURE(metric.name);
      CHECK(((a == b) || (a != a && b != b)));
    }
  }
  CHECK(small::value(*plan, outcome, other(*plan), "net_saving") == 0);
}

TEST_CASE("kept cases stay open, drained ones are gone by their date, transferred ones leave at once") {
  const auto plan = two_systems("      floating_support: drain until 2013-01-01\n      outreach: transfer to idva\n");
  auto run = small::warm(plan);
  const std::size_t kept = open_at(run.model, "child_in_need"), drained = open_at(run.model, "floating_support");
  CHECK(kept > 0);
  CHECK(drained > 0);
  CHECK(open_at(run.model, "outreach") > 0);
  run.model.change_system(other(*plan), run.context());
  CHECK(open_at(run.model, "child_in_need") == kept);
  CHECK(open_at(run.model, "floating_support") == drained);
  CHECK(open_at(run.model, "outreach") == 0);
  run.run_until(61.5);  // 2013-01-01 is day 61
  for (const auto& c : run.model.cases()) {
    const bool there = c.subject != abuse::none32 && c.state == abuse::Case::State::open &&
                       run.model.system().services[c.service].name == "floating_support";
    CHECK_FALSE((there && c.since < 0));
  }
}

TEST_CASE("the next incident is known for everybody after services have taken over the effects of others") {
  const auto plan = two_systems("      floating_support: drain until 2013-01-01\n      outreach: transfer to idva\n");
  auto run = small::warm(plan);
  run.model.change_system(other(*plan), run.context());
  for (double day = 0.5; day <= 200; day += 7) {
    run.run_until(day);
    REQUIRE(run.model.incidents_are_next(run.context()));
  }
}

TEST_CASE("a meeting that falls on the day a system takes over is held") {
  const auto plan = small::plan();
  auto run = small::warm(plan);
  run.model.change_system(plan->baseline, run.context());
  run.run_until(0.5);
  for (const auto& c : run.model.cases()) {
    if (c.state != abuse::Case::State::waiting || run.model.system().services[c.service].name != "marac") continue;
    CHECK(c.since > -8);  // everybody who came before the preparation time began was heard at day 0
  }
}

TEST_CASE("a missing transition line is an error that names the service") {
  const std::string root = WHOLEPLACE_SOURCE_DIR "/scenarios/";
  const small::File file("extends: [" + root + "west_cheshire.yaml]\nsystems:\n  other:\n    from: " + root +
                         "systems/six_route.yaml\n    transition:\n      idva: keep\n");
  try {
    abuse::load(file.path(), small::sets, {"other"});
    FAIL("accepted");
  } catch (const scenario::InputError& e) {
    bool named = false;
    for (const auto& d : e.diagnostics())
      named = named || d.message.find("missing line for the baseline service \"refuge\"") != std::string::npos;
    CHECK(named);
  }
}

TEST_CASE("a service takes nobody before its first day or after its last, and who waits then goes where it says") {
  const auto plan = small::plan({}, {"option_2"});
  const std::size_t option = other(*plan);
  auto run = small::warm(plan);
  run.model.change_system(option, run.context());
  run.run_until(150);  // the access team opens on day 151, 2013-04-01, and the old desks close
  CHECK(open_at(run.model, "access_team") == 0);
  run.run_until(plan->horizon);
  CHECK(open_at(run.model, "access_team") > 0);
  for (const auto& c : run.model.cases()) {
    if (c.subject == abuse::none32 || c.state == abuse::Case::State::gone) continue;
    const std::string& name = run.model.system().services[c.service].name;
    CAPTURE(name);
    CHECK_FALSE((name == "police_desk" || name == "housing_desk" || name == "health_desk"));
  }
}
