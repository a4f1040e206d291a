#include "models/economics/prices.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <map>
#include <utility>

/// What the published tables say, held against what the scenario's files hold.
TEST_SUITE("the appraisal's tables as data") {
  const std::shared_ptr<const abuse::Plan>& west_cheshire() {
    static const auto plan = abuse::load(small::west_cheshire(), {}, {}).plan;
    return plan;
  }
  const abuse::config::Appraisal& settings() { return *west_cheshire()->scenario.appraisal; }

  TEST_CASE("discount factors of ten years at the standard rate and of five at the health rate") {
    constexpr std::array standard{1.0000, 0.9662, 0.9335, 0.9019, 0.8714, 0.8420,
                                  0.8135, 0.7860, 0.7594, 0.7337, 0.7089};
    constexpr std::array health{1.0000, 0.9852, 0.9707, 0.9563, 0.9422, 0.9283};
    const auto rounded = [](double factor) { return std::round(factor * 1e4) / 1e4; };
    for (std::size_t t = 0; t < standard.size(); ++t)
      CHECK(rounded(west_cheshire()->appraisal.standard.factor(t)) == doctest::Approx(standard[t]));
    for (std::size_t t = 0; t < health.size(); ++t)
      CHECK(rounded(west_cheshire()->appraisal.health.factor(t)) == doctest::Approx(health[t]));
  }

  TEST_CASE("the three schedules step down after 30, 75, 125, 200 and 300 years") {
    const std::map<std::string, std::array<double, 6>> published{
        {"standard", {3.5, 3.0, 2.5, 2.0, 1.5, 1.0}},
        {"health", {1.5, 1.29, 1.07, 0.86, 0.64, 0.43}},
        {"without_catastrophe", {3.0, 2.57, 2.14, 1.71, 1.29, 0.86}}};
    constexpr std::array<double, 6> years{0, 31, 76, 126, 201, 301};
    REQUIRE(settings().discounting.schedules.size() == published.size());
    for (const auto& schedule : settings().discounting.schedules) {
      REQUIRE(schedule.value.steps.size() == years.size());
      for (std::size_t s = 0; s < years.size(); ++s) {
        CHECK(schedule.value.steps[s].from_year == years[s]);
        CHECK(100 * schedule.value.steps[s].rate == doctest::Approx(published.at(schedule.name)[s]));
      }
    }
  }

  TEST_CASE("prices of 2009 to 2017 in prices of 2012") {
    const std::map<int, double> published{{2009, 1.0544}, {2010, 1.0406}, {2011, 1.0155},
                                          {2012, 1.0000}, {2013, 0.9789}, {2014, 0.9635},
                                          {2015, 0.9571}, {2016, 0.9408}, {2017, 0.9265}};
    const auto& prices = west_cheshire()->scenario.prices;
    std::map<int, double> deflator;
    for (const auto& d : prices.deflator) deflator[static_cast<int>(d.year)] = d.index;
    const economics::Prices real(static_cast<int>(prices.base_year), deflator);
    for (const auto& [year, factor] : published)
      CHECK(std::round(static_cast<double>(real.real(100'000'000, year)) / 1e4) / 1e4 == doctest::Approx(factor));
  }

  TEST_CASE("corrections for optimism of the six grades") {
    constexpr std::array uplift{0.0, 0.05, 0.10, 0.15, 0.25, 0.40}, error{0.02, 0.05, 0.10, 0.15, 0.20, 0.25};
    const auto& grades = settings().optimism_bias.grades;
    REQUIRE(grades.size() == uplift.size());
    for (std::size_t g = 0; g < grades.size(); ++g) {
      CHECK(grades[g].cost_uplift == doctest::Approx(uplift[g]));
      CHECK(grades[g].benefit_cut == doctest::Approx(uplift[g]));
      CHECK(grades[g].known_error == doctest::Approx(error[g]));
    }
  }
}
