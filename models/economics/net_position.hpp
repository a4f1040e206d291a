#pragma once

#include "models/economics/appraisal.hpp"
#include "models/economics/money.hpp"

#include <optional>
#include <span>
#include <vector>

namespace economics {

/// Where each agency stands after transfers: benefit less cost plus what it receives.
/// \param transfers  received above 0; shape (agencies, years)
/// \return shape (agencies, years); adds up to the appraisal's net in every year in which the transfers sum to 0
/// \throws std::invalid_argument if the transfers are not of that shape
AgencyYears net_positions(const Appraisal& appraisal, const AgencyYears& transfers);

/// The smallest transfers that leave nobody worse off: who loses receives its loss and no more, and who gains pays for
/// it in proportion to its gain, never more than that.
/// \param net  each agency's net position; shape (agencies)
/// \return received above 0; sums to 0; shape (agencies). None if all together lose, when no transfer can do it
std::optional<std::vector<Pence>> smallest_transfers(std::span<const Pence> net);

}  // namespace economics
