#pragma once

#include "models/pathway/graph.hpp"
#include "tools/report/inputs.hpp"

#include <string>
#include <vector>

namespace report {

/// A graph of the scenario with what was simulated in place of what was expected.
struct Pathway {
  std::string name;  ///< of the system; in a network, of the class of people
  pathway::Spec spec;
  std::vector<pathway::Load> loads;  ///< one a service of `spec`; empty: nothing simulated is known by service
  std::vector<pathway::Load> all;    ///< of every service with cases, also of those that the picture leaves out
};

/// What a picture leaves out, for there are many: services with fewer cases a year, lines with fewer.
inline constexpr double least_cases = 12, least_on_line = 1;

/// One for each system that was simulated, or each class of a network. Cases, waits and used capacity are those of
/// summary.csv over the whole period; a line carries the simulated cases of the service that it leaves, shared out as
/// expected. The picture has no ways out, no services or lines with few cases, and no service without a line.
/// \return nothing where this program cannot read the scenario any more
std::vector<Pathway> pathways_of(const Inputs& inputs);

}  // namespace report
