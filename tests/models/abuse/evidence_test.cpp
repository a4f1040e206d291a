#include "models/scenario/uncertainty.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

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
