#pragma once

#include "models/abuse/system.hpp"
#include "models/economics/appraisal.hpp"
#include "models/experiment.hpp"

#include <cstddef>
#include <vector>

/// The cost-benefit analysis of a run, from what its replications stored: no replication is simulated again.
namespace abuse {

/// One system held against another, replication by replication.
struct Comparison {
  std::size_t option = 0, comparator = 0;                ///< systems
  std::vector<economics::Appraisal> plain, corrected{};  ///< as simulated, and corrected for optimism; (replications)
};

/// What one system costs and gains against another in one replication: every cost line of the headline by who pays it,
/// then every value of the headline. New-model lines are costs; what is spent less on the others is a benefit, released
/// where the line stops because the new model replaces it.
/// \param factors  corrections for optimism; shape (streams), or empty for none
std::vector<economics::Stream> streams(const Plan& plan, const experiment::Results& results, std::size_t replication,
                                       std::size_t option, std::size_t comparator,
                                       const std::vector<double>& factors = {});

/// Corrections by the grades of the evidence: of a cost and of a line that stops that of its price, of another benefit
/// the price's, the population's and the effect's together. 1 for what the scenario says has a distribution that holds
/// the optimism already. A line without a grade is taken for the weakest. A benefit that is a loss in the mean over
/// replications is raised, not cut. \return shape (streams)
std::vector<double> optimism_factors(const Plan& plan, const experiment::Results& results, std::size_t option,
                                     std::size_t comparator);

/// Every other system against the baseline, and then each of these against those before it. Empty without an
/// `appraisal`, with one system or without a replication.
std::vector<Comparison> appraise_run(const Plan& plan, const experiment::Results& results);

}  // namespace abuse
