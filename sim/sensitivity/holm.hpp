#pragma once

#include <span>
#include <vector>

namespace sim::sensitivity {

/// p-values of several questions asked together, made larger so that those which stay below a level hold all at once:
/// the chance that any of them is false is then at most that level, however the questions depend on each other.
/// \param p  in [0, 1], NaN where there is none, which counts for nothing
/// \return shape (p), at most 1
/// \source Holm 1979, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6(2)
std::vector<double> holm(std::span<const double> p);

}  // namespace sim::sensitivity
