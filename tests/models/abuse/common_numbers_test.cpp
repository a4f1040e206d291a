#include "sim/tally.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

TEST_CASE("common random numbers halve the variance of a paired difference at least") {
  const auto plan = small::plan({}, {"option_2"});
  const std::size_t option = 1 - plan->baseline;
  for (const char* metric : {"incidents", "cost_total"}) {
    sim::Tally baseline, other, difference;
    for (std::uint32_t r = 0; r < 24; ++r) {
      const auto outcome = abuse::replicate(plan, r);
      const double a = small::value(*plan, outcome, plan->baseline, metric),
                   b = small::value(*plan, outcome, option, metric);
      baseline.add(a);
      other.add(b);
      difference.add(b - a);
    }
    const double ratio = difference.variance() / (baseline.variance() + other.variance());
    MESSAGE(metric << ": variance of the difference over the sum of variances: " << ratio);
    CHECK(ratio < 0.5);
  }
}
