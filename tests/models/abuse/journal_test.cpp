#include "models/abuse/journal.hpp"

#include "models/abuse/life.hpp"
#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace {

using abuse::Entry;
using abuse::Happening;

using small::Kept;
using small::KeptAll;

std::set<std::uint64_t> incidents(const std::vector<Entry>& entries) {
  std::set<std::uint64_t> out;
  for (const Entry& e : entries)
    if (e.what == Happening::incident) out.insert(e.cause);
  return out;
}

std::set<std::uint64_t> minus(const std::set<std::uint64_t>& a, const std::set<std::uint64_t>& b) {
  std::set<std::uint64_t> out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}

}  // namespace

TEST_CASE("the flows of every service can be told from the journal") {
  // Little capacity, so that people wait and give up.
  const auto plan = small::plan(
      {"systems.six_route.services.idva.capacity.fte=0.2", "systems.six_route.services.refuge.capacity.places=4"});
  const auto warm = small::warm(plan);
  std::size_t reneged = 0, turned_away = 0, waiting = 0;
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    auto run = warm;
    Kept kept;
    run.model.keep_journal(&kept);
    run.model.change_system(s, run.context());
    run.run_until(plan->horizon);
    std::vector<abuse::World::Flow> flows(plan->systems[s].services.size());
    for (const Entry& e : kept.entries) {
      if (e.service == abuse::none16) continue;
      switch (e.what) {
        case Happening::goes_on_waiting: ++waiting; [[fallthrough]];
        case Happening::goes_on_open: ++flows[e.service].inside_at_start; break;
        case Happening::arrived: ++flows[e.service].entered; break;
        case Happening::reneged: ++reneged, ++flows[e.service].left; break;
        case Happening::turned_away: ++turned_away, ++flows[e.service].left; break;
        case Happening::stood_down:
        case Happening::closed: ++flows[e.service].left; break;
        default: break;
      }
    }
    const auto counted = run.model.flows();
    for (std::size_t i = 0; i < flows.size(); ++i) {
      CAPTURE(plan->systems[s].name);
      CAPTURE(plan->systems[s].services[i].name);
      flows[i].inside = flows[i].inside_at_start + flows[i].entered - flows[i].left;
      CHECK(flows[i] == counted[i]);
    }
  }
  CHECK(reneged > 0);
  CHECK(turned_away > 0);
  CHECK(waiting > 0);
}

TEST_CASE("the baseline's incidents and the added ones are the option's and the averted ones, by name") {
  const auto plan = small::plan();
  KeptAll kept(plan->systems.size());
  const auto outcome = abuse::replicate(plan, 3, kept.journals());
  const auto baseline = incidents(kept.under[plan->baseline].entries);
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    const auto here = incidents(kept.under[s].entries);
    CHECK(static_cast<double>(here.size()) == small::value(*plan, outcome, s, "incidents"));
    const auto averted = minus(baseline, here), added = minus(here, baseline);
    CHECK(static_cast<double>(averted.size()) == small::value(*plan, outcome, s, "incidents_averted"));
    CHECK(static_cast<double>(added.size()) == small::value(*plan, outcome, s, "incidents_added"));
    std::set<std::uint64_t> one = baseline, other = here;
    one.insert(added.begin(), added.end());
    other.insert(averted.begin(), averted.end());
    CHECK(one == other);
    CHECK((s == plan->baseline || !averted.empty()));
  }
}

TEST_CASE("a journal changes nothing") {
  const auto plan = small::plan();
  KeptAll kept(plan->systems.size());
  const auto outcome = abuse::replicate(plan, 2, kept.journals()), plain = abuse::replicate(plan, 2);
  CHECK(std::equal(outcome.values.begin(), outcome.values.end(), plain.values.begin(), plain.values.end(),
                   [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }));
  CHECK(outcome.counted_events == plain.counted_events);
  CHECK(!kept.warm_up.entries.empty());
  for (const Kept& under : kept.under) CHECK(!under.entries.empty());

  auto with = small::warm(plan);
  const auto without = with;
  Kept one;
  with.model.keep_journal(&one);
  CHECK(with == without);
  auto copy = with;  // writes in the same journal
  copy.run_until(30);
  CHECK(!one.entries.empty());
}

TEST_CASE("the time in active spells is what the journal tells, though no event says that one gives way to quiet") {
  const auto plan = small::plan();
  auto run = small::warm(plan);
  Kept kept;
  run.model.keep_journal(&kept);
  run.model.change_system(plan->baseline, run.context());
  double active = 0, days = 0, since = 0;
  for (const auto& r : run.model.relationships()) active += r.active(0);
  run.run_until(abuse::config::year);
  run.model.close_year(run.context());
  const auto until = [&](double at) { days += active * (at - since), since = at; };
  for (const Entry& e : kept.entries) {
    if (e.role != abuse::Role::victim) continue;
    const bool begins = e.what == Happening::relationship_begins || e.what == Happening::active_spell_begins;
    if (!begins && e.what != Happening::relationship_ends && e.what != Happening::active_spell_ends) continue;
    until(e.at);
    active += begins ? 1 : -1;
  }
  until(abuse::config::year);
  const std::size_t measured = abuse::index(abuse::Measure::active_relationships);
  CHECK(run.model.measures().value(0, measured, plan->catalogue.form(measured)) ==
        doctest::Approx(days / abuse::config::year).epsilon(1e-9));
}

TEST_CASE("what the measures count, the journal holds") {
  const auto plan = small::plan({"systems.six_route.services.idva.capacity.fte=0.2"});
  KeptAll kept(plan->systems.size());
  const auto outcome = abuse::replicate(plan, 1, kept.journals());
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    const abuse::CompiledSystem& system = plan->systems[s];
    const Kept& under = kept.under[s];
    CAPTURE(system.name);
    const auto is = [&](const char* metric, std::size_t n) {
      CAPTURE(metric);
      CHECK(small::value(*plan, outcome, s, metric) == static_cast<double>(n));
    };
    const auto of_victims = [](const Entry& e) {
      return e.what == Happening::assessed && e.role == abuse::Role::victim;
    };
    is("homicides", under.count(Happening::homicide));
    is("tier_escalations", under.count(Happening::tier_rises));
    is("tier_deescalations", under.count(Happening::tier_falls));
    is("referrals_lost", under.count(Happening::handoff_lost));
    is("duplicate_referrals", under.count(Happening::duplicate));
    is("assessments", under.count(of_victims));
    is("assessed_high", under.count([&](const Entry& e) { return of_victims(e) && e.grade == 2; }));
    is("graded_high_by_aversion", under.count([&](const Entry& e) { return of_victims(e) && e.falsely; }));
    is("graded_high_not_truly",
       under.count([&](const Entry& e) { return of_victims(e) && e.grade == 2 && e.true_tier != abuse::Tier::high; }));
    is("missed_high",
       under.count([&](const Entry& e) { return of_victims(e) && e.grade != 2 && e.true_tier == abuse::Tier::high; }));
    is("relationships_begun", under.count([](const Entry& e) {
      return e.what == Happening::relationship_begins && e.role == abuse::Role::victim;
    }));
    double harm = 0;
    for (const Entry& e : under.entries)
      if (e.what == Happening::incident) harm += e.number;
    CHECK(small::value(*plan, outcome, s, "harm_days") == doctest::Approx(harm));

    // Several services may count under one metric, and who is then asked for at another of them is not refused yet.
    std::map<std::size_t, double> declined, reneged, refused;
    const auto asks_another = [&](std::size_t k) {
      const auto is_asked = {Happening::refused, Happening::duplicate, Happening::handoff_lost, Happening::referred};
      if (k + 1 == under.entries.size()) return false;
      const Entry &e = under.entries[k], &next = under.entries[k + 1];
      return std::count(is_asked.begin(), is_asked.end(), next.what) > 0 && next.at == e.at && next.cause == e.cause &&
             next.person == e.person && are_one(system.services[e.service], system.services[next.service]);
    };
    for (std::size_t k = 0; k < under.entries.size(); ++k) {
      const Entry& e = under.entries[k];
      if (e.service == abuse::none16 || e.what == Happening::transferred || e.what == Happening::dropped) continue;
      const abuse::ServiceMetrics& m = system.services[e.service].metrics;
      declined[m.declined] += e.what == Happening::declined;
      reneged[m.reneged] += e.what == Happening::reneged;
      refused[m.refused] += e.what == Happening::refused && !asks_another(k);
    }
    for (const auto* counts : {&declined, &reneged, &refused})
      for (const auto& [metric, n] : *counts)
        CHECK(outcome.values[(s * (plan->years + 1) + plan->years) * plan->catalogue.size() + metric] == n);
  }
  CHECK(kept.under[plan->baseline].count(Happening::reneged) > 0);
  CHECK(kept.under[plan->baseline].count(Happening::refused) > 0);
  CHECK(kept.under[plan->baseline].count(Happening::declined) > 0);
}

TEST_CASE("every case is referred or goes on before anything else, and nothing follows its end") {
  const auto plan = small::plan();
  KeptAll kept(plan->systems.size());
  abuse::replicate(plan, 4, kept.journals());
  for (const Kept& under : kept.under) {
    std::set<std::tuple<std::uint64_t, std::uint64_t, std::uint16_t>> there;
    double now = 0, longest = 0;
    std::size_t wrong = 0, out_of_order = 0;
    for (const Entry& e : under.entries) {
      out_of_order += e.at < now;
      now = e.at;
      const auto key = std::make_tuple(e.person, e.address, e.service);
      switch (e.what) {
        case Happening::referred:
        case Happening::goes_on_open:
        case Happening::goes_on_waiting:
        case Happening::goes_on_under_way: wrong += !there.insert(key).second; break;
        case Happening::arrived:
        case Happening::waits: wrong += !there.contains(key); break;
        case Happening::begun:
          wrong += !there.contains(key) || e.number < 0;
          longest = std::max(longest, e.number);
          break;
        case Happening::assessed: wrong += !there.contains(key) || std::isnan(e.number); break;
        case Happening::outgrown:
        case Happening::not_taken:
        case Happening::declined:
        case Happening::turned_away:
        case Happening::reneged:
        case Happening::stood_down:
        case Happening::closed: wrong += there.erase(key) != 1; break;
        default: break;
      }
      wrong += e.person == 0 || e.relationship == 0;
    }
    CHECK(wrong == 0);
    CHECK(out_of_order == 0);
    CHECK(longest > 1);
  }
}

TEST_CASE("a person who is picked is what the pick says") {
  const auto plan = small::plan();
  KeptAll kept(plan->systems.size());
  abuse::replicate(plan, 0, kept.journals());
  const auto under = [&](std::size_t s) -> const std::vector<Entry>& { return kept.under[s].entries; };

  const auto averted = abuse::pick_person(plan, 0, abuse::Pick::most_incidents_averted);
  REQUIRE(averted);
  std::map<std::uint64_t, double> spared;
  const auto here = incidents(under(averted->system));
  for (const Entry& e : under(plan->baseline))
    if (e.what == Happening::incident && !here.contains(e.cause)) ++spared[e.relationship];
  double most = 0;
  for (const auto& [person, n] : spared) most = std::max(most, n);
  CHECK(averted->number == most);
  CHECK(spared[averted->person] == most);

  const auto early = abuse::pick_person(plan, 0, abuse::Pick::first_false_escalation);
  REQUIRE(early);
  double first = abuse::forever, longest = 0, services = 0;
  for (std::size_t s = 0; s < plan->systems.size(); ++s) {
    std::map<std::uint64_t, double> begun;
    for (const Entry& e : under(s)) {
      if (e.what == Happening::assessed && e.falsely && e.role == abuse::Role::victim) first = std::min(first, e.at);
      if (e.what == Happening::begun || e.what == Happening::reneged) longest = std::max(longest, e.number);
      if (e.what == Happening::begun) services = std::max(services, ++begun[e.person]);
    }
  }
  CHECK(early->number == first);
  CHECK(abuse::pick_person(plan, 0, abuse::Pick::longest_wait)->number == longest);
  CHECK(abuse::pick_person(plan, 0, abuse::Pick::most_services)->number == services);
}

TEST_CASE("a life holds all of one person and nothing of others, incidents of their relationships apart") {
  const auto plan = small::plan();
  KeptAll kept(plan->systems.size());
  abuse::replicate(plan, 0, kept.journals());
  // A child, a perpetrator and a victim who came to a service in the counted period.
  for (const abuse::Role role : {abuse::Role::victim, abuse::Role::perpetrator, abuse::Role::child}) {
    CAPTURE(static_cast<int>(role));
    const auto& all = kept.under[plan->baseline].entries;
    const auto known = [&](std::uint64_t person) {
      return std::any_of(kept.warm_up.entries.begin(), kept.warm_up.entries.end(), [&](const Entry& e) {
        return e.person == person && e.what == Happening::relationship_begins;
      });
    };
    const auto found = std::find_if(all.begin(), all.end(), [&](const Entry& e) {
      return e.role == role && e.what == Happening::begun && known(e.person);
    });
    REQUIRE(found != all.end());
    const auto life = abuse::life_of(plan, 0, found->person);
    REQUIRE(life);
    CHECK(life->role == role);
    CHECK(life->person == found->person);
    std::set<std::uint64_t> relationships;
    for (const Entry& e : life->family) relationships.insert(e.relationship);
    CHECK(!relationships.empty());
    for (std::size_t s = 0; s < plan->systems.size(); ++s) {
      std::vector<Entry> wanted;
      for (const Entry& e : kept.under[s].entries)
        if (e.person == found->person ||
            (e.role == abuse::Role::victim && e.service == abuse::none16 && e.what != Happening::relationship_begins &&
             relationships.contains(e.relationship)))
          wanted.push_back(e);
      CHECK(life->under[s] == wanted);
    }
  }
  CHECK(!abuse::life_of(plan, 0, 12345));
}
