#include "models/scenario/compose.hpp"
#include "models/scenario/parameters.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

namespace {

/// Everything a run says, to the last bit, so that a missing ratio equals itself.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

/// A size of place at which to look, and what the scenario gives there as it stands.
struct Size {
  std::vector<std::string> sets;
  std::uint32_t replications;
  scenario::Node resolved{};
  std::vector<scenario::Assumption> assumptions{};
  std::vector<std::vector<double>> as_it_is{};

  void prepare() {
    const auto loaded = abuse::load(small::west_cheshire(), sets, {});
    resolved = loaded.resolved;
    assumptions = loaded.assumptions;
    for (std::uint32_t r = 0; r < replications; ++r) as_it_is.push_back(abuse::replicate(loaded.plan, r).values);
  }
  bool moves(const scenario::Node& moved) const {
    const auto loaded = abuse::load(scenario::Node(moved), {}, {});
    for (std::uint32_t r = 0; r < replications; ++r)
      if (!same(abuse::replicate(loaded.plan, r).values, as_it_is[r])) return true;
    return false;
  }
};

std::vector<double> values_of(const scenario::Parameters& parameters) {
  std::vector<double> values;
  for (const auto& p : parameters.all()) values.push_back(p.assumption.value);
  return values;
}

/// That parameter at the end of its range that lies further from its value, all others as they are.
scenario::Node with_moved(const Size& size, const scenario::Parameters& parameters, std::size_t which) {
  std::vector<double> values = values_of(parameters);
  const std::vector<double> low = parameters.at(std::vector<double>(values.size(), 0.02)),
                            high = parameters.at(std::vector<double>(values.size(), 0.98));
  const double value = values[which];
  values[which] = std::abs(high[which] - value) > std::abs(low[which] - value) ? high[which] : low[which];
  return parameters.put(size.resolved, values);
}

}  // namespace

TEST_SUITE_BEGIN("long");

TEST_CASE("every uncertain number of West Cheshire, when moved over its range, changes at least one output") {
  Size few{small::sets, 1}, many{{"areas.west_cheshire.residents=660000", "run.horizon=3 years"}, 1};
  few.prepare();
  const scenario::Parameters parameters(few.assumptions);
  std::vector<std::size_t> unmoved;
  for (std::size_t p = 0; p < parameters.all().size(); ++p)
    if (!few.moves(with_moved(few, parameters, p))) unmoved.push_back(p);
  MESSAGE(parameters.all().size(), " numbers; without effect in a small place: ", unmoved.size());
  many.prepare();
  const scenario::Parameters again(many.assumptions);
  REQUIRE(again.all().size() == parameters.all().size());
  for (const std::size_t p : unmoved) {
    const std::string& path = parameters.all()[p].paths.front();
    if (path.ends_with(".volume")) continue;  // for checks before a run only
    CAPTURE(path);
    CHECK(many.moves(with_moved(many, again, p)));
  }
}

TEST_SUITE_END();
