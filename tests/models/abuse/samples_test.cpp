#include "models/abuse/samples.hpp"

#include "models/abuse/replicate.hpp"
#include "tests/models/abuse/fabricated.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/samples_csv.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

double value(const abuse::Samples& samples, std::size_t row, const std::string& column) {
  const auto found = std::find(samples.columns.begin(), samples.columns.end(), column);
  if (found == samples.columns.end()) throw std::invalid_argument("no column " + column);
  return samples.rows.at(row).values.at(static_cast<std::size_t>(found - samples.columns.begin()));
}

/// Two replications: option 1 costs 30 less in the first year and 10 more in the second.
Fabricated two() {
  Fabricated f(small::plan(), 2);
  for (std::size_t r = 0; r < 2; ++r) {
    f.put(r, "option_1", 0, "net_saving", 30 + 100 * static_cast<double>(r));
    f.put(r, "option_1", 1, "net_saving", -10);
    f.put(r, "option_1", 0, "cost_total", 1234.56);
  }
  return f;
}

}  // namespace

TEST_CASE("samples: a line for each replication and system, with the values behind the choice") {
  const Fabricated f = two();
  const auto comparisons = abuse::appraise_run(*f.plan, f.results);
  const abuse::Samples samples = abuse::samples(*f.plan, f.results, comparisons);
  const std::size_t systems = f.results.systems.size();
  REQUIRE(samples.rows.size() == 2 * systems);
  const std::size_t one = f.system("option_1");
  CHECK(samples.rows[one].system == one);
  CHECK(value(samples, one, "cost_total") == 1234.56);
  CHECK(value(samples, one, "net_saving") == 20);
  CHECK(value(samples, systems + one, "net_saving") == 120);
  CHECK(value(samples, f.results.baseline, "net_saving") == 0);
  const abuse::MoneyDraws money = abuse::money_draws(*f.plan, f.results);
  CHECK(value(samples, systems + one, "public_value") == money.public_value.at(1, one));
  for (const abuse::Sample& sample : samples.rows) CHECK(sample.values.size() == samples.columns.size());
}

TEST_CASE("samples: the nets of the years add up to the appraisal's, and the baseline has none") {
  const auto plan = small::plan();
  std::vector<abuse::Outcome> outcomes{abuse::replicate(plan, 0), abuse::replicate(plan, 1)};
  const experiment::Results results = abuse::collect(*plan, {0, 1}, outcomes);
  const auto comparisons = abuse::appraise_run(*plan, results);
  const abuse::Samples samples = abuse::samples(*plan, results, comparisons);
  const std::size_t systems = results.systems.size(), one = comparisons[0].option;
  for (std::size_t r = 0; r < 2; ++r) {
    double sum = 0;
    for (const std::string& year : results.years) {
      sum += value(samples, r * systems + one, "net." + year);
      CHECK(value(samples, r * systems + results.baseline, "net." + year) == 0);
    }
    CHECK(sum != 0);
    CHECK(sum == doctest::Approx(-comparisons[0].plain[r].undiscounted.net_present_budget_impact / 100));
  }
}

TEST_CASE("samples.csv: every value reads back as it was, and without rows there is no file") {
  const Fabricated f = two();
  abuse::Samples samples = abuse::samples(*f.plan, f.results, abuse::appraise_run(*f.plan, f.results));
  samples.rows[1].values[1] = 1.0 / 3;
  const auto rows = results::parse_csv(results::samples_csv(samples, f.results));
  REQUIRE(rows.size() == 1 + samples.rows.size());
  CHECK(rows[0][0] == "replication");
  CHECK(rows[0][1] == "system");
  for (std::size_t r = 0; r < samples.rows.size(); ++r)
    for (std::size_t c = 0; c < samples.columns.size(); ++c)
      CHECK(std::stod(rows[r + 1][c + 2]) == samples.rows[r].values[c]);
  CHECK(results::samples_csv({}, f.results).empty());
  CHECK(abuse::samples(*f.plan, f.results, {}).rows.empty());
}
