#include "sim/sensitivity/crossing.hpp"
#include "tools/sweep/analyses.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

namespace tools::sweeps {

std::string found_level(const Sweep& sweep, double value) {
  return sweep.points().text(0, std::stod(fmt::format("{:.3g}", value)));
}

std::vector<Finding> overtaking(const Sweep& sweep, const Kept& kept, const Rivals& rivals) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<Finding> findings;
  const Points& points = sweep.points();
  for (const Rivals::Pair& pair : rivals.pairs()) {
    const sim::sensitivity::Crossing crossing = sim::sensitivity::crossing_of_sweep(points.x.values, pair.differences);
    Finding finding{.analysis = "overtaking",
                    .system = kept.systems()[pair.system],
                    .metric = kept.metrics()[pair.metric].name,
                    .factor = points.factors[0],
                    .statistic = "value",
                    .value = crossing.value.value_or(none),
                    .ci_low = crossing.ci_low,
                    .ci_high = crossing.ci_high,
                    .against = kept.systems()[pair.other],
                    .level = crossing.value ? found_level(sweep, *crossing.value) : no_crossing};
    Finding share = finding;
    findings.push_back(std::move(finding));
    if (std::isnan(crossing.crosses)) continue;
    share.statistic = "share_that_cross";
    share.value = crossing.crosses;
    share.ci_low = share.ci_high = none;
    share.level.clear();
    findings.push_back(std::move(share));
  }
  return findings;
}

}  // namespace tools::sweeps
