#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace {

using abuse::Entry;
using abuse::Happening;

/// A contact: its route, and the service that it came to if it led to a new case.
struct Contact {
  std::string route, service;
  bool is_like(const Contact& other) const {
    return route == other.route && (service.empty() || other.service.empty() || service == other.service);
  }
};

/// Contacts of a system, each by its candidate.
std::map<std::uint64_t, Contact> contacts(const abuse::CompiledSystem& system, const small::Kept& kept) {
  std::map<std::uint64_t, Contact> out;
  Contact* last = nullptr;
  std::uint64_t matter = 0;
  for (const Entry& e : kept.entries) {
    if (e.what == Happening::contact) {
      last = &(out[e.cause] = {system.routes[e.route].name, ""});
      matter = 0;
    } else if (e.what == Happening::presentation && last && matter == 0) {
      matter = e.cause;
    } else if (e.what == Happening::referred && last && e.cause == matter && last->service.empty()) {
      last->service = system.services[e.service].name;
    }
  }
  return out;
}

/// The two options with a service of its own behind the second kind of contact of the health route.
std::shared_ptr<const abuse::Plan> plan(const std::string& option_2) {
  const std::string gp =
      "services: {surgery: {kind: activity, for: {role: victim}, next: {close: 1}}, community_safety_desk: {handoff: "
      "{delay: 0 days, lost: 0}}}, routes: {health: {contacts: {gp: {enters: surgery}}}";
  const small::File file("extends: " + small::west_cheshire() +
                         "\nareas: {west_cheshire: {residents: 400000}}\nsystems:\n  option_1: {" + gp +
                         "}}\n  option_2: {" + gp + "}" + option_2 + "}\n");
  return abuse::load(file.path(), {"run.warm_up=1 years", "run.horizon=2 years"}, {"option_1", "option_2"}).plan;
}

}  // namespace

TEST_CASE("a contact that happens under two systems is of one kind, however often each kind comes under either") {
  const auto both = plan(
      ", prevention: {training_of_professionals: {disclosure_by_route: {health: 2.5}}, data_hub: {disclosure_ratio: "
      "0.7}}");
  small::KeptAll kept(both->systems.size());
  abuse::replicate(both, 0, kept.journals());
  REQUIRE(both->systems[2].name == "option_2");
  const auto one = contacts(both->systems[1], kept.under[1]), other = contacts(both->systems[2], kept.under[2]);
  std::size_t common = 0, unlike = 0, at_surgery = 0;
  for (const auto& [candidate, contact] : one)
    if (const auto found = other.find(candidate); found != other.end()) {
      ++common;
      at_surgery += contact.service == "surgery";
      unlike += !contact.is_like(found->second);
    }
  CHECK(at_surgery > 20);
  CHECK(common > 500);
  CHECK(common < one.size());
  CHECK(common < other.size());
  CHECK(unlike == 0);
}

TEST_CASE("contacts of each kind come as often as the scenario says") {
  std::vector<std::string> sets{"areas.west_cheshire.residents=400000"};
  for (const char* route : {"criminal_justice", "community_safety", "housing", "health"})
    sets.push_back("systems.six_route.routes." + std::string(route) + ".trust_weight=0");
  const auto plan = small::plan(sets, {"six_route"});
  std::map<std::string, double> found;
  double time = 0;
  for (std::uint32_t r = 0; r < 2; ++r) {
    const auto outcome = abuse::replicate(plan, r);
    time += small::value(*plan, outcome, 0, "active_relationships") * plan->horizon;
    for (const auto& route : plan->systems[0].routes)
      for (const auto& contact : route.contacts)
        found[plan->contacts[contact.kind]] +=
            small::value(*plan, outcome, 0, plan->catalogue.metrics()[contact.metric].name);
  }
  for (const auto& route : plan->systems[0].routes)
    for (const auto& contact : route.contacts) {
      if (contact.with_children) continue;
      const std::string& kind = plan->contacts[contact.kind];
      CAPTURE(kind);
      CHECK(found[kind] > 20);
      CHECK(std::abs(found[kind] - contact.rate * time) < 4.9 * std::sqrt(contact.rate * time));
    }
}

TEST_CASE("in whichever order routes and consequences are written, the same happens") {
  const auto as_written = abuse::load(small::west_cheshire(), small::sets, {"option_2"});
  scenario::Node turned = as_written.resolved;
  const auto turn = [](scenario::Node& mapping) { std::reverse(mapping.entries.begin(), mapping.entries.end()); };
  turn(*turned.find("abuse")->find("consequences"));
  for (auto& system : turned.find("systems")->entries) turn(*system.value.find("routes"));
  const auto plan = abuse::load(turned, {}, {"option_2"}).plan;
  REQUIRE(plan->scenario.systems.size() == 2);
  const auto a = abuse::replicate(as_written.plan, 0), b = abuse::replicate(plan, 0);
  for (std::size_t s = 0; s < 2; ++s)
    for (const auto& metric : plan->catalogue.metrics()) {
      if (!metric.group.empty()) continue;
      const double x = small::value(*as_written.plan, a, s, metric.name), y = small::value(*plan, b, s, metric.name);
      CAPTURE(metric.name);
      CHECK(((x == y) || (std::isnan(x) && std::isnan(y))));
    }
}
