#pragma once

#include "models/abuse/system.hpp"
#include "models/economics/money.hpp"
#include "models/experiment.hpp"
#include "sim/matrix.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

/// The money of a run, replication by replication, each system against the baseline. Nothing is corrected for optimism:
/// the spread over replications is there instead.
namespace abuse {

/// Values of the parameters that were drawn anew for each replication, by path; shape (replications). Empty: none were.
using DrawnValues = std::map<std::string, std::vector<double>>;

/// Pounds over the horizon; each with shape (replications, systems), the baseline's 0.
struct MoneyDraws {
  sim::Matrix saving, discounted;  ///< of public spending, undiscounted and by the standard schedule
  sim::Matrix cash;                ///< cash saved and money redirected, less what the new model costs; undiscounted
  sim::Matrix public_value;        ///< fiscal, economic and social gain less cost, transfers left out; discounted
};
MoneyDraws money_draws(const Plan& plan, const experiment::Results& results);

/// What agencies pay and gain in one replication, in pence; each with shape (agencies, years).
struct AgencyDraw {
  economics::AgencyYears benefit;   ///< what the agency spends less, the new model aside, and fiscal values of its own
  economics::AgencyYears borne;     ///< spending on the new model more than the baseline's, as its lines are priced
  economics::AgencyYears spending;  ///< of the baseline
};
AgencyDraw agency_draw(const Plan& plan, const experiment::Results& results, std::size_t replication,
                       std::size_t system);

/// How much less of what an effect counts there is under each system than under the baseline, discounted; in units of
/// the effect; shape (replications, systems). NaN where a system does not have it.
sim::Matrix effect_draws(const Plan& plan, const experiment::Results& results, const config::Decision::Effect& effect,
                         const DrawnValues& drawn);

}  // namespace abuse
