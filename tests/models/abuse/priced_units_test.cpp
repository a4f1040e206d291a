#include "models/abuse/price_table.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using abuse::PriceColumn;

namespace {

/// One priced unit of one record, as it was compiled.
struct Priced {
  const abuse::CompiledCost* cost;
  abuse::CompiledPrice price;
  bool per_case;
};

/// Every one of a system, by its metric.
std::map<std::size_t, Priced> priced(const abuse::CompiledSystem& system) {
  std::map<std::size_t, Priced> all;
  const auto add = [&](const std::vector<abuse::CompiledCost>& costs) {
    for (const auto& c : costs)
      for (const auto& price : {&c.per_case, &c.per_day, &c.per_year, &c.per_fte_year})
        if (price->units != abuse::CompiledPrice::none) all[price->units] = {&c, *price, price == &c.per_case};
  };
  for (const auto& s : system.services) add(s.costs);
  for (const auto& p : system.prevention) add(p.costs);
  return all;
}

/// What the units come to in pounds, by the ledger line's payer metric, and by how much rounding may miss it.
struct Money {
  double pounds = 0, tolerance = 1e-6;
};
std::map<std::size_t, Money> worth(const abuse::Plan& plan, const abuse::Outcome& outcome, std::size_t s,
                                   std::size_t row) {
  std::map<std::size_t, Money> money;
  for (const auto& [metric, p] : priced(plan.systems[s])) {
    Money& sum = money[plan.payer_metric[p.cost->line]];
    const double units = small::value(plan, outcome, s, plan.catalogue.metrics()[metric].name, row);
    sum.pounds += units * static_cast<double>(p.price.pence) / 100;
    const double postings = p.per_case ? units / std::max(p.cost->counted, 1e-9) : static_cast<double>(plan.years);
    if (!p.per_case || p.cost->counted != 1) sum.tolerance += 0.01 * postings;
  }
  return money;
}

double total(const std::map<std::size_t, Money>& money, double Money::*what) {
  double sum = 0;
  for (const auto& [metric, m] : money) sum += m.*what;
  return sum;
}

}  // namespace

TEST_CASE("units times the real price is the money booked: each line of each payer, and all of it, every year") {
  const auto plan = small::plan();
  const abuse::Outcome outcome = abuse::replicate(plan, 0);
  for (std::size_t s = 0; s < plan->systems.size(); ++s)
    for (std::size_t row = 0; row <= plan->years; ++row) {
      const auto money = worth(*plan, outcome, s, row);
      for (const auto& [metric, m] : money) {
        const std::string& name = plan->catalogue.metrics()[metric].name;
        CAPTURE(name);
        CAPTURE(s);
        CHECK(std::abs(m.pounds - small::value(*plan, outcome, s, name, row)) <= m.tolerance);
      }
      const double booked = small::value(*plan, outcome, s, "cost_total", row);
      CHECK(booked > 1e5);
      CHECK(std::abs(total(money, &Money::pounds) - booked) <= total(money, &Money::tolerance));
    }
}

TEST_CASE("only the share counted, of people known to a service, is paid for inside the perimeter") {
  const std::string service = "foster_care",
                    metric = "priced_units.foster_care.children: care.childrens_services.per_day";
  const auto units = [&](const std::string& counted) {
    const auto plan = small::plan({"systems.six_route.services.foster_care.cost.counted=" + counted}, {"option_1"});
    return small::value(*plan, abuse::replicate(plan, 0), plan->baseline, metric);
  };
  const double all = units("1");
  CHECK(all > 100);
  CHECK(units("0.25") == doctest::Approx(all / 4));
  CHECK(units("0") == 0);
}

TEST_CASE("twice the price is twice the line, and no unit more or less") {
  const auto plan = small::plan({}, {"option_1"});
  const auto dear = small::plan({"systems.six_route.services.refuge.cost.per_day=£157.14"}, {"option_1"});
  const abuse::Outcome before = abuse::replicate(plan, 0), after = abuse::replicate(dear, 0);
  for (const auto& metric : plan->catalogue.metrics()) {
    if (!metric.name.starts_with("priced_units.")) continue;
    CAPTURE(metric.name);
    CHECK(small::value(*plan, before, 0, metric.name) == small::value(*dear, after, 0, metric.name));
  }
  const double once = small::value(*plan, before, plan->baseline, "cost_line.refuge");
  CHECK(once > 1000);
  CHECK(small::value(*dear, after, plan->baseline, "cost_line.refuge") == doctest::Approx(2 * once).epsilon(1e-4));
}

TEST_CASE("every row of the table of prices names its metric and the real price that was booked") {
  scenario::Diagnostics diagnostics;
  const abuse::Loaded loaded = abuse::load(small::west_cheshire(), small::sets, {});
  const abuse::Plan& plan = *loaded.plan;
  std::map<std::size_t, double> prices;  // by metric; systems that differ have rows of their own, and the last holds
  std::size_t rows = 0, values = 0;
  for (const abuse::PriceRow& row : abuse::price_table(plan.scenario, loaded.resolved, loaded.assumptions)) {
    CAPTURE(row[PriceColumn::line].text);
    const std::size_t metric = plan.catalogue.find(row[PriceColumn::metric].text);
    REQUIRE(metric < plan.catalogue.size());
    const double real = std::stod(row[PriceColumn::real_price].text);
    CHECK(real == doctest::Approx(std::stod(row[PriceColumn::price].text) * std::stod(row[PriceColumn::deflator].text))
                      .epsilon(0.01));
    if (row[PriceColumn::systems].text.empty()) {
      for (const auto& value : plan.appraisal.values) {
        if (plan.catalogue.metrics()[value.metric].name != "value." + row[PriceColumn::line].text) continue;
        CHECK(value.of == metric);
        CHECK(value.each == doctest::Approx(real * std::stod(row[PriceColumn::amount].text)));
        ++values;
      }
      continue;
    }
    for (const auto& system : plan.systems) {
      if ((";" + row[PriceColumn::systems].text + ";").find(";" + system.name + ";") == std::string::npos) continue;
      const auto compiled = priced(system);
      REQUIRE(compiled.contains(metric));
      CHECK(static_cast<double>(compiled.at(metric).price.pence) == doctest::Approx(100 * real));
      CHECK(compiled.at(metric).cost->counted == std::stod(row[PriceColumn::counted].text));
      ++rows;
    }
  }
  CHECK(values == plan.appraisal.values.size());
  std::size_t known = 0;
  for (const auto& system : plan.systems) {
    known += priced(system).size();
    for (const auto& s : system.services)  // a service of the baseline that only drains has the baseline's records
      if (!s.intake && &system != &plan.systems[plan.baseline] &&
          plan.systems[plan.baseline].find(s.name) != abuse::none16)
        for (const auto& c : s.costs)
          for (const auto& price : {&c.per_case, &c.per_day, &c.per_year, &c.per_fte_year})
            known -= price->units != abuse::CompiledPrice::none;
  }
  CHECK(rows == known);
}

TEST_CASE("a value is its metric times the amount and the real price") {
  const auto plan = small::plan({}, {"option_1"});
  const abuse::Outcome outcome = abuse::replicate(plan, 0);
  const auto& values = plan->scenario.appraisal->values;
  for (std::size_t v = 0; v < values.size(); ++v) {
    CAPTURE(values[v].name);
    CHECK(small::value(*plan, outcome, plan->baseline, "value." + values[v].name) ==
          doctest::Approx(small::value(*plan, outcome, plan->baseline, values[v].value.metric.name) *
                          plan->appraisal.values[v].each));
  }
}

TEST_CASE("two records of one service that share every name are counted apart") {
  const small::File file("extends: " + small::west_cheshire() + R"(
systems:
  six_route:
    services:
      helpline:
        cost:
          - {per_case: {value: £15, source: s, status: documented, grade: 3}, agency: council, kind: preventive, price_year: 2012, line: a}
          - {per_case: {value: £25, source: s, status: documented, grade: 3}, agency: council, kind: reactive, price_year: 2012, line: a, counted: 0.5}
)");
  const auto plan = small::plan({}, {"option_1"}, file.path());
  const abuse::Outcome outcome = abuse::replicate(plan, 0);
  const auto units = [&](const char* more) {
    return small::value(*plan, outcome, plan->baseline, std::string("priced_units.helpline.a.council.per_case") + more);
  };
  CHECK(units("") > 10);
  CHECK(units(" 2") == doctest::Approx(units("") / 2));
}
