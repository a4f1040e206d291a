#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

namespace {

/// The six routes with an order on every perpetrator whom a police desk hears of. Nobody begins another relationship,
/// so that a perpetrator is told by the relationship.
std::string orders(const std::string& order) {
  const auto other = [&](const std::string& name, const std::string& more) {
    if (order.find(name) == std::string::npos) return std::string();
    return name + ": {kind: activity, for: {role: perpetrator}, team: justice, " + more + "next: {close: 1}}, ";
  };
  return "{services: {order: {kind: activity, for: {role: perpetrator}, team: justice, handoff: {delay: 0 days, lost: "
         "0}, " +
         order + "}, " + other("jail", "duration: 3 days, ") + other("done", "") +
         "police_desk: {also_by_tier: {standard: {order: 1}, medium: {order: 1}, high: {order: 1}}}}}";
}
abuse::Loaded with(const std::string& order) {
  const small::File file("extends: " + small::west_cheshire() +
                         "\nabuse: {relationships: {new_partner: 0}}\nsystems: {six_route: " + orders(order) + "}\n");
  return abuse::load(file.path(), small::sets, {"six_route"});
}

struct Lived {
  explicit Lived(std::shared_ptr<const abuse::Plan> p) : plan(std::move(p)), kept(plan->systems.size()) {
    outcome = abuse::replicate(plan, 0, kept.journals());
  }
  double value(const std::string& metric) const { return small::value(*plan, outcome, 0, metric); }
  std::shared_ptr<const abuse::Plan> plan;
  small::KeptAll kept;
  abuse::Outcome outcome;
};

}  // namespace

TEST_CASE("with a chance of one every police incident under an order is a breach of it, and nothing else is") {
  const Lived lived(with("duration: 60 days, breach: {share: 1, next: {jail: 1}}, next: {close: 1}").plan);
  const auto& system = lived.plan->systems[0];
  const std::uint16_t order = system.find("order");
  std::map<std::uint64_t, int> open;
  std::size_t expected = 0, seen = 0;
  for (const abuse::Entry& e : lived.kept.under[0].entries) {
    using abuse::Happening;
    if (e.what == Happening::presentation && system.routes[e.route].is_police && open[e.relationship] > 0) ++expected;
    if (e.service != order) continue;
    if (e.what == Happening::begun || e.what == Happening::goes_on_open) ++open[e.relationship];
    if (e.what == Happening::closed) --open[e.relationship];
    if (e.what == Happening::breached) ++seen;
  }
  CHECK(expected > 30);
  CHECK(seen == expected);
  CHECK(lived.value("order_breaches") == expected);
  CHECK(lived.value("order_stay_days") == doctest::Approx(60).epsilon(0.03));  // goes on beside it
}

TEST_CASE("a breach that ends the case ends it at once, and leads where it says") {
  const Lived lived(with("duration: 60 days, breach: {share: 1, next: {jail: 1}, ends: true}, next: {done: 1}").plan);
  const std::uint16_t order = lived.plan->systems[0].find("order"), jail = lived.plan->systems[0].find("jail");
  std::map<std::uint64_t, double> breached, closed, begun;
  for (const abuse::Entry& e : lived.kept.under[0].entries) {
    if (e.what == abuse::Happening::breached && e.service == order) breached[e.relationship] = e.at;
    if (e.what == abuse::Happening::closed && e.service == order) closed[e.relationship] = e.at;
    if (e.what == abuse::Happening::begun && e.service == jail) begun[e.relationship] = e.at;
    if (const auto last = breached.find(e.relationship); last != breached.end() && e.at > last->second) {
      CHECK(closed[e.relationship] == last->second);
      CHECK(begun[e.relationship] == last->second);
      breached.erase(last);
    }
  }
  CHECK(lived.value("order_breaches") > 30);
  CHECK(lived.value("jail_cases") == lived.value("order_breaches"));
  CHECK(lived.value("order_stay_days") < 59);
}

TEST_CASE("breaches go by severity") {
  const auto breaches = [](const std::string& chance) {
    return Lived(with("duration: 60 days, breach: {" + chance + ", next: {close: 1}}, next: {close: 1}").plan)
        .value("order_breaches");
  };
  const auto of = [&](const std::string& severity) {
    std::string all = "{coercive: 0, minor: 0, moderate: 0, serious: 0, life_threatening: 0}";
    all.replace(all.find(severity + ": 0"), severity.size() + 3, severity + ": 1");
    return breaches("by_severity: " + all);
  };
  double sum = 0;
  for (const char* severity : {"coercive", "minor", "moderate", "serious", "life_threatening"}) sum += of(severity);
  CHECK(of("coercive") > 10);
  CHECK(of("moderate") > 5);
  CHECK(sum == breaches("share: 1"));
}

TEST_CASE(
    "whether an incident is a breach is drawn by the incident: whoever breaches at a lower chance does at a higher") {
  const auto breaches = [](const std::string& chance) {
    const Lived lived(
        with("duration: 60 days, breach: {share: " + chance + ", next: {close: 1}}, next: {close: 1}").plan);
    std::set<std::uint64_t> all;
    for (const abuse::Entry& e : lived.kept.under[0].entries)
      if (e.what == abuse::Happening::breached && e.service == lived.plan->systems[0].find("order"))
        all.insert(e.cause);
    return all;
  };
  const auto some = breaches("0.4"), more = breaches("0.7");
  CHECK(some.size() > 15);
  CHECK(more.size() > some.size());
  CHECK(std::includes(more.begin(), more.end(), some.begin(), some.end()));
}

TEST_CASE("monitoring finds a breach in the share of cases it says, early, and the case may go on") {
  const std::string monitored = "monitored: {share: 0.3, after: 5 days}, next: {jail: 1}";
  const Lived on(with("duration: 40 days, breach: {" + monitored + "}, next: {done: 1}").plan);
  const Lived ends(with("duration: 40 days, breach: {" + monitored + ", ends: true}, next: {done: 1}").plan);
  for (const Lived* lived : {&on, &ends}) {
    const double cases = lived->value("order_cases"), breaches = lived->value("order_breaches");
    CHECK(cases > 300);
    CHECK(std::abs(breaches / cases - 0.3) < 4 * std::sqrt(0.21 / cases));
    CHECK(lived->value("jail_cases") == breaches);
  }
  CHECK(on.value("order_stay_days") == doctest::Approx(40).epsilon(0.04));
  CHECK(on.value("done_cases") == doctest::Approx(on.value("order_cases")).epsilon(0.05));
  CHECK(ends.value("order_stay_days") == doctest::Approx(0.3 * 5 + 0.7 * 40).epsilon(0.06));
  CHECK(ends.value("done_cases") == doctest::Approx(0.7 * ends.value("order_cases")).epsilon(0.1));
}

TEST_CASE("expected loads count breaches that monitoring finds") {
  const auto flows = [](const std::string& ends) {
    const auto loaded =
        with("duration: 40 days, breach: {monitored: {share: 0.3, after: 5 days}, next: {jail: 1}, ends: " + ends +
             "}, next: {done: 1}");
    std::map<std::string, double> out;
    for (const auto& l : loaded.loads[0]) out[l.service] = l.cases_per_year;
    return out;
  };
  auto on = flows("false"), ends = flows("true");
  CHECK(on["order"] > 0);
  CHECK(on["jail"] == doctest::Approx(0.3 * on["order"]).epsilon(1e-3));
  CHECK(on["done"] == doctest::Approx(on["order"]).epsilon(1e-3));
  CHECK(ends["done"] == doctest::Approx(0.7 * ends["order"]).epsilon(1e-3));
}

TEST_CASE("of those there of their own will a breach ends the case, and they are not recalled; of others it goes on") {
  const std::string voluntary =
      "duration: 60 days, breach: {share: 1, next: {jail: 1}, ends_unless_bound: true}, next: {done: 1}";
  const auto run = [&](bool jail_needs_it, bool anybody_bound) {
    Lived lived([&] {
      std::string text = orders(voluntary);
      if (jail_needs_it) {
        const std::string jail = "jail: {kind: activity, for: {role: perpetrator";
        text.insert(text.find(jail) + jail.size(), ", when: [bound]");
      }
      if (!anybody_bound)
        for (const char* service :
             {"police_bail", "protection_notice", "protection_order", "court_bail", "bail_before_trial",
              "bail_before_sentence", "licence", "licence_of_short_sentence", "community_order", "suspended_sentence"})
          text.insert(text.rfind("}}"), ", " + std::string(service) + ": {marks: []}");
      const small::File file("extends: " + small::west_cheshire() +
                             "\nabuse: {relationships: {new_partner: 0}}\nsystems: {six_route: " + text + "}\n");
      auto sets = small::sets;
      sets.push_back("areas.west_cheshire.residents=200000");
      return abuse::load(file.path(), sets, {"six_route"}).plan;
    }());
    return lived;
  };
  const Lived free = run(true, false);
  CHECK(free.value("order_breaches") > 100);
  CHECK(free.value("jail_cases") == 0);
  CHECK(free.value("order_stay_days") < 55);
  const Lived open_jail = run(false, false);  // what comes next is its own business
  CHECK(open_jail.value("jail_cases") > 0.9 * open_jail.value("order_breaches"));

  // As West Cheshire stands: recalled are those who were bound at that moment, and no others, and their order goes on.
  const Lived lived = run(true, true);
  const auto& system = lived.plan->systems[0];
  const std::uint16_t order = system.find("order"), jail = system.find("jail");
  std::map<std::uint64_t, int> bound;
  std::map<std::uint64_t, double> ended, breached;
  std::size_t recalled = 0, let_go = 0;
  for (const abuse::Entry& e : lived.kept.under[0].entries) {
    using abuse::Happening;
    if (e.service == abuse::none16) continue;
    const bool binds = abuse::has(system.services[e.service].marks, abuse::Mark::binds);
    if (binds && (e.what == Happening::begun || e.what == Happening::goes_on_open)) ++bound[e.relationship];
    if (binds && e.what == Happening::closed) --bound[e.relationship];
    if (e.service == order && e.what == Happening::closed) ended[e.relationship] = e.at;
    if (e.service == order && e.what == Happening::breached) {
      const bool let = ended.contains(e.relationship) && ended[e.relationship] == e.at;
      let_go += let;
      CHECK(let == (bound[e.relationship] == 0));
    }
    if (e.service == jail && e.what == Happening::begun) {
      ++recalled;
      CHECK(bound[e.relationship] > 0);
    }
  }
  MESSAGE("recalled ", recalled, ", let go ", let_go);
  CHECK(recalled > 10);
  CHECK(let_go > 100);
}

TEST_CASE("only perpetrators' cases know a breach") {
  const small::File file("extends: " + small::west_cheshire() +
                         "\nsystems: {six_route: {services: {idva: {breach: {share: 1, next: {close: 1}}}}}}\n");
  CHECK_THROWS_WITH_AS(abuse::load(file.path(), small::sets, {"six_route"}),
                       doctest::Contains("is for services whose cases are perpetrators'"), scenario::InputError);
}
