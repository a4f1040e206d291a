#pragma once

#include "models/network/plan.hpp"
#include "models/pathway/spec.hpp"

#include <cstddef>

namespace network {

/// The stations that a class comes to, and its ways between them, to be drawn.
pathway::Spec graph_of(const Plan& plan, std::size_t cls);

}  // namespace network
