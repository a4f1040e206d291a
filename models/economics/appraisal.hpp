#pragma once

#include "models/economics/classes.hpp"
#include "models/economics/discounting.hpp"
#include "models/economics/money.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace economics {

/// The agency of what no agency pays or gains.
inline constexpr std::size_t society = std::numeric_limits<std::size_t>::max();

/// One line of an option against business as usual: a cost, or what is gained by a difference from it. Deadweight is
/// not in it: a difference holds nothing that would have happened anyway.
struct Stream {
  std::string name{};
  std::size_t agency = society;   ///< who pays, or gains a fiscal benefit; `society` for economic and social ones
  bool cost = false;              ///< else a benefit, which may be below 0
  Gain gain = Gain::fiscal;       ///< of a benefit
  Spend spend = Spend::revenue;   ///< of a cost
  bool transfer = false;          ///< fiscal only: counts for the agency, not for the public
  bool health = false;            ///< a value of health, discounted at the health rate; never money an agency spends
  bool released = false;          ///< a fiscal benefit: a line that stops because the new model replaces it
  double factor = 1;              ///< correction for optimism: 1 + uplift or 1 - cut; at least 0
  std::vector<Pence> amounts{};   ///< real pence; shape (years)
  std::vector<Pence> cashable{};  ///< the cash in a fiscal benefit, before correction; empty: none; shape (years)
};

/// Money of one agency, or of all, corrected; each with shape (years).
struct Account {
  std::vector<Pence> cost, benefit, cashable;  ///< benefit: fiscal
  std::vector<Pence> net;                      ///< benefit less cost
  bool operator==(const Account&) const = default;
};

/// The figures of the financial and the economic case, in pence, all discounted or none. Ratios are none where what
/// they divide by is not above 0.
/// \source HM Treasury and New Economy, Cost benefit analysis guidance for local partnerships (2014)
struct Figures {
  double cost = 0, fiscal = 0, cashable = 0, economic = 0, social = 0;
  double transfers = 0;                  ///< part of fiscal
  double transfer_cost = 0;              ///< part of cost
  double released = 0;                   ///< part of fiscal
  double net_present_budget_impact = 0;  ///< cost less fiscal benefit; below 0 is a saving
  double cashable_budget_impact = 0;     ///< cost less cash
  double net_present_public_value = 0;   ///< fiscal, economic and social benefit less cost, transfers left out of both
  std::optional<double> financial_return;  ///< fiscal benefit for a pound of cost
  std::optional<double> cashable_return;   ///< cash for a pound of cost
  /// Fiscal benefit for a pound of new money: released lines taken off the cost instead of added to the benefit.
  std::optional<double> return_on_new_money;
  std::optional<double> public_value_ratio;  ///< benefit for a pound of cost, transfers left out of both
  std::optional<double> payback;             ///< years, as in payback.hpp
  std::optional<double> cashable_payback;    ///< the same of cash alone
  std::vector<double> agency_net;            ///< fiscal benefit less cost; shape (agencies)
};

struct Appraisal {
  std::vector<Account> agencies;  ///< add up to `total` in every cell; shape (agencies)
  Account total;
  std::vector<Pence> economic, social;                               ///< benefit; shape (years)
  std::vector<Pence> transfers;                                      ///< part of the fiscal benefit; shape (years)
  std::vector<Pence> transfer_cost;                                  ///< part of the cost; shape (years)
  std::vector<Pence> released;                                       ///< part of the fiscal benefit; shape (years)
  std::array<std::vector<Pence>, spend_names.size()> cost_by_spend;  ///< by Spend; shape (years)
  Figures undiscounted, discounted;
};

/// Every amount is corrected and rounded to the penny once, by stream and year; all sums are of those cells.
/// Corrections are linear, so the mean over replications is corrected like the mean; a line expected to lose needs a
/// factor that does not shrink its loss (OptimismBias::benefit_factor).
/// \param standard  for money
/// \param health    for streams marked health
/// \throws std::invalid_argument if a stream has not `years` amounts, an agency that is not there, or marks that
///         contradict each other; std::overflow_error beyond 2^63 pence
Appraisal appraise(std::span<const Stream> streams, std::size_t agencies, std::size_t years,
                   const Discounting& standard, const Discounting& health);

/// One column of every agency's account, as agreements take it: by_agency(a, &Account::benefit).
/// \return shape (agencies, years)
AgencyYears by_agency(const Appraisal& appraisal, std::vector<Pence> Account::*column);

}  // namespace economics
