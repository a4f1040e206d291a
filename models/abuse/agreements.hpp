#pragma once

#include "models/abuse/money_draws.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace abuse {

/// A figure of what an agreement between partners comes to, over replications.
struct AgreementFigure {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  /// position, transfer, delay, payment_by_results or impact_bond.
  std::string part;
  std::string system;
  std::string basis;     ///< how the new model's cost is shared out: as_priced, proportional, equal or status_quo
  std::string party;     ///< an agency, "investor", or "all"
  std::string quantity;  ///< net, contribution, probability of gaining, received, ...
  std::string year;      ///< its first day; empty: the whole horizon
  std::string unit;
  std::size_t n = 0;  ///< replications
  double mean = none;
  double low = none, high = none;  ///< 90 % interval of a replication: 5th and 95th percentile
};

/// What the scenario's agreement comes to under each system. Shares by benefit are agreed beforehand, on what agencies
/// gain in the mean; what they then gain and what the new model costs is each replication's. Money is real, whole pence
/// when it is shared out, and not discounted unless a figure says so.
///   position            each agency's net position under every basis, its contribution and its chance of gaining
///   transfer            the smallest transfers that leave nobody worse off in the mean, from the agreed basis
///   delay               what the delay of re-profiling a pooled budget costs whom, against no delay
///   payment_by_results  for each one fewer of the outcome beyond the threshold, up to the cap of a year and to the
///   part
///                       of the receiver's contribution that is paid by results
///   impact_bond         the investor pays its part of the cost at the start, held until it is spent, and is paid by
///   the
///                       commissioner for outcomes during the term, up to the cap in all
/// Empty without an agreement, agencies or replications.
std::vector<AgreementFigure> agreements(const Plan& plan, const experiment::Results& results);

}  // namespace abuse
