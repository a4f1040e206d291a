#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace results {

/// Long series of numbers in few bytes, deflated: whole numbers below 2^31 exactly, others rounded to single precision
/// (a relative error of 2^-24 at most).
/// \param values  at least 0 and finite, or NaN for a missing one
/// \throws std::invalid_argument if one is neither
std::vector<std::byte> packed(std::span<const double> values);

/// The same numbers, as rounded.
/// \param count  how many there must be
/// \throws StoreError if these are not the bytes of so many
std::vector<double> unpacked(std::span<const std::byte> bytes, std::size_t count);

}  // namespace results
