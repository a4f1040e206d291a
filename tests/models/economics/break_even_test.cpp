#include "models/economics/break_even.hpp"

#include <doctest/doctest.h>

using namespace economics;

TEST_CASE("benefit and cost moved by the shares of the break-even meet") {
  const BreakEven shares = break_even(8, 5);
  CHECK(8 * (1 - *shares.benefit_cut) == doctest::Approx(5));
  CHECK(5 * (1 + *shares.cost_uplift) == doctest::Approx(8));
  CHECK(8 * (1 - *shares.both) == doctest::Approx(5 * (1 + *shares.both)));
}

TEST_CASE("a case that does not save has to improve by a share") {
  const BreakEven shares = break_even(4, 5);
  CHECK(*shares.benefit_cut == -0.25);
  CHECK(*shares.cost_uplift == -0.2);
}

TEST_CASE("without benefit or without cost there is no share") {
  CHECK_FALSE(break_even(0, 5).benefit_cut.has_value());
  CHECK_FALSE(break_even(-1, 5).both.has_value());
  CHECK_FALSE(break_even(4, 0).cost_uplift.has_value());
}
