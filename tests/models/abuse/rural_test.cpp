#include "tests/models/abuse/small.hpp"
#include "tests/sim/agreement.hpp"

#include <doctest/doctest.h>

#include <cmath>

TEST_CASE("fewer relationships begin in rural homes, and as many in all") {
  const auto even =
      small::plan({"abuse.people.prevalence.rural=6 %", "abuse.people.prevalence.urban=6 %"}, {"six_route"});
  const auto uneven =
      small::plan({"abuse.people.prevalence.rural=2 %", "abuse.people.prevalence.urban=6 %"}, {"six_route"});
  const auto a = abuse::replicate(even, 0), b = abuse::replicate(uneven, 0);
  const double begun = small::value(*even, a, 0, "relationships_begun");
  CHECK(begun == small::value(*uneven, b, 0, "relationships_begun"));
  CHECK(small::value(*even, a, 0, "incidents") == small::value(*uneven, b, 0, "incidents"));
  const double expected[] = {0.31, 0.31 * 2 / (0.31 * 2 + 0.69 * 6)};
  const double found[] = {small::in_group(*even, a, 0, "relationships_begun", "setting=rural") / begun,
                          small::in_group(*uneven, b, 0, "relationships_begun", "setting=rural") / begun};
  for (int i = 0; i < 2; ++i)
    CHECK(std::abs(found[i] - expected[i]) <
          agreement::standard_errors * std::sqrt(expected[i] * (1 - expected[i]) / begun));
}

TEST_CASE("a place of rural areas has fewer victims than a town of its size beside it") {
  const small::File file("extends: " + small::west_cheshire() +
                         "\nareas:\n  hills: {residents: 60000, localities: 1, rural: 1}\n"
                         "  west_cheshire: {residents: 60000, localities: 1, rural: 0}\n"
                         "abuse: {people: {prevalence: {urban: 6 %, rural: 3 %}}}\n");
  const auto plan = abuse::load(file.path(), {"run.warm_up=1 years", "run.horizon=2 years"}, {"six_route"}).plan;
  const auto outcome = abuse::replicate(plan, 0);
  const double hills = small::in_group(*plan, outcome, 0, "relationships_begun", "area=hills"),
               all = small::value(*plan, outcome, 0, "relationships_begun");
  CHECK(small::in_group(*plan, outcome, 0, "relationships_begun", "setting=rural") == hills);
  CHECK(std::abs(hills / all - 1.0 / 3) < agreement::standard_errors * std::sqrt(2.0 / 9 / all));
}
