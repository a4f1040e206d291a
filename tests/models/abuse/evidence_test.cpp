#include "models/scenario/uncertainty.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

TEST_CASE("every number of the West Cheshire scenario says where it comes from and how far to trust it") {
  const abuse::Loaded loaded = abuse::load(small::west_cheshire(), {}, {});
  CHECK(loaded.assumptions.size() > 1000);
  for (const auto& a : loaded.assumptions) {
    if (a.path.starts_with("run.") || a.path.starts_with("targets."))
      continue;  // settings; targets have their own source
    CAPTURE(a.path);
    CHECK_FALSE(a.source.empty());
    CHECK_FALSE(a.status.empty());
    CHECK(a.grade.has_value());
  }
}

TEST_CASE("an assumed number never passes for a good one") {
  for (const auto& a : abuse::load(small::west_cheshire(), {}, {}).assumptions) {
    CAPTURE(a.path);
    CHECK_FALSE((a.status == "assumed" && a.grade.value_or(6) < 5));
  }
}

TEST_CASE("expected load names the service that will be overloaded") {
  const abuse::Loaded loaded =
      abuse::load(small::west_cheshire(), {"systems.six_route.services.idva.capacity.fte=0.5"}, {});
  bool found = false;
  for (const auto& load : loaded.loads[loaded.plan->baseline])
    if (load.service == "idva") found = load.utilisation > 1;
  CHECK(found);
}

TEST_CASE("every uncertain number of West Cheshire can be drawn and stays what it may be; no year or setting is") {
  std::size_t uncertain = 0;
  for (const auto& a : abuse::load(small::west_cheshire(), {}, {}).assumptions) {
    const auto uncertainty = scenario::uncertainty_of(a);
    CAPTURE(a.path);
    const bool is_exact = a.path.ends_with(".price_year") || a.path.ends_with(".base_year") ||
                          a.path.ends_with(".year") || a.path.starts_with("run.");
    if (is_exact) CHECK_FALSE(uncertainty);
    if (!uncertainty) continue;
    ++uncertain;
    CHECK(scenario::draw(*uncertainty, a, 0) >= a.least);
    CHECK(scenario::draw(*uncertainty, a, 1) <= a.most);
  }
  CHECK(uncertain > 500);
}

TEST_CASE("a target may name a metric that only a system left out counts, but not one that nobody counts") {
  const auto with_target = [](const std::string& metric, const std::vector<std::string>& systems) {
    const small::File file("extends: " + small::west_cheshire() +
                           "\nsystems: {option_2: {services: {key_worker: {counts: [plans_made]}}}}\n"
                           "targets: [{metric: " +
                           metric +
                           ", quantity: plans, kind: prediction, system: option_2, value: 1, source: none}]\n");
    return abuse::load(file.path(), {}, systems).plan->systems.size();
  };
  CHECK(with_target("plans_made", {}) == 3);
  CHECK(with_target("plans_made", {"six_route"}) == 1);
  CHECK_THROWS_AS(with_target("plans_maid", {}), scenario::InputError);
}

TEST_CASE("in an active spell people have as many incidents a year as the sources of the rates say") {
  // The scenario's rates are of a week after the last incident. Nobody is known to anybody, so that nothing protects.
  std::vector<std::string> sets{"areas.west_cheshire.residents=900000"};
  for (const char* route :
       {"police", "criminal_justice", "community_safety", "childrens_services", "housing", "health"})
    for (const auto severity : abuse::severity_names)
      sets.push_back(std::string("systems.six_route.routes.") + route + ".after_incident." + std::string(severity) +
                     "=0");
  const auto plan = small::plan(sets, {"six_route"});
  auto run = small::warm(plan);
  std::array<double, abuse::tiers> years{};
  for (int week = 1; week <= 52; ++week) {
    run.run_until(7 * week);
    for (const auto& r : run.model.relationships())
      if (r.active(7 * week)) years[abuse::index(r.true_tier)] += 7 / abuse::config::year;
  }
  run.model.close_year(run.context());
  const std::array<double, abuse::tiers> a_year{4, 12, 17};
  for (std::size_t t = 0; t < abuse::tiers; ++t) {
    const std::size_t incidents = *plan->catalogue.group_base(abuse::index(abuse::Measure::incidents)) + t;
    REQUIRE(plan->catalogue.metrics()[incidents].group == "tier=" + std::string(abuse::tier_names[t]));
    CAPTURE(abuse::tier_names[t]);
    CHECK(years[t] > 100);
    CHECK(run.model.measures().value(0, incidents, abuse::Form::sum) / years[t] ==
          doctest::Approx(a_year[t]).epsilon(0.08));
  }
}

TEST_CASE("of the referrals to an IDVA as many are taken up as the sources say, what trust takes included") {
  const auto plan = small::plan({"areas.west_cheshire.residents=400000"}, {"six_route"});
  double referrals = 0, declined = 0;
  for (std::uint32_t r = 0; r < 4; ++r) {
    const auto outcome = abuse::replicate(plan, r);
    referrals += small::value(*plan, outcome, 0, "idva_referrals");
    declined += small::value(*plan, outcome, 0, "idva_declined");
  }
  CHECK(referrals > 3000);  // so that a standard error is below 0.01
  CHECK(std::abs(1 - declined / referrals - 0.70) < 0.025);
}

TEST_CASE("about half of the women who find a refuge find it in another authority, at its cost, and no man does") {
  const auto plan = small::plan(
      {"areas.west_cheshire.residents=330000", "abuse.relationships.female_victims=0.5", "run.horizon=4 years"},
      {"six_route"});
  double here = 0, elsewhere = 0;
  for (std::uint32_t r = 0; r < 4; ++r) {
    const auto outcome = abuse::replicate(plan, r);
    const auto value = [&](const char* metric) { return small::value(*plan, outcome, 0, metric); };
    here += value("refuge_cases") - 4 * 34 * (1 - value("refuge_turned_away_share"));
    elsewhere += value("refuge_elsewhere_cases");
  }
  CHECK(elsewhere > 50);
  CHECK(elsewhere / (here + elsewhere) == doctest::Approx(0.5).epsilon(0.2));
  const std::uint16_t number = plan->systems[0].find("refuge_elsewhere");
  CHECK(plan->systems[0].services[number].costs.empty());
  auto run = small::warm(plan);
  std::size_t there = 0;
  for (int month = 1; month <= 40; ++month) {
    run.run_until(30 * month);
    for (const auto& c : run.model.cases()) {
      if (c.state != abuse::Case::State::open || c.service != number) continue;
      ++there;
      CHECK(run.model.relationships()[c.relationship].victim.person.sex == abuse::Sex::female);
    }
  }
  CHECK(there > 20);
}

TEST_CASE("women whom a full refuge turns away look on, and more of them find a place elsewhere") {
  const auto elsewhere = [](const std::string& places) {
    const auto plan = small::plan(
        {"areas.west_cheshire.residents=330000", "systems.six_route.services.refuge.capacity.places=" + places,
         "systems.six_route.services.refuge_search.next.refuge_elsewhere=0.69",
         "systems.six_route.services.refuge_search.next.close=0.13"},
        {"six_route"});
    double cases = 0;
    for (std::uint32_t r = 0; r < 3; ++r)
      cases += small::value(*plan, abuse::replicate(plan, r), 0, "refuge_elsewhere_cases");
    return cases;
  };
  CHECK(elsewhere("1") > 1.3 * elsewhere("200"));
}
