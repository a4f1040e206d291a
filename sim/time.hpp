#pragma once

namespace sim {

/// Simulated time. The engine knows only that later is larger; the domestic-abuse model counts days from the start of
/// the counted period, a network scenario whatever unit it is written in.
using Time = double;

}  // namespace sim
