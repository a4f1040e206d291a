#include "models/abuse/offer.hpp"

#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace {

/// The six-route system with the police desk's ways on for medium risk as asked.
std::shared_ptr<const abuse::Plan> plan(double outreach, const std::string& also, const std::string& services = "") {
  const small::File file("extends: " + small::west_cheshire() +
                         "\nsystems: {six_route: {services: {police_desk: {next_by_tier: {medium: {outreach: " +
                         std::to_string(outreach) + ", floating_support: 0, advice: " + std::to_string(1 - outreach) +
                         "}}, also_by_tier: {medium: {refuge_sought: 0" + also + "}}}" + services + "}}}\n");
  return abuse::load(file.path(), small::sets, {"six_route"}).plan;
}

double offered(const abuse::Plan& plan, std::span<const abuse::Time> stood_down = {}) {
  const abuse::CompiledSystem& system = plan.systems[0];
  return abuse::offered(system, system.services[system.find("police_desk")], abuse::Tier::medium, 100, stood_down);
}

}  // namespace

TEST_CASE("what is on offer is the share of ways that come to support, and whatever is asked for beside them") {
  CHECK(offered(*plan(0, "")) == 0);
  CHECK(offered(*plan(0.25, "")) == doctest::Approx(0.25));
  CHECK(offered(*plan(0, ", outreach: 0.5")) == doctest::Approx(0.5));
  // Either of the two, or both: they are independent.
  CHECK(offered(*plan(0.25, ", floating_support: 0.5")) == doctest::Approx(1 - 0.75 * 0.5));
  CHECK(offered(*plan(0, ", outreach: 0.5, floating_support: 0.5")) == doctest::Approx(0.75));
  // Through others, straight on and beside that; children's services support no victim.
  CHECK(offered(*plan(0, "", ", advice: {also: {outreach: 0.5}}")) == doctest::Approx(0.5));
  CHECK(offered(*plan(0, ", childrens_contact: 1")) == 0);
}

TEST_CASE("what has been stood down is not on offer, but what it falls back on is") {
  const auto alone = plan(0.4, ""), replaced = plan(0.4, "", ", outreach: {fallback: floating_support}");
  for (const auto& p : {alone, replaced}) {
    const abuse::CompiledSystem& system = p->systems[0];
    std::vector<abuse::Time> stood_down(system.resources.size(), abuse::forever);
    CHECK(offered(*p, stood_down) == doctest::Approx(0.4));
    stood_down[system.services[system.find("outreach")].resource] = 100;
    CHECK(offered(*p, stood_down) == doctest::Approx(p == replaced ? 0.4 : 0));
    stood_down[system.services[system.find("outreach")].resource] = 101;
    CHECK(offered(*p, stood_down) == doctest::Approx(0.4));
  }
}

TEST_CASE("once double running is over, assessors no longer count on it") {
  const std::string root = WHOLEPLACE_SOURCE_DIR "/scenarios/systems/";
  const small::File file(
      "extends: " + small::west_cheshire() + "\nsystems:\n  other:\n    from: " + root +
      "six_route.yaml\n    transition: {from: " + root +
      "transition.yaml, floating_support: keep}\n    services:\n"
      "      police_desk: {assessment: {high: 2.5, risk_aversion: 0.3}, next_by_tier: {medium: {outreach: "
      "1, floating_support: 0, advice: 0}}, also_by_tier: {medium: {refuge_sought: 0}}}\n"
      "      outreach: {capacity: {until_fall: 0.1}}\n");
  const auto plan = abuse::load(file.path(), small::sets, {"other"}).plan;
  small::KeptAll kept(plan->systems.size());
  abuse::replicate(plan, 0, kept.journals());
  const std::size_t other = 1 - plan->baseline;
  const std::uint16_t desk = plan->systems[other].find("police_desk");
  std::size_t before = 0, after = 0, wrong = 0;
  for (const abuse::Entry& e : kept.under[other].entries) {
    if (e.what != abuse::Happening::assessed || e.service != desk) continue;
    const double lowered = e.high_without_aversion - e.high;
    if (lowered == 0)
      ++before;
    else if (lowered == doctest::Approx(0.3))
      ++after;
    else
      ++wrong;
    wrong += lowered == 0 && after > 0;
  }
  CHECK(before > 100);
  CHECK(after > 100);
  CHECK(wrong == 0);
}
