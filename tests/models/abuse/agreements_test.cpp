#include "models/abuse/agreements.hpp"

#include "tests/models/abuse/fabricated.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace {

using abuse::AgreementFigure;

AgreementFigure figure(const std::vector<AgreementFigure>& all, const std::string& part, const std::string& basis,
                       const std::string& party, const std::string& quantity, const std::string& year = "",
                       const std::string& system = "option_1") {
  const auto found = std::find_if(all.begin(), all.end(), [&](const AgreementFigure& f) {
    return f.part == part && f.basis == basis && f.party == party && f.quantity == quantity && f.year == year &&
           f.system == system;
  });
  if (found == all.end()) throw std::invalid_argument("no figure " + part + " " + party + " " + quantity);
  return *found;
}

void put_spending(Fabricated& f, std::size_t r, const std::string& system, std::size_t year, const std::string& agency,
                  double pounds) {
  f.put(r, system, year, "cost_agency." + agency, pounds);
}

/// One replication. The council pays 100 a year for the new model; the police save 120 in the first year and 240 in the
/// second, health 120 in the second. Before, the police spend 300 and the council 100 a year.
Fabricated one(const std::vector<std::string>& sets = {}, std::size_t replications = 1) {
  Fabricated f(small::plan(sets), replications);
  for (std::size_t r = 0; r < replications; ++r)
    for (std::size_t y = 0; y < 2; ++y) {
      put_spending(f, r, "six_route", y, "police", 300);
      put_spending(f, r, "six_route", y, "council", 100);
      put_spending(f, r, "option_1", y, "police", y == 0 ? 180 : 60);
      put_spending(f, r, "option_1", y, "council", 200);
      put_spending(f, r, "option_1", y, "health", y == 0 ? 0 : -120);
      f.put(r, "option_1", y, "cost_new_model.council", 100);
    }
  return f;
}

std::vector<AgreementFigure> agreed(const Fabricated& f) { return abuse::agreements(*f.plan, f.results); }

}  // namespace

TEST_CASE("agreements: as priced, each agency's net position is what it gains less what its own lines cost") {
  const auto all = agreed(one());
  CHECK(figure(all, "position", "as_priced", "police", "net").mean == 360);
  CHECK(figure(all, "position", "as_priced", "council", "net").mean == -200);
  CHECK(figure(all, "position", "as_priced", "council", "contribution").mean == 200);
  CHECK(figure(all, "position", "as_priced", "police", "probability of gaining").mean == 1);
  CHECK(figure(all, "position", "as_priced", "council", "probability of gaining").mean == 0);
  CHECK(figure(all, "position", "as_priced", "all", "probability that nobody loses").mean == 0);
  CHECK(figure(all, "position", "as_priced", "council", "net, discounted").mean == doctest::Approx(-100 - 100 / 1.035));
}

TEST_CASE("agreements: equal shares, shares by present spending, and shares by what each gains") {
  const auto all = agreed(one({"appraisal.agreement.reprofiling_delay=0 years"}));
  const auto plan = small::plan();
  const double each = 200.0 / static_cast<double>(plan->agencies.size());
  CHECK(figure(all, "position", "equal", "police", "contribution").mean == doctest::Approx(each).epsilon(1e-3));
  CHECK(figure(all, "position", "status_quo", "police", "contribution").mean == 150);
  CHECK(figure(all, "position", "status_quo", "council", "contribution").mean == 50);
  // the first year the police alone gain, the second it is 240 to 120
  CHECK(figure(all, "position", "proportional", "police", "contribution").mean == doctest::Approx(166.67));
  CHECK(figure(all, "position", "proportional", "health", "contribution").mean == doctest::Approx(33.33));
  CHECK(figure(all, "position", "proportional", "council", "net").mean == 0);
}

TEST_CASE("agreements: under every basis the contributions add up to what the new model costs") {
  const auto all = agreed(one());
  for (const char* basis : {"as_priced", "proportional", "equal", "status_quo"}) {
    double sum = 0;
    for (const auto& f : all)
      if (f.part == "position" && f.system == "option_1" && f.basis == basis && f.quantity == "contribution")
        sum += f.mean;
    CHECK(sum == doctest::Approx(200).epsilon(1e-9));
  }
}

TEST_CASE("agreements: the chance of gaining is over replications, with shares agreed on what is gained in the mean") {
  Fabricated f = one({"appraisal.agreement.reprofiling_delay=0 years"}, 2);
  put_spending(f, 1, "option_1", 1, "health", 1000);  // health gains 120 or loses 1000: it loses in the mean
  const auto all = agreed(f);
  CHECK(figure(all, "position", "as_priced", "health", "probability of gaining").mean == 0.5);
  CHECK(figure(all, "position", "proportional", "health", "contribution").mean == 0);
  CHECK(figure(all, "position", "as_priced", "health", "net").mean == -440);
  CHECK(figure(all, "position", "as_priced", "health", "net").low == doctest::Approx(-1000 + 0.05 * 1120));
}

TEST_CASE("agreements: the smallest transfers make up each loss and no more; where all together lose there are none") {
  const auto all = agreed(one({"appraisal.agreement.contributions=equal"}));
  double sum = 0;
  for (const auto& f : all)
    if (f.part == "transfer" && f.system == "option_1" && f.quantity == "received") {
      sum += f.mean;
      const double net = figure(all, "position", "equal", f.party, "net").mean;
      CHECK(net + f.mean >= -0.001);
      if (net < 0) CHECK(f.mean == doctest::Approx(-net));
    }
  CHECK(std::abs(sum) < 0.001);
  CHECK(figure(all, "transfer", "equal", "all", "possible").mean == 1);
  Fabricated loses = one();
  put_spending(loses, 0, "option_1", 0, "justice", 5000);
  const auto none = agreed(loses);
  CHECK(figure(none, "transfer", "proportional", "all", "possible").mean == 0);
  CHECK_THROWS(figure(none, "transfer", "proportional", "police", "received"));
}

TEST_CASE("agreements: a late pooled budget leaves the cost with who spends now, and what one saves another pays") {
  const auto all = agreed(one({"appraisal.agreement.reprofiling_delay=1 year"}));
  // late: 75 and 25 by spending, then 100 of the police; at once: 100 of the police, then 66.67 and 33.33 of health
  CHECK(figure(all, "delay", "proportional", "police", "cost of the delay").mean == doctest::Approx(175 - 166.67));
  CHECK(figure(all, "delay", "proportional", "council", "cost of the delay").mean == 25);
  CHECK(figure(all, "delay", "proportional", "health", "cost of the delay").mean == doctest::Approx(-33.33));
  for (const auto& f : agreed(one({"appraisal.agreement.reprofiling_delay=0 years"})))
    if (f.part == "delay") CHECK(f.mean == 0);
}

TEST_CASE("agreements: results are paid beyond the threshold, up to the year's cap and the part that is at risk") {
  const std::string terms = "appraisal.agreement.payment_by_results.";
  const auto paid = [&](const std::vector<std::string>& sets) {
    std::vector<std::string> all{"appraisal.agreement.contributions=status_quo", terms + "share=100 %",
                                 terms + "price=£1", terms + "threshold=10 %", terms + "cap=£1000"};
    all.insert(all.end(), sets.begin(), sets.end());
    Fabricated f = one(all);
    f.put(0, "six_route", 0, "police_incidents", 100);
    f.put(0, "option_1", 0, "police_incidents", 70);
    f.put(0, "six_route", 1, "police_incidents", 100);
    f.put(0, "option_1", 1, "police_incidents", 95);  // within the threshold
    return agreed(f);
  };
  const auto all = paid({});
  const std::string part = "payment_by_results", year = "2012-11-01";
  CHECK(figure(all, part, "status_quo", "council", "received", year).mean == 20);
  CHECK(figure(all, part, "status_quo", "council", "received").mean == 20);
  CHECK(figure(all, part, "status_quo", "council", "probability of any payment").mean == 1);
  CHECK(figure(all, part, "status_quo", "police", "net after payment").mean ==
        figure(all, "position", "status_quo", "police", "net").mean - 20);
  CHECK(figure(all, part, "status_quo", "council", "net after payment").mean ==
        figure(all, "position", "status_quo", "council", "net").mean + 20);
  CHECK(figure(paid({terms + "cap=£7"}), part, "status_quo", "council", "received").mean == 7);
  // the council contributes 25 a year: a fifth of that is at risk
  CHECK(figure(paid({terms + "share=20 %"}), part, "status_quo", "council", "received").mean == 5);
  CHECK(figure(paid({terms + "price=£0.50"}), part, "status_quo", "council", "received").mean == 10);
  CHECK(figure(paid({terms + "threshold=0 %"}), part, "status_quo", "council", "received").mean == 25 + 5);
  CHECK(figure(paid({terms + "threshold=40 %"}), part, "status_quo", "council", "probability of any payment").mean ==
        0);
}

TEST_CASE("agreements: an investor pays at the start, is paid for outcomes in the term, and the cap is of all years") {
  const std::string terms = "appraisal.agreement.social_impact_bond.";
  const auto bond = [&](const std::vector<std::string>& sets) {
    std::vector<std::string> all{terms + "invested=50 %", terms + "price=£2",     terms + "threshold=0 %",
                                 terms + "cap=£1000",     terms + "term=5 years", terms + "wanted_return=5 %"};
    all.insert(all.end(), sets.begin(), sets.end());
    Fabricated f = one(all);
    for (std::size_t y = 0; y < 2; ++y) {
      f.put(0, "six_route", y, "police_incidents", 100);
      f.put(0, "option_1", y, "police_incidents", y == 0 ? 90 : 55);
    }
    return agreed(f);
  };
  const std::string part = "impact_bond", basis = "proportional", first = "2012-11-01", second = "2013-11-01";
  const auto all = bond({});
  CHECK(figure(all, part, basis, "investor", "cash flow", first).mean == -100 + 20);
  CHECK(figure(all, part, basis, "investor", "cash flow", second).mean == 90);
  CHECK(figure(all, part, basis, "investor", "return").mean == doctest::Approx(0.125));
  CHECK(figure(all, part, basis, "investor", "return on the mean cash flow").mean == doctest::Approx(0.125));
  CHECK(figure(all, part, basis, "investor", "probability of gaining").mean == 1);
  CHECK(figure(all, part, basis, "investor", "probability of the wanted return").mean == 1);
  CHECK(
      figure(bond({terms + "wanted_return=13 %"}), part, basis, "investor", "probability of the wanted return").mean ==
      0);
  CHECK(figure(all, part, basis, "council", "net after the bond").mean ==
        doctest::Approx(figure(all, "position", basis, "council", "net").mean + 100 - 110));
  CHECK(figure(bond({terms + "cap=£50"}), part, basis, "investor", "cash flow", second).mean == 30);
  CHECK(figure(bond({terms + "term=1 year"}), part, basis, "investor", "cash flow", second).mean == 0);
  CHECK(figure(bond({terms + "invested=10 %"}), part, basis, "investor", "cash flow", first).mean == 0);
  CHECK(figure(bond({terms + "threshold=20 %"}), part, basis, "investor", "cash flow", first).mean == -100);
}

TEST_CASE("agreements: a fiscal value is its agency's gain") {
  Fabricated f = one();
  f.put(0, "six_route", 0, "value.jobseekers_allowance", 70);
  CHECK(figure(agreed(f), "position", "as_priced", "dwp", "net").mean == 70);
}
