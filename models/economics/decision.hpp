#pragma once

#include "sim/matrix.hpp"
#include "sim/sensitivity/bootstrap.hpp"
#include "sim/sensitivity/evpi.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace economics {

/// What draws of the options' net benefit say of the choice between them; by option, in the unit of the net benefit.
struct Choice {
  std::size_t draws = 0;         ///< complete ones; others are left out
  std::vector<double> expected;  ///< mean net benefit; NaN without a draw; shape (options)
  std::vector<double> p_best;    ///< share of draws in which it is best, shared by those that tie; shape (options)
  sim::sensitivity::InformationValue perfect_information;  ///< of knowing the draw before choosing
};

/// \param net_benefit  shape (draws, options), at least 1 option; NaN marks a missing one. Paired: a draw is the same
///                     world under every option
/// \param noise        chance within each draw, shape (draws, options - 1), as in sim/sensitivity/evpi.hpp; empty if
///                     the draws hold none, or if it is meant to count as a thing that could be known
/// \throws std::invalid_argument for no option, an infinite number or shapes that do not fit
Choice choose(const sim::Matrix& net_benefit, const sim::Matrix& noise = {},
              const sim::sensitivity::Bootstrap& bootstrap = {});

/// Share of draws of at least a threshold: that an option saves at all, or saves what was promised. Missing draws (NaN)
/// are left out; NaN without one.
double p_at_least(std::span<const double> draws, double threshold);

}  // namespace economics
