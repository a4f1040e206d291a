#pragma once

#include "sim/matrix.hpp"

namespace sim::design {

/// How unevenly points fill the unit cube and its faces: the centred L2 discrepancy, 0 for a perfectly even filling.
/// It is the root; many tables print its square. Takes time in proportion to points squared times factors.
/// \param design  values in [0, 1]; at least one point
/// \throws std::invalid_argument if there is no point
/// \source Hickernell 1998, "A generalized discrepancy and quadrature error bound"
double centred_discrepancy(const Matrix& design);

}  // namespace sim::design
