#include "tools/sweep/analyses.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace tools::sweeps;

namespace {

std::string sweep_file(const std::string& name) {
  return std::string(WHOLEPLACE_SOURCE_DIR) + "/scenarios/sweeps/" + name + ".yaml";
}

std::size_t number(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace

TEST_CASE("where option 2 falls below option 1 is found with its interval; metrics that never cross say so") {
  const Sweep sweep(sweep_file("switching_dilution"), 6);
  const Kept kept(sweep);
  Rivals rivals(sweep, kept);
  const std::size_t metrics = kept.metrics().size();
  REQUIRE(kept.metrics()[0].name == "net_saving");
  const std::size_t one = number(kept.systems(), "option_1"), two = number(kept.systems(), "option_2");
  for (std::size_t p = 0; p < sweep.points().size(); ++p)
    for (std::uint32_t r = 0; r < 6; ++r) {
      std::vector<double> values(kept.size(), 7);
      const double luck = 1000.0 * r;  // the same under both: it does not move the crossing
      values[one * metrics] = 40 + luck;
      values[two * metrics] = 100 - 200 * sweep.points().x.at(p, 0) + luck + (r % 2 == 0 ? 4 : -4);
      values[two * metrics + 2] = 9;
      rivals.add(p, r, values);
    }
  const std::vector<Finding> findings = overtaking(sweep, kept, rivals);
  const auto found = [&](const std::string& metric, const std::string& statistic) {
    const auto f = std::find_if(findings.begin(), findings.end(), [&](const Finding& each) {
      return each.metric == metric && each.statistic == statistic && each.system == "option_2" &&
             each.against == "option_1";
    });
    REQUIRE(f != findings.end());
    return *f;
  };
  const Finding saving = found("net_saving", "value");
  CHECK(saving.analysis == "overtaking");
  CHECK(saving.factor == "dilution");
  CHECK(saving.value == doctest::Approx(0.3));
  CHECK(saving.ci_low >= 0.28);
  CHECK(saving.ci_low < 0.3);
  CHECK(saving.ci_high > 0.3);
  CHECK(saving.ci_high <= 0.32);
  CHECK(found("net_saving", "share_that_cross").value == 1);
  const Finding incidents = found("incidents", "value");
  CHECK(std::isnan(incidents.value));
  CHECK(std::isnan(incidents.ci_low));
  CHECK(incidents.level == no_crossing);
  CHECK(found("incidents", "share_that_cross").value == 0);
}

TEST_CASE("of a sweep of two factors no option is said to overtake another") {
  const Sweep sweep(sweep_file("hand_off_delay"), 2);
  const Kept kept(sweep);
  CHECK(Rivals(sweep, kept).pairs().empty());
}

TEST_CASE("metrics whose differences would not fit in memory are left out and counted") {
  const std::string file = sweep_file("switching_dilution");
  const std::size_t points = Sweep(file, 1).points().size(), room = (std::size_t{1} << 24) / points;
  const Sweep half(file, static_cast<std::uint32_t>(room / 2)), none(file, static_cast<std::uint32_t>(room + 1));
  CHECK(Rivals(half, Kept(half)).pairs().size() == 2);  // two options: a pair a metric, and four metrics
  CHECK(Rivals(half, Kept(half)).left_out() == 2);
  CHECK(Rivals(none, Kept(none)).pairs().empty());
  CHECK(Rivals(none, Kept(none)).left_out() == 4);
}
