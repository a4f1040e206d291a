#include "models/abuse/appraisal_of_run.hpp"

#include "models/abuse/experiment.hpp"
#include "sim/summary.hpp"
#include "tests/models/abuse/small.hpp"
#include "tools/results/appraisal_csv.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/plan_figures.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace {

using economics::Pence;

struct Run {
  std::shared_ptr<const abuse::Plan> plan;
  experiment::Results results;
  std::vector<abuse::Comparison> comparisons;
};

Run run(const std::vector<std::string>& sets, std::uint32_t replications = 2) {
  Run out{small::plan(sets), {}, {}};
  std::vector<std::uint32_t> numbers;
  std::vector<abuse::Outcome> outcomes;
  for (std::uint32_t r = 0; r < replications; ++r) {
    numbers.push_back(r);
    outcomes.push_back(abuse::replicate(out.plan, r));
  }
  out.results = abuse::collect(*out.plan, numbers, outcomes);
  out.comparisons = abuse::appraise_run(*out.plan, out.results);
  return out;
}

/// By comparison, agency and year: the fields from cost on, in pence.
std::map<std::vector<std::string>, std::vector<Pence>> by_agency_year(const Run& r) {
  std::map<std::vector<std::string>, std::vector<Pence>> out;
  for (const auto& row : results::parse_csv(results::cba_by_agency_year_csv(*r.plan, r.comparisons, r.results))) {
    if (row[0] == "comparison") continue;
    std::vector<Pence> amounts;
    for (std::size_t f = 3; f < 7; ++f) amounts.push_back(std::llround(100 * std::stod(row[f])));
    out[{row[0], row[1], row[2]}] = amounts;
  }
  return out;
}

}  // namespace

TEST_CASE("a run appraises every other system against the baseline, and those against each other") {
  const Run r = run({});
  REQUIRE(r.comparisons.size() == 3);
  CHECK(results::name_of(r.comparisons[0], r.results) == "option_1 - six_route");
  CHECK(results::name_of(r.comparisons[1], r.results) == "option_2 - six_route");
  CHECK(results::name_of(r.comparisons[2], r.results) == "option_2 - option_1");
}

TEST_CASE("agencies add up to the totals and years to the horizon, to the penny, in the file that is written") {
  const Run r = run({});
  const auto cells = by_agency_year(r);
  for (const auto& c : r.comparisons) {
    const std::string name = results::name_of(c, r.results);
    std::vector<std::string> years = r.results.years;
    years.push_back("");
    for (const std::string& year : years) {
      std::vector<Pence> sum(4, 0);
      for (const std::string& agency : r.plan->agencies)
        for (std::size_t f = 0; f < 4; ++f) sum[f] += cells.at({name, agency, year})[f];
      CHECK(sum == cells.at({name, "all", year}));
      for (const std::string& agency : r.plan->agencies) {
        const std::vector<Pence>& cell = cells.at({name, agency, year});
        CHECK(cell[3] == cell[1] - cell[0]);  // net: benefit less cost
      }
    }
    for (const std::string& agency : r.plan->agencies) {
      std::vector<Pence> sum(4, 0);
      for (const std::string& year : r.results.years)
        for (std::size_t f = 0; f < 4; ++f) sum[f] += cells.at({name, agency, year})[f];
      CHECK(sum == cells.at({name, agency, ""}));
    }
  }
}

TEST_CASE("cost less fiscal benefit of public spending is what the ledger says was spent more") {
  const Run r = run({});
  for (const auto& c : r.comparisons)
    for (std::size_t n = 0; n < c.plain.size(); ++n) {
      const std::size_t years = r.results.years.size(), metric = r.results.find("cost_total");
      const double more = r.results.at(n, c.option, years, metric) - r.results.at(n, c.comparator, years, metric);
      const auto& f = c.plain[n].undiscounted;
      double values = 0;  // what no cost line holds, and some agency's budget all the same
      for (const auto& s : abuse::streams(*r.plan, r.results, n, c.option, c.comparator))
        if (!s.cost && s.gain == economics::Gain::fiscal && s.name == "jobseekers_allowance")
          for (const Pence amount : s.amounts) values += static_cast<double>(amount);
      CHECK(f.net_present_budget_impact / 100 == doctest::Approx(more - values / 100).epsilon(1e-9));
    }
}

TEST_CASE(
    "the cost is what the new model costs, what stops is what is redirected, and cash is what a replication booked") {
  const Run r = run({});
  for (const auto& c : r.comparisons) {
    if (c.comparator != r.results.baseline) continue;
    for (std::size_t n = 0; n < c.plain.size(); ++n) {
      const auto booked = [&](const char* metric) {
        return r.results.at(n, c.option, r.results.years.size(), r.results.find(metric));
      };
      const auto& f = c.plain[n].undiscounted;
      CHECK(f.cost > 0);
      CHECK(f.cost / 100 == doctest::Approx(booked("cost_new_model")).epsilon(1e-9));
      CHECK(f.released / 100 == doctest::Approx(booked("redirected_money")).epsilon(1e-9));
      CHECK(f.cashable / 100 == doctest::Approx(booked("cashable_saving")).epsilon(1e-9));
    }
  }
}

TEST_CASE("a system that is the baseline's twin costs nothing, gains nothing and has no ratio") {
  const Run r = run({"systems.option_1.services.access_team.cost.per_year=£420000"});
  const auto twins = abuse::streams(*r.plan, r.results, 0, r.results.baseline, r.results.baseline);
  const auto a = economics::appraise(twins, r.plan->agencies.size(), r.results.years.size(), r.plan->appraisal.standard,
                                     r.plan->appraisal.health);
  CHECK(a.discounted.cost == 0);
  CHECK(a.discounted.fiscal == 0);
  CHECK(a.discounted.net_present_public_value == 0);
  CHECK_FALSE(a.discounted.financial_return.has_value());
}

TEST_CASE("a price twice as high doubles its line and nothing else") {
  const Run one = run({"systems.option_1.services.access_team.cost.per_year=£100000"}, 1),
            two = run({"systems.option_1.services.access_team.cost.per_year=£200000"}, 1);
  const auto before = abuse::streams(*one.plan, one.results, 0, 1, 0),
             after = abuse::streams(*two.plan, two.results, 0, 1, 0);
  REQUIRE(before.size() == after.size());
  std::size_t changed = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].amounts == after[i].amounts) continue;
    ++changed;
    CHECK(before[i].name == "new: access team");
    for (std::size_t y = 0; y < before[i].amounts.size(); ++y)
      CHECK(std::abs(after[i].amounts[y] - 2 * before[i].amounts[y]) <= 1);  // each is rounded to the penny once
  }
  CHECK(changed == 1);
}

TEST_CASE("without discounting the two cases are one, and evidence of grade 1 needs no correction") {
  std::vector<std::string> sets{"appraisal.discounting.schedules.standard.steps.0.rate=0 %",
                                "appraisal.discounting.schedules.health.steps.0.rate=0 %"};
  for (int g = 0; g < 6; ++g)
    for (const char* what : {"cost_uplift", "benefit_cut"})
      sets.push_back("appraisal.optimism_bias.grades." + std::to_string(g) + "." + what + "=0 %");
  const Run r = run(sets, 1);
  for (const auto& c : r.comparisons) {
    const auto& a = c.plain[0];
    CHECK(a.discounted.net_present_budget_impact == a.undiscounted.net_present_budget_impact);
    CHECK(a.discounted.net_present_public_value == a.undiscounted.net_present_public_value);
    CHECK(c.corrected[0].undiscounted.net_present_budget_impact == a.undiscounted.net_present_budget_impact);
  }
}

TEST_CASE("correction for optimism raises costs and losses and cuts gains") {
  const Run r = run({});
  for (const auto& c : r.comparisons) {
    const auto factors = abuse::optimism_factors(*r.plan, r.results, c.option, c.comparator);
    const auto first = abuse::streams(*r.plan, r.results, 0, c.option, c.comparator),
               second = abuse::streams(*r.plan, r.results, 1, c.option, c.comparator);
    REQUIRE(factors.size() == first.size());
    for (std::size_t i = 0; i < factors.size(); ++i) {
      double expected = 0;
      for (std::size_t y = 0; y < first[i].amounts.size(); ++y)
        expected += static_cast<double>(first[i].amounts[y] + second[i].amounts[y]);
      CAPTURE(first[i].name);
      if (first[i].cost || expected < 0)
        CHECK(factors[i] >= 1);
      else if (!first[i].released)
        CHECK(factors[i] <= 0.75);  // the effect's evidence is of grade 5 at best
    }
  }
}

TEST_CASE("the baseline's lines add up to its cost, and counting all of care is what the headline leaves out more") {
  const Run r = run({}, 1);
  double lines = 0, total = 0, all_counted = 0, none_counted = 0;
  for (const auto& row : results::parse_csv(results::reconciliation_csv(*r.plan, r.results))) {
    if (row[0] == "line") lines += std::stod(row[4]);
    if (row[0] == "total" && row[1] == "all lines") total = std::stod(row[4]);
    if (row[0] == "counted" && row[1].starts_with("with 100 %")) all_counted = std::stod(row[4]);
    if (row[0] == "counted" && row[1].starts_with("with 0 %")) none_counted = std::stod(row[4]);
  }
  CHECK(total > 0);
  CHECK(lines == doctest::Approx(total).epsilon(1e-9));
  CHECK(none_counted < total);
  CHECK(all_counted > total);
  double care = 0;
  for (std::size_t m = 0; m < r.results.metrics.size(); ++m)
    if (r.results.metrics[m].name == "cost_line.children: care")
      care =
          r.results.at(0, r.results.baseline, r.results.years.size(), m) / static_cast<double>(r.results.years.size());
  CHECK(none_counted == doctest::Approx(total - care).epsilon(1e-9));
}
TEST_CASE("a line of the baseline's cost has the interval of its replications, and a check from above has none") {
  const Run r = run({}, 5);
  const std::size_t m = r.results.find("cost_total");
  std::vector<double> each;
  for (std::size_t replication = 0; replication < 5; ++replication)
    each.push_back(r.results.at(replication, r.results.baseline, r.results.years.size(), m) /
                   static_cast<double>(r.results.years.size()));
  const sim::Summary expected = sim::summarise(each);
  std::size_t lines = 0;
  for (const auto& row : results::parse_csv(results::reconciliation_csv(*r.plan, r.results))) {
    if (row[0] == "line" && ++lines > 0) {
      CHECK(std::stod(row[6]) <= std::stod(row[4]));
      CHECK(std::stod(row[7]) >= std::stod(row[4]));
    }
    if (row[0] == "counted" || row[0] == "top down") CHECK(row[6] + row[7] == "");
    if (row[1] != "all lines") continue;
    CHECK(std::stod(row[6]) == expected.ci_low);
    CHECK(std::stod(row[7]) == expected.ci_high);
  }
  CHECK(lines > 10);
}
TEST_CASE("an agency's cost and benefit by year have the ends between which nine in ten replications lie") {
  const Run r = run({}, 5);
  const auto rows = results::parse_csv(results::cba_by_agency_year_csv(*r.plan, r.comparisons, r.results));
  REQUIRE(rows[0].size() == 13);
  CHECK(rows[0][9] == "cost_p05");
  CHECK(rows[0][12] == "benefit_p95");
  const abuse::Comparison& first = r.comparisons.front();
  for (const auto& row : rows) {
    if (row[0] != results::name_of(first, r.results) || row[1] != r.plan->agencies[0] || !row[2].empty()) continue;
    std::vector<double> cost, benefit;
    for (const economics::Appraisal& a : first.plain) {
      cost.push_back(0), benefit.push_back(0);
      for (const economics::Pence p : a.agencies[0].cost) cost.back() += static_cast<double>(p) / 100;
      for (const economics::Pence p : a.agencies[0].benefit) benefit.back() += static_cast<double>(p) / 100;
    }
    CHECK(std::stod(row[9]) == doctest::Approx(sim::summarise(cost).p05).epsilon(1e-6));
    CHECK(std::stod(row[10]) == doctest::Approx(sim::summarise(cost).p95).epsilon(1e-6));
    CHECK(std::stod(row[11]) == doctest::Approx(sim::summarise(benefit).p05).epsilon(1e-6));
    CHECK(std::stod(row[12]) == doctest::Approx(sim::summarise(benefit).p95).epsilon(1e-6));
    return;
  }
  FAIL("no such line");
}
