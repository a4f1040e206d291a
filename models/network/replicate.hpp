#pragma once

#include "models/network/outputs.hpp"
#include "models/network/plan.hpp"

#include <cstdint>
#include <memory>

namespace network {

/// One replication: warm-up, counted period. The result depends on the plan and the number only.
/// \param replication  its number, from 0
Outcome replicate(const std::shared_ptr<const Plan>& plan, std::uint32_t replication);

}  // namespace network
