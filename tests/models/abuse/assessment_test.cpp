#include "tests/models/abuse/small.hpp"

#include <boost/math/distributions/normal.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

namespace {

const char* const desks[] = {"police_desk",    "probation_desk", "community_safety_desk",
                             "childrens_desk", "housing_desk",   "health_desk"};

struct Counts {
  double truly_high = 0, found = 0, all = 0, high = 0, false_escalations = 0;
};

Counts counts(std::vector<std::string> sets, double sees) {
  for (const std::string desk : desks)
    for (const char* agency : {"police", "probation", "council", "childrens_services", "housing", "health"})
      sets.push_back("systems.six_route.services." + desk + ".assessment.sees." + agency + "=" + std::to_string(sees));
  sets.push_back("areas.west_cheshire.residents=400000");
  const auto plan = small::plan(sets, {"six_route"});
  Counts c;
  for (std::uint32_t r = 0; r < 2; ++r) {
    const auto outcome = abuse::replicate(plan, r);
    const auto of = [&](const char* metric) { return small::value(*plan, outcome, 0, metric); };
    c.found += of("assessed_high") - of("graded_high_not_truly");
    c.truly_high += of("assessed_high") - of("graded_high_not_truly") + of("missed_high");
    c.all += of("assessments");
    c.high += of("assessed_high");
    c.false_escalations += of("false_escalations");
  }
  return c;
}

std::vector<std::string> with_risk_aversion(double x) {
  std::vector<std::string> sets;
  for (const std::string desk : desks)
    sets.push_back("systems.six_route.services." + desk + ".assessment.risk_aversion=" + std::to_string(x));
  return sets;
}

/// Whether a share of n lies within its binomial spread of p; false alarms one in a million (4.89 standard errors).
bool agrees(double found, double n, double p) { return std::abs(found / n - p) < 4.9 * std::sqrt(p * (1 - p) / n); }

}  // namespace

TEST_CASE("blind to other agencies, a truly high case is graded high as often as the AUC and the threshold say") {
  const Counts c = counts(with_risk_aversion(0), 0);
  const boost::math::normal unit;
  const double d = std::numbers::sqrt2 * boost::math::quantile(unit, 0.63);
  CHECK(c.truly_high > 500);
  CHECK(agrees(c.found, c.truly_high, boost::math::cdf(unit, d - 1.36)));
}

TEST_CASE("without risk aversion there are no false escalations, with it the share between the two thresholds") {
  CHECK(counts(with_risk_aversion(0), 0).false_escalations == 0);
  const Counts c = counts(with_risk_aversion(0.4), 0);
  CHECK(c.false_escalations > 0.2 * c.high);
  CHECK(c.false_escalations < 0.6 * c.high);
}

TEST_CASE("seeing everybody's history finds more of the truly high") {
  const Counts blind = counts(with_risk_aversion(0), 0), open = counts(with_risk_aversion(0), 1);
  CHECK(open.found / open.truly_high > blind.found / blind.truly_high + 0.005);
}
