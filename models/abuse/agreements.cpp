#include "models/abuse/agreements.hpp"

#include "models/economics/contributions.hpp"
#include "models/economics/impact_bond.hpp"
#include "models/economics/internal_rate_of_return.hpp"
#include "models/economics/net_position.hpp"
#include "models/economics/payment_by_results.hpp"
#include "sim/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

namespace abuse {

namespace {

using economics::AgencyYears;
using economics::Pence;
using Figure = AgreementFigure;
using Draws = std::vector<double>;  ///< by replication

double pounds(Pence pence) { return static_cast<double>(pence) / 100; }
Pence total(const std::vector<Pence>& row) { return std::accumulate(row.begin(), row.end(), Pence{0}); }

/// The basis' place in contribution_names; none: every agency pays what its lines are priced at.
using Basis = std::optional<std::size_t>;
std::string name_of(const Basis& basis) { return basis ? std::string(contribution_names[*basis]) : "as_priced"; }

/// The agreement of one system.
class Terms {
 public:
  Terms(const Plan& plan, const experiment::Results& results, std::size_t system, std::vector<Figure>& figures)
      : plan_(plan), results_(results), terms_(*plan.scenario.appraisal->agreement), system_(system),
        agencies_(plan.agencies.size()), years_(results.years.size()), figures_(figures) {
    for (std::size_t r = 0; r < n(); ++r) draws_.push_back(agency_draw(plan, results, r, system));
    expected_ = mean_of(&AgencyDraw::benefit);
    spending_ = mean_of(&AgencyDraw::spending);
  }

  void all() {
    positions({});
    for (std::size_t basis = 0; basis < contribution_names.size(); ++basis) positions(basis);
    transfers();
    delay();
    if (terms_.payment_by_results) by_results(*terms_.payment_by_results);
    if (terms_.social_impact_bond) bond(*terms_.social_impact_bond);
  }

 private:
  std::size_t n() const { return results_.replications.size(); }

  void add(const char* part, const Basis& basis, const std::string& party, const char* quantity, const Draws& draws,
           std::optional<std::size_t> year = {}, const char* unit = "£") {
    const sim::Summary s = sim::summarise(draws);
    figures_.push_back({part, results_.systems[system_], name_of(basis), party, quantity,
                        year ? results_.years[*year] : "", unit, n(), s.mean, s.p05, s.p95});
  }
  void add_single(const char* part, const Basis& basis, const std::string& party, const char* quantity, double value,
                  const char* unit = "£") {
    figures_.push_back({part, results_.systems[system_], name_of(basis), party, quantity, "", unit, n(), value,
                        Figure::none, Figure::none});
  }

  AgencyYears mean_of(AgencyYears AgencyDraw::*of) const {
    AgencyYears mean(agencies_, std::vector<Pence>(years_, 0));
    for (std::size_t g = 0; g < agencies_; ++g)
      for (std::size_t y = 0; y < years_; ++y) {
        double sum = 0;
        for (const AgencyDraw& draw : draws_) sum += static_cast<double>((draw.*of)[g][y]);
        mean[g][y] = economics::rounded(sum / static_cast<double>(n()));
      }
    return mean;
  }

  std::size_t delay_years() const {
    return static_cast<std::size_t>(std::lround(terms_.reprofiling_delay / config::year));
  }

  /// What each contributes in a replication; shape (agencies, years).
  AgencyYears contributed(std::size_t r, const Basis& basis, std::size_t late) const {
    if (!basis) return draws_[r].borne;
    std::vector<Pence> cost(years_, 0);
    for (const auto& row : draws_[r].borne)
      for (std::size_t y = 0; y < years_; ++y) cost[y] = economics::add(cost[y], row[y]);
    constexpr std::array bases{economics::Basis::by_benefit, economics::Basis::equal, economics::Basis::status_quo};
    return economics::contributions(cost, expected_, spending_, {bases[*basis], late});
  }
  /// Where each stands; shape (agencies, years).
  AgencyYears net(std::size_t r, const AgencyYears& contribution) const {
    AgencyYears position = draws_[r].benefit;
    for (std::size_t g = 0; g < agencies_; ++g)
      for (std::size_t y = 0; y < years_; ++y) position[g][y] = economics::subtract(position[g][y], contribution[g][y]);
    return position;
  }

  void positions(const Basis& basis) {
    std::vector<Draws> paid(agencies_), stands(agencies_), worth(agencies_), gains(agencies_);
    Draws all_gain;
    for (std::size_t r = 0; r < n(); ++r) {
      const AgencyYears contribution = contributed(r, basis, delay_years()), position = net(r, contribution);
      bool nobody_loses = true;
      for (std::size_t g = 0; g < agencies_; ++g) {
        const Pence stand = total(position[g]);
        paid[g].push_back(pounds(total(contribution[g])));
        stands[g].push_back(pounds(stand));
        worth[g].push_back(plan_.appraisal.standard.present_value(std::span<const Pence>(position[g])) / 100);
        gains[g].push_back(stand > 0 ? 1 : 0);
        nobody_loses = nobody_loses && stand >= 0;
      }
      all_gain.push_back(nobody_loses ? 1 : 0);
    }
    for (std::size_t g = 0; g < agencies_; ++g) {
      const std::string& agency = plan_.agencies[g];
      add("position", basis, agency, "contribution", paid[g]);
      add("position", basis, agency, "net", stands[g]);
      add("position", basis, agency, "net, discounted", worth[g]);
      add_share("position", basis, agency, "probability of gaining", gains[g]);
    }
    add_share("position", basis, "all", "probability that nobody loses", all_gain);
  }
  void add_share(const char* part, const Basis& basis, const std::string& party, const char* quantity,
                 const Draws& draws) {
    add_single(part, basis, party, quantity, sim::summarise(draws).mean, "share of replications");
  }

  void transfers() {
    const Basis basis = terms_.contributions;
    std::vector<double> sums(agencies_, 0);
    for (std::size_t r = 0; r < n(); ++r) {
      const AgencyYears position = net(r, contributed(r, basis, delay_years()));
      for (std::size_t g = 0; g < agencies_; ++g) sums[g] += static_cast<double>(total(position[g]));
    }
    std::vector<Pence> mean;
    for (const double sum : sums) mean.push_back(economics::rounded(sum / static_cast<double>(n())));
    const auto received = economics::smallest_transfers(mean);
    add_single("transfer", basis, "all", "possible", received ? 1 : 0, "1 if so");
    for (std::size_t g = 0; received && g < agencies_; ++g)
      add_single("transfer", basis, plan_.agencies[g], "received", pounds((*received)[g]));
  }

  void delay() {
    const Basis basis = static_cast<std::size_t>(Contribution::proportional);
    std::vector<Draws> costs(agencies_);
    for (std::size_t r = 0; r < n(); ++r) {
      const AgencyYears late = contributed(r, basis, delay_years()), at_once = contributed(r, basis, 0);
      for (std::size_t g = 0; g < agencies_; ++g) costs[g].push_back(pounds(total(late[g]) - total(at_once[g])));
    }
    for (std::size_t g = 0; g < agencies_; ++g) add("delay", basis, plan_.agencies[g], "cost of the delay", costs[g]);
  }

  std::size_t agency(const scenario::Reference& named) const {
    return static_cast<std::size_t>(std::find(plan_.agencies.begin(), plan_.agencies.end(), named.name) -
                                    plan_.agencies.begin());
  }
  /// What is paid for a year's outcomes, up to a cap; nothing where the system does not count them.
  std::vector<Pence> due(std::size_t r, const scenario::Reference& outcome, double threshold, Pence price,
                         const std::vector<Pence>& caps) const {
    const std::size_t metric = results_.find(outcome.name);
    std::vector<Pence> paid(years_, 0);
    for (std::size_t y = 0; metric < results_.metrics.size() && y < years_; ++y) {
      const double before = results_.at(r, results_.baseline, y, metric);
      const std::array<double, 1> fewer{before - results_.at(r, system_, y, metric)};
      const std::array<Pence, 1> saving{0};
      if (!std::isfinite(fewer[0])) continue;
      economics::PaymentByResults terms;
      terms.price = price;
      terms.outcome_threshold = threshold * before;
      terms.cap = std::max<Pence>(caps[y], 0);
      paid[y] = economics::payments(terms, saving, fewer)[0];
    }
    return paid;
  }

  void by_results(const config::Agreement::ByResults& c) {
    const char* part = "payment_by_results";
    const Basis basis = terms_.contributions;
    const std::size_t payer = agency(c.payer), receiver = agency(c.receiver);
    if (payer >= agencies_ || receiver >= agencies_) return;
    std::vector<Draws> paid(years_);
    Draws whole, any, payer_net, receiver_net, at_risk;
    for (std::size_t r = 0; r < n(); ++r) {
      const AgencyYears contribution = contributed(r, basis, delay_years()), position = net(r, contribution);
      std::vector<Pence> caps;
      for (const Pence cost : contribution[receiver])
        caps.push_back(std::min(c.cap, economics::rounded(c.share * static_cast<double>(cost))));
      const std::vector<Pence> payment = due(r, c.outcome, c.threshold, c.price, caps);
      for (std::size_t y = 0; y < years_; ++y) paid[y].push_back(pounds(payment[y]));
      const Pence sum = total(payment);
      at_risk.push_back(c.share * pounds(total(contribution[receiver])));
      whole.push_back(pounds(sum));
      any.push_back(sum > 0 ? 1 : 0);
      payer_net.push_back(pounds(total(position[payer]) - sum));
      receiver_net.push_back(pounds(total(position[receiver]) + sum));
    }
    add(part, basis, c.receiver.name, "contribution paid by results", at_risk);
    for (std::size_t y = 0; y < years_; ++y) add(part, basis, c.receiver.name, "received", paid[y], y);
    add(part, basis, c.receiver.name, "received", whole);
    add_share(part, basis, c.receiver.name, "probability of any payment", any);
    add(part, basis, c.receiver.name, "net after payment", receiver_net);
    add(part, basis, c.payer.name, "net after payment", payer_net);
  }

  void bond(const config::Agreement::Bond& c) {
    const char* part = "impact_bond";
    const Basis basis = terms_.contributions;
    const std::size_t commissioner = agency(c.commissioner);
    if (commissioner >= agencies_) return;
    const economics::Discounting wanted({{0, c.wanted_return}});
    const auto term = static_cast<std::size_t>(std::lround(c.term / config::year));
    std::vector<Draws> flows(years_);
    std::vector<double> mean_flow(years_, 0);
    Draws gain, enough, whole, rates, commissioner_net;
    for (std::size_t r = 0; r < n(); ++r) {
      const AgencyYears position = net(r, contributed(r, basis, delay_years()));
      std::vector<Pence> cost(years_, 0), saving(years_, 0);
      for (std::size_t y = 0; y < years_; ++y)
        for (std::size_t g = 0; g < agencies_; ++g) {
          cost[y] = economics::add(cost[y], draws_[r].borne[g][y]);
          saving[y] = economics::add(saving[y], draws_[r].benefit[g][y]);
        }
      std::vector<Pence> paid = due(r, c.outcome, c.threshold, c.price, std::vector<Pence>(years_, c.cap));
      Pence left = c.cap;
      for (std::size_t y = 0; y < years_; ++y) {
        paid[y] = y < term ? std::min(paid[y], left) : 0;
        left -= paid[y];
      }
      const economics::BondFlow flow = economics::impact_bond({c.invested, economics::Drawdown::at_start}, cost, paid,
                                                              saving, plan_.appraisal.standard);
      for (std::size_t y = 0; y < years_; ++y) {
        flows[y].push_back(pounds(flow.investor[y]));
        mean_flow[y] += pounds(flow.investor[y]) / static_cast<double>(n());
      }
      const Pence sum = total(flow.investor);
      whole.push_back(pounds(sum));
      rates.push_back(flow.rate_of_return.value_or(experiment::missing));
      gain.push_back(sum > 0 ? 1 : 0);
      enough.push_back(wanted.present_value(std::span<const Pence>(flow.investor)) >= 0 ? 1 : 0);
      // The investor's money comes in the place of the commissioner's.
      const Pence invested = economics::rounded(c.invested * static_cast<double>(total(cost)));
      commissioner_net.push_back(pounds(total(position[commissioner]) + invested - total(paid)));
    }
    for (std::size_t y = 0; y < years_; ++y) add(part, basis, "investor", "cash flow", flows[y], y);
    add(part, basis, "investor", "cash flow", whole);
    add_single(part, basis, "investor", "return on the mean cash flow",
               economics::internal_rate_of_return(mean_flow).value_or(Figure::none), "a year");
    add(part, basis, "investor", "return", rates, {}, "a year");
    add_share(part, basis, "investor", "probability of gaining", gain);
    add_share(part, basis, "investor", "probability of the wanted return", enough);
    add(part, basis, c.commissioner.name, "net after the bond", commissioner_net);
  }

  const Plan& plan_;
  const experiment::Results& results_;
  const config::Agreement& terms_;
  std::size_t system_, agencies_, years_;
  std::vector<Figure>& figures_;
  std::vector<AgencyDraw> draws_;    ///< by replication
  AgencyYears expected_, spending_;  ///< mean over replications
};

}  // namespace

std::vector<AgreementFigure> agreements(const Plan& plan, const experiment::Results& results) {
  std::vector<AgreementFigure> figures;
  if (!plan.scenario.appraisal || !plan.scenario.appraisal->agreement || plan.agencies.empty() ||
      results.replications.empty())
    return figures;
  for (std::size_t s = 0; s < results.systems.size(); ++s)
    if (s != results.baseline) Terms(plan, results, s, figures).all();
  return figures;
}

}  // namespace abuse
