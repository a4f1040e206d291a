#pragma once

#include <cstdint>
#include <vector>

/// Whole pence, and what is done to them without losing one.
namespace economics {

using Pence = std::int64_t;

/// Whole pence by agency and year; shape (agencies, years).
using AgencyYears = std::vector<std::vector<Pence>>;

/// \throws std::overflow_error beyond 2^63 pence
Pence add(Pence a, Pence b);
/// a - b.
/// \throws std::overflow_error beyond 2^63 pence
Pence subtract(Pence a, Pence b);

/// The nearest whole penny, halves away from zero.
/// \throws std::overflow_error if it is not finite or beyond 2^63 pence
Pence rounded(double pence);

}  // namespace economics
