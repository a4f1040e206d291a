#pragma once

#include "tools/sweep/points.hpp"
#include "tools/sweep/values.hpp"

#include <cstddef>

namespace tools::sweeps {

/// Opens the scenario at every point, so that a point whose numbers contradict each other, or which cannot be held
/// beside the others, is found before anything is simulated. Numbers drawn one by one may contradict each other: such a
/// point of a sweep of kind uncertainty is drawn again. After a signal no more is looked at.
/// \return how many points were drawn again
/// \throws scenario::InputError with the mistakes, each once with the points where it is made; of many the first
std::size_t check_points(Sweep& sweep, const Kept& kept, unsigned threads, bool quiet);

}  // namespace tools::sweeps
