#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

TEST_CASE("what fades of one service's protection stays in force when another's begins") {
  const auto plan = small::plan({}, {"option_2"});
  auto run = small::warm(plan);
  run.model.change_system(1 - plan->baseline, run.context());
  const auto lasts_until = [&](const abuse::Protection& p) {
    return p.ended + 8 * run.model.system().services[p.service].half_life;
  };
  std::map<std::uint64_t, std::vector<abuse::Protection>> before;
  std::size_t joined = 0;
  for (double day = 7; day <= 500; day += 7) {
    run.run_until(day);
    std::map<std::uint64_t, std::vector<abuse::Protection>> now;
    for (const abuse::Relationship& r : run.model.relationships()) {
      if (r.phase == abuse::Phase::forgotten || r.protections.empty()) continue;
      now[r.id] = r.protections;
      for (const abuse::Protection& old : before[r.id]) {
        if (old.ended == abuse::forever || lasts_until(old) < day) continue;
        CHECK(std::any_of(r.protections.begin(), r.protections.end(),
                          [&](const abuse::Protection& p) { return p.service == old.service; }));
        joined += r.protections.size() > before[r.id].size() ? 1 : 0;
      }
    }
    before = std::move(now);
  }
  CHECK(joined > 20);  // fading ones that another came to stand beside within the week
}
