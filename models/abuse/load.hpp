#pragma once

#include "models/abuse/price_table.hpp"
#include "models/abuse/system.hpp"
#include "models/pathway/graph.hpp"
#include "models/scenario/document.hpp"
#include "models/scenario/evidence.hpp"

#include <memory>
#include <string>
#include <vector>

namespace abuse {

/// A scenario read, checked and compiled.
struct Loaded {
  scenario::Node resolved;                        ///< after includes, the catalogue and settings; runs on its own
  std::vector<scenario::Assumption> assumptions;  ///< every number with its evidence
  std::vector<scenario::Diagnostic> warnings;
  std::vector<pathway::Spec> graphs;              ///< one a system
  std::vector<std::vector<pathway::Load>> loads;  ///< expected under each system once everything has started
  std::shared_ptr<const Plan> plan;
};

/// \param root     the scenario with what it includes, as scenario::load gives it
/// \param sets     settings "path=value", applied after includes
/// \param systems  systems to keep besides the baseline; empty: all
/// \param prices   rows of a table of prices, which take the place of the scenario's own before the settings do
/// \throws scenario::InputError with every mistake found
Loaded load(scenario::Node root, const std::vector<std::string>& sets, const std::vector<std::string>& systems,
            const std::vector<PriceRow>& prices = {});
Loaded load(const std::string& path, const std::vector<std::string>& sets, const std::vector<std::string>& systems);

/// Merges the scenario's catalogue (`services`, `routes`) into the systems that name its entries, nearer wins, and
/// takes it out.
void merge_catalogue(scenario::Node& root, scenario::Diagnostics& diagnostics);

/// What becomes of a case on average, incidents that break its rules left out: nobody knows before a run how many come.
struct ExpectedCourse {
  double length = 0;                ///< days it is open
  double drops_out = 0;             ///< chance that it ends so
  double ends_with_breach = 0;      ///< and so
  double breaches_that_do_not = 0;  ///< expected number of breaches that do not end it
};
ExpectedCourse expected_course(const CompiledService& s);

/// The service graph of a system as the pathway checks want it.
/// \param settled  edges to services that have ended by the horizon, or not begun, lead where their fallback says
pathway::Spec graph_of(const Plan& plan, std::size_t system, bool settled);

}  // namespace abuse
