#pragma once

#include "models/abuse/system.hpp"

namespace abuse {

/// How much of a grade meets support beyond that assessor: the share of its cases that come to a service which supports
/// victims and takes cases at that time, straight on or through others, each way by its share. What an assessor has
/// nothing to offer for is graded up the more, by `risk_aversion`.
/// \return in [0, 1]
double offered(const CompiledSystem& system, const CompiledService& assessor, Tier grade, Time now);

}  // namespace abuse
