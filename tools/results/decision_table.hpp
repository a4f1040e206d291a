#pragma once

#include "models/abuse/decision.hpp"

#include <cstddef>
#include <span>
#include <string>

/// The choice between the systems of a run, and how sure it is.
namespace results {

/// decision.csv: part, system, quantity, of, at, unit, n, value, ci_low, ci_high, holds: a line for each figure.
/// `holds` says what the replications differ by: "chance only" or "parameters drawn".
std::string decision_csv(std::span<const abuse::DecisionFigure> figures, bool drawn);

/// The same for people. \param width  columns to fit sentences into
std::string decision_text(std::span<const abuse::DecisionFigure> figures, bool drawn, std::size_t width);

/// In short: how probable it is that each system saves, reaches the plan and is best. Empty without figures.
std::string decision_short(std::span<const abuse::DecisionFigure> figures, bool drawn);

}  // namespace results
