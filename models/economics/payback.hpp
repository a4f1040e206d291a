#pragma once

#include <optional>
#include <span>

namespace economics {

/// Years until what is saved has paid for what was spent: the first year end at which the net flows so far are not
/// negative, and within that year as if its flow were even.
/// \param net  benefit less cost, one entry a year, in any unit; shape (years)
/// \return 0 if the first year already pays for itself; none if no year within the horizon does, which is censored and
///         not zero
std::optional<double> payback(std::span<const double> net);

}  // namespace economics
