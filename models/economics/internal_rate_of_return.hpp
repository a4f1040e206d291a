#pragma once

#include <optional>
#include <span>

namespace economics {

/// The yearly rate at which a cash flow is worth nothing. 0.1 is 10 %; below 0 less comes back than was put in.
/// \param flow  one entry a year, in any unit; shape (years)
/// \return above -1; none unless the flow changes its sign exactly once: money never comes back, was never put in, or
///         is put in again after it came back, when several rates may fit
/// \throws std::invalid_argument if the flow is not finite
std::optional<double> internal_rate_of_return(std::span<const double> flow);

}  // namespace economics
