#pragma once

#include "tools/quality/facts.hpp"

#include <string>

/// Answers that several reporting standards ask for, in Markdown, each from the run and the scenario alone.
namespace quality {

std::string population(const Facts& facts);
std::string systems_compared(const Facts& facts);
std::string reasons_for_systems(const Facts& facts);  ///< as people gave them, and gaps for the others
std::string period(const Facts& facts);               ///< start, warm-up, horizon, time unit
std::string replications(const Facts& facts);
std::string perspective(const Facts& facts);
std::string discounting(const Facts& facts);
std::string outcomes(const Facts& facts);  ///< which are reported, and how they are measured
std::string valued(const Facts& facts);    ///< how outcomes are valued
std::string costs(const Facts& facts);
std::string price_basis(const Facts& facts);
std::string evidence(const Facts& facts);  ///< numbers by status and grade
std::string sources(const Facts& facts);
std::string guesses(const Facts& facts);  ///< assumptions made where nothing is documented
std::string uncertainty_methods(const Facts& facts);
std::string uncertainty_results(const Facts& facts);
std::string main_results(const Facts& facts);
std::string heterogeneity(const Facts& facts);
std::string distribution_of_effects(const Facts& facts);
std::string fit_to_targets(const Facts& facts);
std::string verification_result(const Facts& facts);
std::string known_limits(const Facts& facts);

}  // namespace quality
