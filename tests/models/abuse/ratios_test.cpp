#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

namespace {

abuse::Loaded with(const std::string& ratio, const std::vector<std::string>& systems = {"six_route"}) {
  const small::File file("extends: " + small::west_cheshire() + "\nratios: {mine: " + ratio + "}\n");
  return abuse::load(file.path(), small::sets, systems);
}

std::string complaint(const std::string& ratio) {
  try {
    with(ratio, {});
  } catch (const scenario::InputError& e) { return e.what(); }
  return "none";
}

}  // namespace

TEST_CASE("a ratio is one metric over the other in every year and over the horizon") {
  const auto plan = with("{of: arrests, over: police_incidents, definition: x}").plan;
  const auto outcome = abuse::replicate(plan, 0);
  for (std::size_t row = 0; row <= plan->years; ++row) {
    const double of = small::value(*plan, outcome, 0, "arrests", row),
                 over = small::value(*plan, outcome, 0, "police_incidents", row);
    CHECK(over > 100);
    CHECK(small::value(*plan, outcome, 0, "mine", row) == of / over);
  }
}

TEST_CASE("a ratio over nothing is missing") {
  const auto plan = with("{of: arrests, over: managed_perpetrators, definition: x}").plan;
  CHECK(std::isnan(small::value(*plan, abuse::replicate(plan, 0), 0, "mine")));
}

TEST_CASE("a ratio needs two sums and a name of its own; a metric of a system left out makes it missing") {
  CHECK(complaint("{of: arrest, over: police_incidents, definition: x}").find("did you mean \"arrests\"") !=
        std::string::npos);
  CHECK(complaint("{of: arrests, over: idva_wait_days, definition: x}").find("no metric that is a sum") !=
        std::string::npos);
  const small::File file("extends: " + small::west_cheshire() +
                         "\nratios: {arrests: {of: charges, over: police_incidents, definition: x}}\n");
  CHECK_THROWS_WITH_AS(abuse::load(file.path(), small::sets, {"six_route"}),
                       doctest::Contains("a metric of that name is there already"), scenario::InputError);
  const auto plan = with("{of: swift_recalls, over: police_incidents, definition: x}").plan;
  CHECK(std::isnan(small::value(*plan, abuse::replicate(plan, 0), 0, "mine")));
}
