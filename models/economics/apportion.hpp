#pragma once

#include "models/economics/money.hpp"

#include <span>
#include <vector>

namespace economics {

/// Splits an amount in proportion to weights, to the penny: the parts add up to it. Pennies left over go where the
/// largest fractions were cut off, to the earliest among equals.
/// \param weights  at least 0, one of them above 0; shape (parts)
/// \return of the amount's sign; shape (parts)
/// \throws std::invalid_argument for other weights; std::overflow_error if they sum to more than 2^63
std::vector<Pence> apportion(Pence amount, std::span<const Pence> weights);

/// Weights of amounts of either sign: who gains weighs what it gains, who loses nothing; shape (parts).
std::vector<Pence> gains_only(std::span<const Pence> amounts);

}  // namespace economics
