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
