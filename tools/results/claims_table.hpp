#pragma once

#include "models/abuse/system.hpp"
#include "models/experiment.hpp"
#include "tools/results/compare.hpp"

#include <cstddef>
#include <string>

/// The claims of a scenario, each in two figures: as the partnership looked, and against the same people's baseline.
namespace results {

/// claims.csv: claim, title, system, claimed, n, people, before, before_unit, then mean, ci_low and ci_high of naive,
/// without and effect (relative changes), explained (without over naive: the part of the fall that would have come
/// anyway; empty if nothing fell), sentence, note, source. A line for each claim and each system in which somebody was
/// selected.
std::string claims_csv(const abuse::Plan& plan, const experiment::Results& results, const Summaries& summaries);

/// The same for people, with a plain sentence on each. Empty if there are no claims, or nobody was selected.
/// \param width  columns to fit into
std::string claims_text(const abuse::Plan& plan, const experiment::Results& results, const Summaries& summaries,
                        std::size_t width);

/// How much of a fall that was seen would have come without the new system. Relative changes, -0.4 for a fall by 40 %.
/// \param of_people  whether people were picked, so that it is regression to the mean
std::string plain_sentence(double naive, double without, double effect, bool of_people, const std::string& baseline);

}  // namespace results
