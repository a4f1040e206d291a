#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <string>

TEST_CASE("a fourth system is a copied file: it runs beside the others and changes nothing of them") {
  const std::string root = WHOLEPLACE_SOURCE_DIR "/scenarios/";
  const small::File file(
      "extends: [" + root + "west_cheshire.yaml]\n" +
      "systems:\n"
      "  option_3:\n"
      "    from: " +
      root +
      "systems/option_2.yaml\n"
      "    title: Option 3 (teams twice as large, an hour of advice for all)\n"
      "    services:\n"
      "      key_worker: {capacity: {fte: 34}}\n"
      "      welcome: {kind: activity, for: {role: victim}, duration: 1 days, next: {core_offer: 1}}\n"
      "      access_team:\n"
      "        next_by_tier: {standard: {core_offer: 0, welcome: 1}, medium: {core_offer: 0, welcome: 0.15},\n"
      "                       high: {idva: 0.60}}\n");
  const auto four = abuse::load(file.path(), small::sets, {}).plan, three = small::plan();
  REQUIRE(four->systems.size() == 4);
  const auto outcome = abuse::replicate(four, 2), before = abuse::replicate(three, 2);
  const auto number = [](const abuse::Plan& plan, const std::string& name) {
    for (std::size_t s = 0; s < plan.systems.size(); ++s)
      if (plan.systems[s].name == name) return s;
    throw std::invalid_argument("no system " + name);
  };
  for (const std::string system : {"six_route", "option_1", "option_2"})
    for (const auto& metric : three->catalogue.metrics()) {
      if (!metric.group.empty()) continue;
      const double a = small::value(*four, outcome, number(*four, system), metric.name);
      const double b = small::value(*three, before, number(*three, system), metric.name);
      CAPTURE(metric.name);
      CHECK(((a == b) || (a != a && b != b)));
    }
  const std::size_t third = number(*four, "option_3"), second = number(*four, "option_2");
  CHECK(small::value(*four, outcome, third, "welcome_cases") > 10);
  CHECK(small::value(*four, outcome, second, "welcome_cases") == 0);
  CHECK(small::value(*four, outcome, third, "key_worker_utilisation") <
        0.7 * small::value(*four, outcome, second, "key_worker_utilisation"));
}
