#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

using abuse::Happening;
using abuse::Tier;

TEST_CASE("the victim-years of high risk are what the journal tells of active spells and moves of the tier") {
  const auto plan = small::plan();
  auto run = small::warm(plan);
  small::Kept kept;
  run.model.keep_journal(&kept);
  run.model.change_system(plan->baseline, run.context());
  double high = 0, days = 0, since = 0;
  for (const auto& r : run.model.relationships()) high += r.active(0) && r.true_tier == Tier::high;
  run.run_until(abuse::config::year);
  run.model.close_year(run.context());
  const auto until = [&](double at) { days += high * (at - since), since = at; };
  std::size_t moves = 0, ends = 0;
  for (const auto& e : kept.entries) {
    if (e.role != abuse::Role::victim) continue;
    double change = 0;
    const bool is_high = e.true_tier == Tier::high;
    if (e.what == Happening::relationship_begins || e.what == Happening::active_spell_begins)
      change = is_high ? 1 : 0;
    else if (e.what == Happening::relationship_ends || e.what == Happening::active_spell_ends)
      change = is_high ? -1 : 0;
    else if (e.what == Happening::tier_rises)
      change = is_high ? 1 : 0;
    else if (e.what == Happening::tier_falls)
      change = e.true_tier == Tier::medium ? -1 : 0;
    if (change == 0) continue;
    moves += e.what == Happening::tier_rises || e.what == Happening::tier_falls;
    ends += e.what == Happening::active_spell_ends;
    until(e.at);
    high += change;
  }
  until(abuse::config::year);
  CHECK(moves > 0);
  CHECK(ends > 0);
  const std::size_t measured = abuse::index(abuse::Measure::high_risk_years);
  CHECK(run.model.measures().value(0, measured, plan->catalogue.form(measured)) ==
        doctest::Approx(days / abuse::config::year).epsilon(1e-9));
}
