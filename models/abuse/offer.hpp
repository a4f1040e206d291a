#pragma once

#include "models/abuse/system.hpp"

#include <span>

namespace abuse {

/// How much of a grade meets support beyond that assessor: the share of its cases that come to a service which supports
/// victims and takes cases at that time, straight on or through others: one of the ways on, each by its share, or any
/// of the referrals made beside that, each by its chance. Whether there is room, and whether more than the grade is
/// asked for, does not count. What an assessor has nothing to offer for is graded up the more, by `risk_aversion`.
/// \param stood_down  by resource: when its double running ended; empty: never
/// \return in [0, 1]
double offered(const CompiledSystem& system, const CompiledService& assessor, Tier grade, Time now,
               std::span<const Time> stood_down = {});

}  // namespace abuse
