#pragma once

#include "models/abuse/appraisal_of_run.hpp"

#include <span>
#include <string>
#include <vector>

/// The cost-benefit analysis of a run as tables for programs.
namespace results {

/// One figure of the financial or the economic case over the replications, in pounds, years or pounds a pound.
struct AppraisalFigure {
  std::string figure, unit;
  std::vector<double> values;  ///< NaN where it is none: a ratio without a divisor, a payback beyond the horizon
  double of_means = 0;         ///< of a ratio: mean over mean, the one to quote; else NaN
};

/// \param corrected   for optimism. \param discounted  by the standard schedule
std::vector<AppraisalFigure> figures(const abuse::Comparison& comparison, bool corrected, bool discounted);

/// cba_summary.csv: comparison, basis (as simulated or corrected for optimism), discounting, figure, unit, n (those
/// that have it), mean, ci_low, ci_high, p05, p50, p95, ratio_of_means, share (of replications that have it). A payback
/// beyond the horizon is counted as later than all others in p05 to p95, and not in the mean.
std::string cba_summary_csv(std::span<const abuse::Comparison> comparisons, const experiment::Results& results);

/// cba_by_agency_year.csv: comparison, agency (and all, and society for economic and social gains), year (empty: the
/// whole horizon), cost, benefit, cashable, net, net_p05, net_p95, and the same of cost and benefit, in pounds to the
/// penny, as simulated, not discounted. Means are rounded once, by agency and year, so that cells add up to the totals
/// exactly.
std::string cba_by_agency_year_csv(const abuse::Plan& plan, std::span<const abuse::Comparison> comparisons,
                                   const experiment::Results& results);

/// "option_2 - six_route"
std::string name_of(const abuse::Comparison& comparison, const experiment::Results& results);

}  // namespace results
