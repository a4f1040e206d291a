#pragma once

#include "models/pathway/spec.hpp"

#include <iosfwd>
#include <limits>
#include <string>
#include <vector>

namespace pathway {

/// Structural mistakes, each reported at its place: a service nothing leads to, a service with no way on, a ring that
/// never reaches close, a loop that takes no time, shares that do not sum to one (tolerance 1e-9), an edge to a
/// service that does not exist.
/// \throws std::logic_error if the spec is no spec: an index or a shape out of range
void check(const Spec& spec, scenario::Diagnostics& diagnostics);

/// What one service must expect, from the routing equations: flow = entries + flow x routing, capacity not limiting.
struct Load {
  std::string service;
  double cases_per_year = 0;  ///< arrivals, after balking for eligibility, before engagement
  double offered = 0;         ///< units of capacity asked for at once (erlangs); a meeting: cases a day
  double capacity = 0;        ///< as in the spec, background work taken off; infinity if unlimited
  /// (offered + background work) / capacity in the spec, both of the shared resource if it is shared; 0 if unlimited,
  /// infinity if work meets no capacity at all; NaN if not known
  double utilisation = 0;
  double wait_days = std::numeric_limits<double>::quiet_NaN();  ///< mean, where it was simulated; NaN: not known
  std::vector<double> edge_cases_per_year;  ///< cases that go over each of the service's edges, in the spec's order
};

/// Expected flow and load of every service, in the order of the spec. Fallbacks carry only who is not eligible.
/// \throws std::invalid_argument if the routing equations have no finite solution (a loop nobody ever leaves, or one
///         that opens more cases than it closes); names the services of the loop
std::vector<Load> expected_load(const Spec& spec);

/// Graphviz DOT: services as boxes by kind, edges by flow, with shares, volumes and utilisation.
/// \param loads  of expected_load; or empty, to draw the bare structure
/// \throws std::invalid_argument if the loads are not of this spec
void write_dot(const Spec& spec, const std::vector<Load>& loads, std::ostream& out);

/// The same laid out and drawn, ready to stand in a page or a file of its own: one <svg> element with <title> and
/// <desc>. The layout is the same on every machine. Graphviz has global state: one call at a time in a process.
/// \throws std::runtime_error if the layout fails
std::string to_svg(const Spec& spec, const std::vector<Load>& loads);

}  // namespace pathway
