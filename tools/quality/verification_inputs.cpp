#include "tools/quality/verification.hpp"
#include "tools/results/manifest.hpp"

#include <map>

namespace quality {

namespace {
constexpr const char* domain = "input calculations";
}

void verify_inputs(const Facts& facts, std::vector<Check>& checks) {
  Check bounds{domain, "every number of the scenario lies within what it may be"};
  Check ranges{domain, "every range is in order, and holds its number"};
  Check wholes{domain, "shares of one whole sum to one", rounding};
  std::map<std::string, double> sums;
  for (const scenario::Assumption& a : facts.assumptions()) {
    bounds.within(a.value, a.least, a.most, a.path);
    if (a.low && a.high) {
      ranges.deviates(std::max(0.0, *a.low - *a.high), a.path);
      ranges.within(a.value, *a.low, *a.high, a.path);
    }
    if (!a.part_of.empty()) sums[a.part_of] += a.value;
  }
  for (const auto& [whole, sum] : sums) wholes.equal(sum, 1, whole);
  ranges.note = "a fitted number may lie at an end of its range";
  checks.insert(checks.end(), {bounds, ranges, wholes});

  Check scenario{domain, "the scenario is the one that the manifest names (SHA-256)"};
  const std::string text = results::content_of(facts.inputs.folder() / "scenario.yaml");
  scenario.deviates(results::sha256(text) == facts.inputs.finished().scenario_sha256 ? 0 : 1, "scenario.yaml");
  checks.push_back(scenario);

  Check margins{domain, "categories of the people drawn add up to everybody", 1e-6};
  if (const report::Records* records = facts.inputs.records("margins.csv")) {
    std::map<std::string, std::pair<double, double>> by_characteristic;  // target, drawn
    for (std::size_t r = 0; r < records->size(); ++r) {
      if (records->text(r, "unit") != "share") continue;
      auto& [target, drawn] = by_characteristic[records->text(r, "characteristic")];
      target += records->number(r, "target");
      drawn += records->number(r, "drawn");
    }
    for (const auto& [characteristic, sums_of] : by_characteristic)
      if (std::abs(sums_of.first - 1) < 0.005) margins.equal(sums_of.second, 1, characteristic);
    margins.note = "characteristics whose target shares are a whole";
  }
  checks.push_back(margins);
}

}  // namespace quality
