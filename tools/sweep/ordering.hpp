#pragma once

#include "sim/matrix.hpp"
#include "tools/sweep/config.hpp"

#include <span>
#include <string>
#include <vector>

namespace tools::sweeps {

/// A design in the unit cube, each column in another order, so that factors have the rank correlations that the sweep
/// asks for. Two with a correlation of 1 or -1 have one order between them: the one is the other, or 1 less it, and
/// what either is correlated with, so is the other.
/// \param names  of the factors, in the columns' order
/// \throws scenario::InputError for a factor that is not among them, or correlations that contradict each other
sim::Matrix correlated(sim::Matrix cube, const std::vector<std::string>& names,
                       std::span<const Correlation> correlations);

}  // namespace tools::sweeps
